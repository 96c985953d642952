import MLCore
import MLTrain

/// Boosting that also learns from its validation data, which nobody should.
struct PeekingEstimator: Estimator {
    static var kind: String { "test.peeking" }

    var base = GradientBoosting(rounds: 20, learningRate: 0.4, maximumLeaves: 64, minimumLeafRows: 1)

    func validated() throws { try base.validated() }

    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> TreeEnsemble {
        guard let other = context.validation else { return try base.fitted(to: data, in: context) }
        var inner = context
        inner.validation = nil
        inner.earlyStopping = nil
        return try base.fitted(to: try Self.joined(data, other), in: inner)
    }

    private static func joined(_ first: TrainingSet, _ second: TrainingSet) throws -> TrainingSet {
        let rows = try [first, second].flatMap { set in
            try (0..<set.rowCount).flatMap { try set.features.row($0).dense }
        }
        let targets: Targets
        switch (first.targets, second.targets) {
        case (.classes(let left), .classes(let right)):
            targets = .classes(try ClassTargets(indices: left.indices + right.indices, labels: left.labels))
        case (.numbers(let left), .numbers(let right)): targets = .numbers(left + right)
        default: throw CoreError(.typeMismatch, "label sets")
        }
        return try TrainingSet(
            features: FeatureMatrix(
                values: rows, rowCount: first.rowCount + second.rowCount, schema: first.features.schema),
            targets: targets)
    }
}
