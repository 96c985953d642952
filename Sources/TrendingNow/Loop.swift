import MLCore
import MLLedger

/// The whole loop, from raw files to an audited registry.
///
/// Read ``run()`` from top to bottom; each stage is one file.
struct Loop {
    let options: Options
    let console: Console
    var summary: Summary
    var findings = Findings()

    init(_ options: Options, console: Console = Console()) {
        self.options = options
        self.console = console
        summary = Summary(seed: options.seed)
    }

    /// - Returns: The release that is in production at the end, and the store that it is in.
    @discardableResult
    mutating func run() throws -> (release: Release, store: Store) {
        let output = try OutputDirectory(options.output)
        // Now, so that nobody waits for a training whose report cannot be written.
        let report = try OutputDirectory("\(output.path)/report")
        let titles = try stage("ingest") { try $0.ingest() }
        try stage("profile") { try $0.profile(titles) }
        let periods = try stage("split") { try $0.split(titles) }
        let directory = output.freshRegistry()
        do {
            return try run(titles, periods, try Store(directory: directory), output, report)
        } catch let error as LedgerError where error.code == .storage {
            // The store names the blob or the entry; which directory they are in is known here.
            let place = "\(error.details.place.map { "\($0), in " } ?? "")\(directory)"
            throw LedgerError(.storage, error.details.problem, at: place, remedy: error.details.remedy)
        }
    }

    /// The stages that learn, and keep what they did in the store.
    private mutating func run(
        _ titles: Titles, _ periods: Periods, _ store: Store, _ output: OutputDirectory, _ report: OutputDirectory
    ) throws -> (release: Release, store: Store) {
        let baselines = try stage("baselines") { try $0.baselines(titles, periods) }
        let logistic = try stage("train") { try $0.train(.logistic, titles, on: periods.train, store) }
        let boosting = try stage("train") { try $0.train(.boosting, titles, on: periods.train, store) }
        let verdicts = try stage("evaluate") {
            try $0.evaluate([logistic, boosting], baselines: baselines, titles, periods)
        }

        let first = try stage("register") { try $0.register(logistic, verdicts, store, output) }
        let second = try stage("register") { try $0.register(boosting, store) }
        try stage("serve") { try $0.serve(first, canary: second, titles, periods, store) }

        let proposal = try stage("monitor") { try $0.watch(first, titles, periods, store) }
        let promoted = try stage("retrain") { try $0.retrain(proposal, first, titles, periods, store) }
        try stage("roll back") { try $0.rollBack(promoted, store) }
        try stage("audit") { try $0.audit(store) }

        try stage("report") { try $0.writeReport(store, report) }

        try output.write(try CanonicalJSONEncoder().encode(summary), as: "summary.json")
        console.begin("Done")
        console.tell(
            "\(output.path)/report/index.html, \(output.path)/summary.json and \(output.path)/model-card.md are written"
        )
        return (promoted ?? first, store)
    }

    /// Runs one stage and measures it.
    private mutating func stage<Result>(
        _ name: String, _ body: (inout Loop) throws -> Result
    ) rethrows -> Result {
        let start = ContinuousClock.now
        let result = try body(&self)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        summary.seconds[name, default: 0] += (seconds * 1000).rounded() / 1000
        return result
    }
}
