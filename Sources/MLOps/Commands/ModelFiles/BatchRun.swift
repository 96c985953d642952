#if CommandLine
import MLCore

/// Measures batches: every repetition scores all rows, in calls of the same size.
struct BatchRun {
    /// How many rows a repetition scores.
    let rowCount: Int
    /// How many rows a call gets.
    let batch: Int
    /// The seconds of each repetition, rising.
    let seconds: [Double]
    /// The processor seconds of the repetitions, rising.
    let processorSeconds: [Double]
    /// The outputs, row after row.
    let scores: [Double]

    /// Measures.
    ///
    /// - Parameters:
    ///   - scorer: The model.
    ///   - rows: The rows.
    ///   - batch: How many rows a call gets.
    ///   - threads: How many threads may be used.
    ///   - repetitions: How often all rows are scored after once to warm up.
    /// - Throws: What scoring throws.
    init(_ scorer: BenchScorer, _ rows: BenchRows, batch: Int, threads: Int, repetitions: Int) throws {
        let batch = min(batch, rows.count)
        var calls: [(batch: BenchScorer.Batch, outputs: [Double])] = []
        for start in stride(from: 0, to: rows.count, by: batch) {
            let range = start..<min(rows.count, start + batch)
            let size = try DenseSize.checked(rows: range.count, columns: scorer.width, at: "outputs")
            calls.append((try scorer.batch(rows, range), [Double](repeating: 0, count: size)))
        }
        func scoreAll() throws {
            for call in calls.indices {
                try scorer.score(calls[call].batch, into: &calls[call].outputs, threads: threads)
            }
        }
        try scoreAll()
        var seconds: [Double] = []
        var processorSeconds: [Double] = []
        for _ in 0..<repetitions {
            let processor = MonotonicClock.processNanoseconds
            let begin = MonotonicClock.nanoseconds
            try scoreAll()
            seconds.append(Double(MonotonicClock.nanoseconds - begin) / 1e9)
            processorSeconds.append(Double(MonotonicClock.processNanoseconds - processor) / 1e9)
        }
        rowCount = rows.count
        self.batch = batch
        self.seconds = seconds.sorted()
        self.processorSeconds = processorSeconds.sorted()
        scores = calls.flatMap(\.outputs)
    }
}
#endif
