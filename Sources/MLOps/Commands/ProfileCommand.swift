#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// `mlops profile`: what a table looks like.
struct ProfileCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Describe a table: types, missing and distinct values, ranges, most frequent values.",
        usage: "mlops profile <file> [<options>]",
        discussion: """
            What needs a look comes first: repeated rows, missing values and marks that stand for them, columns that are \
            constant, mixed or identifiers, and with --target columns that give it away.
            """)

    @Argument(help: "The table, in any of the formats; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The column that a model shall predict.", valueName: "column"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "Write the state of the profile here, as a reference for mlops validate.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var saveState: String?

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @OptionGroup(title: "Reading")
    var data: DataOptions

    @OptionGroup
    var html: PageOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
    }

    func perform(in session: Session) throws -> CommandResult {
        let table = try data.read(file, in: session)
        session.progress.show("Profiling \(table.name)")
        let state = try readingInput {
            var state = try TableProfileState(
                schema: table.frame.schema, configuration: ProfileConfiguration(target: target))
            try state.add(table.frame, threads: threads)
            return state
        }
        let profile = state.profile()
        let document = Document(
            source: table.name, rejectedRowCount: table.rejectedRows.count, rowCount: profile.rowCount,
            duplicateRowCount: profile.duplicateRowCount, target: profile.target,
            findings: profile.findings.map(Document.Finding.init),
            columns: try profile.columns.map(Self.document), correlations: profile.correlations)
        if let saveState { try OutputFiles.write(CanonicalJSONEncoder().encode(state), to: saveState, in: session) }
        try html.write(profile.html(title: table.name), in: session)
        return CommandResult(page: page(profile, of: table), document: document)
    }

    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Finding: Encodable {
            let kind: String
            let column: String?
            let isProblem: Bool
            let text: String

            init(_ finding: ProfileFinding) {
                (kind, column) = (finding.kind.rawValue, finding.column)
                (isProblem, text) = (finding.isProblem, finding.text)
            }
        }

        let source: String
        let rejectedRowCount: Int
        let rowCount: Int
        let duplicateRowCount: Int?
        let target: String?
        let findings: [Finding]
        let columns: [JSONValue]
        let correlations: [ColumnCorrelation]?
    }

    /// A column with its stored keys, but times as people write them.
    private static func document(_ column: ColumnProfile) throws -> JSONValue {
        let stored = try CanonicalJSONEncoder().encode(column)
        let value = try CanonicalJSONDecoder().decode(JSONValue.self, from: stored)
        guard var object = value.objectValue else { return value }
        if let earliest = column.earliest { object["earliest"] = .string(earliest.description) }
        if let latest = column.latest { object["latest"] = .string(latest.description) }
        return .object(object)
    }

    private func page(_ profile: TableProfile, of table: InputTable) -> Page {
        var page = Page()
        page.heading(table.name)
        page.facts([
            "Rows": "\(NumberText.grouped(profile.rowCount))",
            "Columns": "\(profile.columns.count)",
            "Size": "\(table.byteCount.map { NumberText.byteCount($0) } ?? "unknown")",
        ])
        var columns = Table(
            .text("column"), .text("type"), .number("missing"), .number("distinct"), .text("content"))
        for column in profile.columns {
            columns.append(
                Cell(column.name, .strong), Cell(column.type.rawValue),
                Cell("\(column.missingCount)", column.missingCount > 0 ? .warning : .plain),
                Cell(column.distinct.description), Cell(column.summary))
        }
        page.table(columns)
        let findings = profile.findings
        guard !findings.isEmpty else { return page }
        var table = Table(.text("kind"), .text("column"), .text("finding"))
        for finding in findings.prefix(40) {
            table.append(
                Cell(finding.isProblem ? "problem" : "good to know", finding.isProblem ? .warning : .faint),
                Cell(finding.column ?? "whole table", .strong), Cell(finding.text))
        }
        page.table(table)
        return page
    }
}
#endif
