import MLCore
import Testing

@Suite("Cancellation, clocks and training contexts")
struct CancellationTokenTests {
    @Test("A token throws once it is cancelled, and stays cancelled")
    func token() throws {
        let token = CancellationToken()
        #expect(!token.isCancelled)
        try token.check()
        token.cancel()
        token.cancel()
        #expect(token.isCancelled)
        expectCoreError(.cancelled) { try token.check() }
    }

    @Test("A token follows its parents and leaves them alone")
    func parents() {
        let top = CancellationToken()
        let middle = CancellationToken(parent: top)
        let (first, second) = (CancellationToken(parent: middle), CancellationToken(parent: middle))
        first.cancel()
        #expect([top, middle, first, second].map(\.isCancelled) == [false, false, true, false])
        top.cancel()
        #expect([top, middle, first, second].map(\.isCancelled) == [true, true, true, true])
    }

    @Test("The system clock is between 2024 and 2200 and does not stand still")
    func clock() async throws {
        let clock = SystemWallClock()
        let first = clock.now()
        #expect((2024..<2200).contains(first.date.year))
        var latest = first
        for _ in 0..<1_000_000 where latest == first { latest = clock.now() }
        #expect(latest != first)
    }

    @Test("Early stopping needs some patience and an improvement that is a number")
    func earlyStopping() throws {
        let rule = try TrainingContext.EarlyStopping(metric: RowCount(), patience: 1, minimumImprovement: 0)
        #expect(rule.patience == 1)
        for (patience, improvement) in [(0, 0.0), (-1, 0), (Int.min, 0), (1, -0.1), (1, .nan), (1, .infinity)] {
            expectCoreError(.invalidConfiguration) {
                try TrainingContext.EarlyStopping(
                    metric: RowCount(), patience: patience, minimumImprovement: improvement)
            }
        }
    }

    @Test("A metric over one set of rows is that of a fresh state")
    func metric() throws {
        let predictions = try Predictions(values: [1, 2], rowCount: 2, task: .regression(targets: ["x"]))
        #expect(try RowCount().value(predictions: predictions, targets: .numbers([1, 2])).number == 2)
    }
}

/// Counts rows.
private struct RowCount: Metric {
    struct State: MetricState {
        var rows = 0

        mutating func merge(_ other: State) { rows += other.rows }
    }

    let name = "rows"
    let direction = MetricDirection.higherIsBetter

    func makeState() -> State { State() }

    func update(_ state: inout State, predictions: Predictions, targets: Targets, weights: [Double]?) {
        state.rows += predictions.rowCount
    }

    func value(of state: State) -> MetricValue { .defined(Double(state.rows)) }
}
