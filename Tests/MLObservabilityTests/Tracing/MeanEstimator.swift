#if Tracing
import MLCore
import Synchronization

struct Failure: Error {}

/// Predicts the mean of numbers; sends one event for each round, from a thread of its own when asked to.
struct MeanEstimator: Estimator {
    static var kind: String { "test.mean" }

    let rounds: Int

    func validated() throws {
        if rounds < 0 { throw Failure() }
    }

    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> ConstantPredictor {
        try validated()
        guard case .numbers(let numbers) = data.targets else { throw Failure() }
        for round in 0..<rounds {
            context.observer.observe(
                Event(
                    .metric, "test.round", fraction: Double(round + 1) / Double(rounds),
                    fields: ["step": .int64(Int64(round)), "loss": .double(1)]))
        }
        context.observer.observe(Event(.notice, "test.done"))
        return try ConstantPredictor(
            outputs: [numbers.reduce(0, +) / Double(numbers.count)], featureCount: data.features.schema.count,
            task: .regression(targets: ["y"]))
    }
}

/// Keeps the names of events.
final class EventList: EventObserver {
    private let state = Mutex<[String]>([])

    var names: [String] { state.withLock { $0 } }

    func observe(_ event: Event) { state.withLock { $0.append(event.name) } }
}
#endif
