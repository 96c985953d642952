#if CommandLine
/// Measures single rows: the clock is read around each call, and each call gets another row.
struct SingleRowRun {
    /// How many rows are taken in turn.
    static let rowLimit = 10_000
    /// How many calls come before the clock is looked at.
    static let warmUpCalls = 2_000
    /// The most calls that are measured.
    static let callLimit = 100_000
    /// About how long is measured.
    static let nanoseconds: UInt64 = 2_000_000_000

    /// How many rows were taken in turn.
    let rowCount: Int
    /// The nanoseconds of each call, rising.
    let calls: [UInt64]
    /// The nanoseconds of a call, as the median over blocks of 1,000 calls.
    let mean: Double
    /// What reading the clock costs, in nanoseconds.
    let clock: UInt64
    /// The output of the first row.
    let firstScore: Double
    /// The outputs of all calls added up, which keeps the compiler from leaving any out.
    let sum: Double

    /// Measures.
    ///
    /// - Parameters:
    ///   - scorer: The model.
    ///   - rows: The rows.
    /// - Throws: What scoring throws.
    init(_ scorer: BenchScorer, _ rows: BenchRows) throws {
        let count = min(rows.count, Self.rowLimit)
        let width = rows.width
        var sum = 0.0
        var calls: [UInt64] = []
        var blocks: [UInt64] = []
        var first = 0.0
        let taken = (0..<count).map { Array(rows.values[$0 * width..<($0 + 1) * width]) }
        var margins = [Double](repeating: 0, count: scorer.marginCount)
        var outputs = [Double](repeating: 0, count: scorer.width)
        func score(_ call: Int) throws -> Double {
            try scorer.score(taken[call % count], margins: &margins, outputs: &outputs)
            return scorer.stopsAtMargins ? margins[0] : outputs[0]
        }
        first = try score(0)
        let begin = MonotonicClock.nanoseconds
        for call in 0..<Self.warmUpCalls { sum += try score(call) }
        let perCall = max(1, (MonotonicClock.nanoseconds - begin) / UInt64(Self.warmUpCalls))
        let callCount = min(Self.callLimit, max(1_000, Int(Self.nanoseconds / perCall)))
        calls.reserveCapacity(callCount)
        for call in 0..<callCount {
            let before = MonotonicClock.nanoseconds
            sum += try score(call)
            calls.append(MonotonicClock.nanoseconds - before)
        }
        for block in 0..<callCount / 1_000 {
            let before = MonotonicClock.nanoseconds
            for call in block * 1_000..<(block + 1) * 1_000 { sum += try score(call) }
            blocks.append(MonotonicClock.nanoseconds - before)
        }
        var reads: [UInt64] = []
        for _ in 0..<1_001 {
            let before = MonotonicClock.nanoseconds
            reads.append(MonotonicClock.nanoseconds - before)
        }
        rowCount = count
        self.calls = calls.sorted()
        mean = Double(blocks.sorted()[blocks.count / 2]) / 1_000
        clock = reads.sorted()[500]
        firstScore = first
        self.sum = sum
    }
}
#endif
