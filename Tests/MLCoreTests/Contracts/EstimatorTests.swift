import MLCore
import Synchronization
import Testing

@Suite("Asynchronous fitting and predicting")
struct EstimatorTests {
    private func data() throws -> TrainingSet {
        let features = try FeatureMatrix<Double>(values: [1, 2, 3], rowCount: 3, schema: .numbered(1))
        return try TrainingSet(features: features, targets: .numbers([1, 2, 3]))
    }

    @Test("Fitting away from the pool gives what fitting gives")
    func fitting() async throws {
        let model = try await MeanEstimator().fitting(to: try data(), in: TrainingContext())
        #expect(try model.predict(FeatureVector([9])) == [2])
    }

    @Test("Cancelling the task stops the fit, and no other work with the same context", .timeLimit(.minutes(1)))
    func cancellation() async throws {
        let began = CancellationToken()
        let context = TrainingContext(observer: Signal(token: began))
        let data = try data()
        let task = Task { try await MeanEstimator(waitsForCancellation: true).fitting(to: data, in: context) }
        while !began.isCancelled { await Task.yield() }
        task.cancel()
        await #expect {
            try await task.value
        } throws: {
            ($0 as? CoreError)?.code == .cancelled
        }
        #expect(!context.cancellation.isCancelled)
        let model = try await MeanEstimator().fitting(to: data, in: context)
        #expect(try model.predict(FeatureVector([9])) == [2])
    }

    @Test("More fits than processors leave the pool free to cancel them by the context", .timeLimit(.minutes(1)))
    func hostCancellation() async throws {
        let shared = CancellationToken()
        let data = try data()
        var tasks: [Task<ConstantPredictor, any Error>] = []
        for _ in 0..<6 {
            let began = CancellationToken()
            let context = TrainingContext(observer: Signal(token: began), cancellation: shared)
            tasks.append(
                Task { try await MeanEstimator(waitsForCancellation: true).fitting(to: data, in: context) })
            while !began.isCancelled { await Task.yield() }
        }
        shared.cancel()
        for task in tasks {
            await #expect {
                try await task.value
            } throws: {
                ($0 as? CoreError)?.code == .cancelled
            }
        }
    }

    @Test("A task that is already cancelled does not begin to predict")
    func predicting() async throws {
        let model = try MeanEstimator().fitted(to: try data(), in: TrainingContext())
        let features = try data().features
        #expect(try await model.predicting(features).values == [2, 2, 2])
        let gate = CancellationToken()
        let task = Task {
            while !gate.isCancelled { await Task.yield() }
            return try await model.predicting(features)
        }
        task.cancel()
        gate.cancel()
        await #expect {
            try await task.value
        } throws: {
            ($0 as? CoreError)?.code == .cancelled
        }
    }

    @Test("Outputs that would not fit into memory are refused")
    func oversized() throws {
        let wide = PredictionTask.regression(targets: [String](repeating: "x", count: 1 << 12))
        let model = try ConstantPredictor(
            outputs: [Double](repeating: 0, count: 1 << 12), featureCount: 0, task: wide)
        let features = try FeatureMatrix<Double>(values: [], rowCount: 1 << 30, schema: .numbered(0))
        expectCoreError(.limitExceeded) { try model.predictions(for: features) }
    }
}

/// Predicts the mean of the targets.
private struct MeanEstimator: Estimator {
    static let kind = "test.mean"
    var waitsForCancellation = false

    func validated() {}

    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> ConstantPredictor {
        context.observer.observe(Event(.progress, "test.began"))
        while waitsForCancellation { try context.cancellation.check() }
        guard case .numbers(let numbers) = data.targets else { throw CoreError(.invalidArgument, "no numbers") }
        return try ConstantPredictor(
            outputs: [numbers.reduce(0, +) / Double(numbers.count)], featureCount: data.features.featureCount,
            task: data.targets.task)
    }
}

/// Raises a token at the first event.
private struct Signal: EventObserver {
    let token: CancellationToken

    func observe(_ event: Event) { token.cancel() }
}
