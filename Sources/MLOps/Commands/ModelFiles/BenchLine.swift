#if CommandLine
import MLCore

/// The result of a measurement, in the form that the scripts in `Benchmarks/Peers` print theirs.
struct BenchLine: Encodable {
    let workload: String
    let `case`: String
    let engine = "swift-mlops"
    let version = SDKVersion.current
    let threads: Int
    let rows: Int
    let metric: String
    let value: Double
    let quality: [String: Double]
    let notes: String
    let loadSeconds: Double
    /// The figures that only one of the workloads has.
    let further: [String: Double]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        func key(_ name: String) -> Key { Key(stringValue: name) }
        try container.encode(workload, forKey: key("workload"))
        try container.encode(self.case, forKey: key("case"))
        try container.encode(engine, forKey: key("engine"))
        try container.encode(version, forKey: key("version"))
        try container.encode(threads, forKey: key("threads"))
        try container.encode(rows, forKey: key("rows"))
        try container.encode(metric, forKey: key("metric"))
        try container.encode(value, forKey: key("value"))
        try container.encode(quality, forKey: key("quality"))
        try container.encode(notes, forKey: key("notes"))
        try container.encode(loadSeconds, forKey: key("load_s"))
        for (name, value) in further { try container.encode(value, forKey: key(name)) }
    }
}

extension BenchLine {
    /// The line of batches.
    init(_ run: BatchRun, case name: String, loadSeconds: Double, threads: Int) {
        func rate(_ seconds: Double) -> Double { Double(run.rowCount) / max(seconds, 1e-9) }
        let middle = run.seconds.count / 2
        self.init(
            workload: "W1", case: name, threads: threads, rows: run.rowCount, metric: "rows_per_s",
            value: rate(run.seconds[middle]),
            quality: [
                "first_score": run.scores.first ?? 0,
                "mean_score": run.scores.reduce(0, +) / Double(max(1, run.scores.count)),
            ],
            notes: run.batch == run.rowCount ? "one call" : "calls of \(run.batch) rows", loadSeconds: loadSeconds,
            further: [
                "best_value": rate(run.seconds[0]), "worst_value": rate(run.seconds[run.seconds.count - 1]),
                "cpu_s": run.processorSeconds[middle], "reps": Double(run.seconds.count),
            ])
    }

    /// The line of single rows.
    init(_ run: SingleRowRun, case name: String, loadSeconds: Double) {
        func percentile(_ percent: Int) -> Double { Double(run.calls[run.calls.count * percent / 100]) }
        self.init(
            workload: "W2", case: name, threads: 1, rows: 1, metric: "p50_ns", value: percentile(50),
            quality: ["first_score": run.firstScore, "sum": run.sum],
            notes: "\(run.rowCount) rows in turn, the clock around each call", loadSeconds: loadSeconds,
            further: [
                "p90_ns": percentile(90), "p99_ns": percentile(99), "mean_ns": run.mean,
                "clock_ns": Double(run.clock), "reps": Double(run.calls.count),
            ])
    }
}
#endif
