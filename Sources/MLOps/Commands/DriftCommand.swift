#if CommandLine
import ArgumentParser
import MLCore
import MLData
import MLLedger
import MLMonitor

/// `mlops drift`: whether a table still looks like a reference.
struct DriftCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Compare a table with a reference: what has drifted.",
        usage: "mlops drift <reference> <current> [<options>]",
        discussion: """
            Bins and categories are fixed on the reference. A signal has drifted when a statistic reaches its threshold \
            and its p-value, corrected for the number of tests, is at most the level.
            """)

    @Argument(
        help: "The reference: a table, or a .json file that --save-reference wrote.", completion: .file())
    var reference: String

    @Argument(help: "The table to compare; - is standard input.", completion: .file())
    var current: String

    @OptionGroup(title: "Detection")
    var detection: DetectionOptions

    @Option(
        help: ArgumentHelp(
            "Write the bins and counts of the reference here, to compare with later.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var saveReference: String?

    @Flag(help: "End with exit code 1 when anything has drifted.")
    var failOnDrift = false

    @OptionGroup(title: "Reading")
    var data: DataOptions

    @OptionGroup
    var html: PageOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if reference == "-", current == "-" { throw ValidationError("Only one of the tables can be standard input") }
    }

    func perform(in session: Session) throws -> CommandResult {
        try readingInput { try detection.detector.validated() }
        let baseline = try baseline(in: session)
        let table = try data.read(current, in: session)
        try Self.requireColumns(of: baseline, in: table)
        session.progress.show("Comparing \(table.name)")
        var window = try MonitorWindow(reference: baseline, key: 0)
        for observation in try MonitorObservation.observations(of: table.frame, columns: baseline.inputNames) {
            try window.add(observation, reference: baseline)
        }
        let report = try detection.detector.report(on: window, reference: baseline)
        try html.write(
            DriftHistory(reports: [report], reference: baseline, windows: [window])
                .html(title: "\(table.name) against \(reference)", windowTitle: { _ in table.name }),
            in: session)
        if let saveReference { try OutputFiles.write(baseline.encoded(), to: saveReference, in: session) }
        return CommandResult(
            page: page(report, of: table), document: Document(report, reference: reference, current: table.name),
            isPositive: !(failOnDrift && report.verdict == .drift))
    }

    /// The reference, made from a table or read as it was saved.
    private func baseline(in session: Session) throws -> MonitorReference {
        if reference.lowercased().hasSuffix(".json"), data.format == nil {
            return try readingInput { () throws -> MonitorReference in
                do {
                    return try MonitorReference(decoding: InputBytes.read(reference, maximumByteCount: 256 << 20))
                } catch let error as CoreError {
                    throw CommandError(.unusableInput, "this is not a stored reference", at: reference, cause: error)
                }
            }
        }
        let table = try data.read(reference, in: session)
        session.progress.show("Fixing the bins of \(table.name)")
        return try readingInput {
            try MonitorReference(
                signals: WatchedColumns.signals(of: table.frame),
                observations: MonitorObservation.observations(of: table.frame), subject: table.name,
                binning: detection.binning)
        }
    }

    private static func requireColumns(of baseline: MonitorReference, in table: InputTable) throws(InputFailure) {
        try readingInput {
            for signal in baseline.signals {
                guard let (name, types) = signal.source.readable else { continue }
                let column = try table.frame.column(name)
                // A column without a value has a type by chance.
                guard column.missingCount < column.count, !types.contains(column.type) else { continue }
                throw CommandError(
                    .unusableInput,
                    "the column \"\(name)\" has type \(column.type.rawValue), and the reference takes "
                        + types.map(\.rawValue).joined(separator: ", "),
                    at: table.name, remedy: "Read it as in the reference: see --missing and --schema")
            }
        }
    }
}

extension DriftCommand {
    /// The keys of `--json`.
    private struct Document: Encodable {
        let reference: String
        let referenceDigest: String
        let current: String
        let rowCount: Int64
        let verdict: DriftResult.Verdict
        let driftedSignals: [String]
        let testedSignals: [String]
        let detector: DriftDetector
        let results: [DriftResult]

        init(_ report: DriftReport, reference: String, current: String) {
            self.reference = reference
            self.current = current
            referenceDigest = report.reference.hex
            rowCount = report.recordCount
            verdict = report.verdict
            driftedSignals = report.driftedSignals
            testedSignals = report.testedSignals
            detector = report.detector
            results = report.results
        }
    }

    private func page(_ report: DriftReport, of table: InputTable) -> Page {
        var page = Page()
        page.heading("\(table.name) against \(reference)")
        var results = Table(
            .text("verdict"), .text("signal"), .text("test"), .number("statistic"), .number("threshold"),
            .number("p"), .number("reference"), .number("current"))
        // What has drifted most comes first; rows of equal rank stay in the order of the columns.
        for result in report.results.enumerated().sorted(by: Self.precedes).map(\.element) {
            results.append(
                Self.verdict(result), Cell(result.signal, .strong), Cell(result.test.title),
                Cell(result.statistic.map { NumberText.formatted($0, decimals: 4) } ?? "–"),
                Cell(NumberText.formatted(result.threshold, decimals: 2)),
                Cell(result.adjustedPValue.map(Self.probability) ?? "–"), Cell("\(result.referenceCount)"),
                Cell("\(result.currentCount)"))
        }
        page.table(results)
        page.text(
            Self.conclusion(report), report.verdict == .drift ? .bad : report.verdict == .noDrift ? .good : .warning)
        return page
    }

    private static func conclusion(_ report: DriftReport) -> String {
        switch report.verdict {
        case .drift:
            "\(report.driftedSignals.count) of \(report.testedSignals.count) signals have drifted: "
                + report.driftedSignals.joined(separator: ", ") + "."
        case .noDrift: "None of \(report.testedSignals.count) signals has drifted."
        case .insufficientEvidence: "There are too few rows to tell."
        }
    }

    private static func precedes(
        _ first: (offset: Int, element: DriftResult), _ second: (offset: Int, element: DriftResult)
    ) -> Bool {
        let (one, other) = (excess(first.element), excess(second.element))
        return one == other ? first.offset < second.offset : one > other
    }

    /// How far a statistic is above its threshold, drift first, so that tests can be compared.
    private static func excess(_ result: DriftResult) -> Double {
        guard let statistic = result.statistic else { return -1 }
        return statistic / result.threshold + (result.verdict == .drift ? 1e9 : 0)
    }

    private static func probability(_ value: Double) -> String {
        value < 0.0001 ? "<0.0001" : NumberText.formatted(value, decimals: 4)
    }

    private static func verdict(_ result: DriftResult) -> Cell {
        switch result.verdict {
        case .drift: Cell("DRIFT", .bad)
        case .noDrift: Cell("same", .good)
        case .insufficientEvidence: Cell("too few", .warning)
        }
    }
}
#endif
