#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// `mlops profile`: what a table looks like.
struct ProfileCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Describe a table: types, missing and distinct values, ranges, most frequent values.",
        usage: "mlops profile <file> [<options>]")

    @Argument(help: "The table: a CSV, TSV or JSONL file; - is standard input.", completion: .file())
    var file: String

    @OptionGroup(title: "Reading")
    var data: DataOptions

    @OptionGroup
    var html: PageOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func perform(in session: Session) throws -> CommandResult {
        let table = try data.read(file, in: session)
        let profile = try TableProfile(of: table.frame)
        let document = Document(
            source: table.name, rejectedRowCount: table.outcome.rejectedRows.count, rowCount: profile.rowCount,
            columns: try profile.columns.map(Self.document))
        try html.write(profile.html(title: table.name), in: session)
        return CommandResult(page: page(profile, of: table), document: document)
    }

    /// The keys of `--json`.
    private struct Document: Encodable {
        let source: String
        let rejectedRowCount: Int
        let rowCount: Int
        let columns: [JSONValue]
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
            "Size": "\(NumberText.byteCount(table.outcome.byteCount))",
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
        return page
    }
}
#endif
