import MLCore
import MLTrain
import Testing

@Suite("QuantileRegression")
struct QuantileRegressionTests {
    private func loss(_ model: LinearModel, _ data: TrainingSet, quantile: Double, penalty: Double) throws -> Double {
        guard case .numbers(let targets) = data.targets else { return .nan }
        let weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        var sum = 0.0
        for row in 0..<data.rowCount {
            let residual = try targets[row] - model.predict(try data.features.row(row))[0]
            sum += weights[row] * residual * (residual >= 0 ? quantile : quantile - 1)
        }
        return sum / weights.reduce(0, +) + penalty * model.weights.reduce(0) { $0 + abs($1) }
    }

    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        #expect {
            try QuantileRegression(quantile: 1, penalty: -1, tolerance: 0, maximumIterations: 0).validated()
        } throws: { error in
            ["quantile", "penalty", "tolerance", "maximumIterations"].allSatisfy("\(error)".contains)
        }
    }

    @Test("no change of a weight makes the loss smaller", arguments: [0.1, 0.5, 0.9], [0, 0.05])
    func optimal(quantile: Double, penalty: Double) throws {
        let base = try Examples.regression(rows: 90)
        let data = try TrainingSet(
            features: base.features, targets: base.targets, weights: (0..<90).map { Double($0 % 4) })
        let model = try QuantileRegression(quantile: quantile, penalty: penalty).fitted(to: data, in: TrainingContext())
        let best = try loss(model, data, quantile: quantile, penalty: penalty)
        for position in 0...model.featureCount {
            for change in [-1e-3, -1e-5, 1e-5, 1e-3] {
                var (weights, intercepts) = (model.weights, model.intercepts)
                if position < weights.count { weights[position] += change } else { intercepts[0] += change }
                let other = try LinearModel(
                    weights: weights, intercepts: intercepts, featureCount: model.featureCount, task: model.task,
                    link: model.link)
                #expect(try loss(other, data, quantile: quantile, penalty: penalty) >= best - 1e-9)
            }
        }
    }

    @Test("about the share of the targets lies below")
    func coverage() throws {
        let data = try Examples.regression(rows: 400)
        let model = try QuantileRegression(quantile: 0.8).fitted(to: data, in: TrainingContext())
        guard case .numbers(let targets) = data.targets else { return }
        let below = try (0..<400).count { try targets[$0] < model.predict(try data.features.row($0))[0] }
        #expect(abs(below - 320) <= 5)
    }

    @Test("a strong penalty leaves the quantile of the targets")
    func strong() throws {
        let features = try Examples.matrix(rows: 5)
        let data = try TrainingSet(features: features, targets: .numbers([1, 2, 3, 4, 50]))
        let model = try QuantileRegression(penalty: 1000).fitted(to: data, in: TrainingContext())
        #expect(model.weights.allSatisfy { abs($0) < 1e-7 } && abs(model.intercepts[0] - 3) < 1e-6)
    }

    @Test("sparse features and threads agree")
    func sparse() throws {
        let base = try Examples.regression(rows: 80)
        let sparse = try TrainingSet(features: try Examples.sparse(base.features), targets: base.targets)
        let left = try QuantileRegression(quantile: 0.3).fitted(to: base, in: TrainingContext())
        let right = try QuantileRegression(quantile: 0.3).fitted(to: sparse, in: TrainingContext())
        for (one, other) in zip(left.weights + left.intercepts, right.weights + right.intercepts) {
            #expect(abs(one - other) < 1e-6)
        }
        let other = try QuantileRegression(quantile: 0.3).fitted(to: sparse, in: TrainingContext(threads: 8))
        #expect(other == right)
    }

    @Test("a constant target, equal columns and more features than rows are learned")
    func degenerate() throws {
        let features = try Examples.matrix(rows: 12, width: 3)
        let constant = try QuantileRegression().fitted(
            to: try TrainingSet(features: features, targets: .numbers([Double](repeating: 4, count: 12))),
            in: TrainingContext())
        #expect(abs(try constant.predict(try features.row(3))[0] - 4) < 1e-6)
        let equal = try FeatureMatrix(values: (0..<20).map { Double($0 / 2) }, rowCount: 10, schema: try .numbered(2))
        let line = try QuantileRegression().fitted(
            to: try TrainingSet(features: equal, targets: .numbers((0..<10).map { 2 * Double($0) + 1 })),
            in: TrainingContext())
        #expect(abs(try line.predict(try equal.row(7))[0] - 15) < 1e-5)
        let wide = try Examples.matrix(rows: 5, width: 9)
        let fitted = try QuantileRegression().fitted(
            to: try TrainingSet(features: wide, targets: .numbers([1, 5, 2, 8, 3])), in: TrainingContext())
        #expect(abs(try fitted.predict(try wide.row(1))[0] - 5) < 1e-4)
    }
}
