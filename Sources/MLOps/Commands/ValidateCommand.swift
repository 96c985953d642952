#if CommandLine
import ArgumentParser
import MLCore
import MLData

/// `mlops validate`: whether a table satisfies a suite of expectations.
struct ValidateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check a table against a suite of expectations.",
        usage: """
            mlops validate <file> --suite <suite> [<options>]
            mlops validate --state <file> --suite <suite> [<options>]
            mlops validate --example-suite
            """,
        discussion: "The exit code is 1 when the table does not satisfy the suite.")

    @Argument(help: "The table, in any of the formats; - is standard input.", completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp("The expectations, as JSON.", valueName: "suite"), completion: .file(extensions: ["json"]))
    var suite: String?

    @Option(
        help: ArgumentHelp(
            "Instead of a table, a .json file that mlops profile --save-state wrote: for expectations about tables.",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "Write the rows that break an expectation here, with the reasons: .csv for spreadsheets, .jsonl exactly.",
            valueName: "file"),
        completion: .file(extensions: ["csv", "tsv", "jsonl"]))
    var quarantine: String?

    @Option(
        help: ArgumentHelp(
            "What distributions are compared with: a table, or a .json file that mlops profile --save-state wrote.",
            valueName: "file"),
        completion: .file())
    var reference: String?

    @Option(
        help: ArgumentHelp(
            "Another table that expectations refer to by its name; may be given several times.",
            valueName: "name=file"))
    var table: [String] = []

    @Option(
        help: ArgumentHelp("Write the outcomes here as facets of OpenLineage.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var lineage: String?

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @Flag(help: "Print a suite to start from, with every rule in it.")
    var exampleSuite = false

    @OptionGroup(title: "Reading")
    var data: DataOptions

    @OptionGroup
    var html: PageOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if exampleSuite { return }
        if file == nil, state == nil { throw ValidationError("Missing expected argument '<file>'") }
        if state != nil {
            if file != nil { throw ValidationError("--state takes the place of the table") }
            if quarantine != nil { throw ValidationError("--state has no rows for --quarantine") }
            if lineage != nil { throw ValidationError("--state has no table for --lineage") }
        }
        if suite == nil { throw ValidationError("Missing expected option '--suite <suite>'") }
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
        for entry in table where !entry.dropFirst().contains("=") {
            throw ValidationError("--table \(entry) is not of the form <name>=<file>")
        }
        let names = table.map { $0.prefix { $0 != "=" } }
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            throw ValidationError("--table \(name) is given more than once")
        }
    }

    func perform(in session: Session) throws -> CommandResult {
        guard !exampleSuite, let suite else { return ExampleSuite.result }
        let expectations = try readingInput {
            // A name without a format is found out before the work, not after it.
            if let quarantine { _ = try TableFormat.of(quarantine) }
            return try InputBytes.decoded(ExpectationSuite.self, from: suite, as: "a suite").validated()
        }
        let context = try context(in: session)
        guard let file else { return try result(of: expectations, in: context, session) }
        let table = try data.read(file, in: session)
        session.progress.show("Validating \(table.name)")
        let report = try expectations.validate(table.frame, in: context, threads: threads)
        if let lineage { try write(report, of: table, asLineage: lineage, in: session) }
        try html.write(report.html(title: table.name), in: session)
        if let quarantine {
            try write(report, of: table, to: quarantine, in: session)
        }
        let subject = Subject(
            name: table.name, rejectedRowCount: table.rejectedRows.count, line: table.line(of:))
        return CommandResult(
            page: page(report, of: subject), document: Document(report, subject), isPositive: report.passed)
    }

    /// Validates the state of a profile.
    private func result(
        of expectations: ExpectationSuite, in context: ValidationContext, _ session: Session
    ) throws -> CommandResult {
        guard let state else { return ExampleSuite.result }
        let held = try readingInput {
            try InputBytes.decoded(TableProfileState.self, from: state, as: "the state of a profile")
        }
        let report = try expectations.validate(held, in: context)
        try html.write(report.html(title: state), in: session)
        let subject = Subject(name: state, rejectedRowCount: 0) { $0 + 1 }
        return CommandResult(
            page: page(report, of: subject), document: Document(report, subject), isPositive: report.passed)
    }

    /// What the table is validated against besides itself.
    private func context(in session: Session) throws -> ValidationContext {
        var context = ValidationContext(now: SystemWallClock().now())
        for entry in table {
            let name = entry.prefix { $0 != "=" }
            let path = String(entry.dropFirst(name.count + 1))
            context.tables[String(name)] = try data.ofWholeTables.read(path, in: session).frame
        }
        guard let reference else { return context }
        if reference.lowercased().hasSuffix(".json") {
            context.reference = try readingInput {
                try InputBytes.decoded(TableProfileState.self, from: reference, as: "the state of a profile")
            }
            return context
        }
        let frame = try data.ofWholeTables.read(reference, in: session).frame
        var state = try TableProfileState(schema: frame.schema)
        try state.add(frame, threads: threads)
        context.reference = state
        return context
    }

    /// Writes outcomes and metrics as facets of OpenLineage.
    private func write(
        _ report: ValidationReport, of table: InputTable, asLineage path: String, in session: Session
    ) throws {
        let producer = "urn:swift-mlops:\(SDKVersion.current)"
        var facets = JSONObject()
        facets["dataQualityAssertions"] = report.lineageAssertions(producer: producer)
        facets["dataQualityMetrics"] = try TableProfile(
            of: table.frame, configuration: ProfileConfiguration(correlationLimit: 0), threads: threads
        ).lineageMetrics(producer: producer, byteCount: table.byteCount)
        try OutputFiles.write(CanonicalJSONEncoder().encode(JSONValue.object(facets)), to: path, in: session)
    }

    /// Writes the quarantined rows, unless some expectation could not be evaluated: rows have no verdict then.
    private func write(
        _ report: ValidationReport, of table: InputTable, to path: String, in session: Session
    ) throws {
        guard report.results.allSatisfy({ $0.status != .notEvaluated && $0.status != .rowsNeeded }) else {
            session.note("\(path) was not written: an expectation could not be evaluated, so rows have no verdict.")
            return
        }
        let (_, rows) = try report.partition(table.frame, lines: table.lines)
        try TableFile.write(rows, to: path, in: session)
    }
}

extension ValidateCommand {
    /// What was validated.
    private struct Subject {
        let name: String
        let rejectedRowCount: Int
        /// The line of the input where a row begins.
        let line: (Int) -> Int
    }

    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Result: Encodable {
            let expectation: DataExpectation
            let description: String
            let status: ValidationReport.Status
            let evaluatedCount: Int
            let brokenCount: Int
            let examples: [Example]
            let note: String?
            let observed: Double?
        }

        struct Example: Encodable {
            let line: Int
            let value: String
        }

        let source: String
        let suite: String
        let passed: Bool
        let rowCount: Int
        let validCount: Int
        let quarantinedCount: Int
        let repairedCount: Int
        let rejectedRowCount: Int
        let results: [Result]

        init(_ report: ValidationReport, _ table: Subject) {
            source = table.name
            suite = report.suite
            passed = report.passed
            rowCount = report.rowCount
            validCount = report.validCount
            quarantinedCount = report.quarantinedCount
            repairedCount = report.repairedRows.count
            rejectedRowCount = table.rejectedRowCount
            results = report.results.map { result in
                Result(
                    expectation: result.expectation, description: result.expectation.description,
                    status: result.status, evaluatedCount: result.evaluatedCount, brokenCount: result.brokenCount,
                    examples: result.examples.map { Example(line: table.line($0.row), value: $0.value) },
                    note: result.note, observed: result.observed.flatMap { $0.isFinite ? $0 : nil })
            }
        }
    }

    private func page(_ report: ValidationReport, of table: Subject) -> Page {
        var page = Page()
        page.heading("\(table.name) against \(report.suite)")
        page.facts([
            "Rows": "\(NumberText.grouped(report.rowCount))",
            "Valid": "\(NumberText.grouped(report.validCount))",
            "Quarantined": Cell(
                NumberText.grouped(report.quarantinedCount), report.quarantinedCount > 0 ? .warning : .plain),
        ])
        var results = Table(
            .text("verdict"), .text("expectation"), .number("rows"), .number("broken"), .text("first examples"))
        for result in report.results {
            let examples = result.examples.prefix(2).map { "line \(table.line($0.row)): \($0.value.prefix(30))" }
            results.append(
                Self.verdict(result), Cell(result.expectation.description), Cell("\(result.evaluatedCount)"),
                Cell("\(result.brokenCount)"),
                Cell(result.note ?? examples.joined(separator: "; "), .faint))
        }
        page.table(results)
        let failed = report.results.count { $0.status != .passed }
        page.text(
            report.passed
                ? "The table satisfies all \(report.results.count) expectations."
                : "The table does not satisfy \(failed) of \(report.results.count) expectations.",
            report.passed ? .good : .bad)
        return page
    }

    private static func verdict(_ result: ValidationReport.Result) -> Cell {
        switch result.status {
        case .passed: Cell("pass", .good)
        case .failed: Cell("FAIL", .bad)
        case .notEvaluated: Cell("UNDECIDED", .bad)
        case .rowsNeeded: Cell("NEEDS ROWS", .bad)
        }
    }
}
#endif
