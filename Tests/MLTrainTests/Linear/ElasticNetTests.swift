import MLCore
import MLTrain
import Testing

@Suite("ElasticNet")
struct ElasticNetTests {
    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        #expect {
            try ElasticNet(penalty: .nan, l1Share: 2, tolerance: -1, maximumIterations: 0).validated()
        } throws: { error in
            let text = "\(error)"
            return ["penalty", "l1Share", "tolerance", "maximumIterations"].allSatisfy(text.contains)
        }
    }

    @Test("the derivatives are what the penalty balances", arguments: [(0.1, 1.0), (0.3, 0.5), (2, 0.9), (0.2, 0)])
    func optimal(penalty: Double, share: Double) throws {
        let base = try Examples.regression(rows: 200)
        let weights = (0..<200).map { Double($0 % 3) }
        let data = try TrainingSet(features: base.features, targets: base.targets, weights: weights)
        let model = try ElasticNet(penalty: penalty, l1Share: share, tolerance: 1e-14)
            .fitted(to: data, in: TrainingContext())
        guard case .numbers(let targets) = data.targets else { return }
        let total = weights.reduce(0, +)
        var slopes = model.weights.map { penalty * (1 - share) * $0 }
        var slope = 0.0
        for row in 0..<data.rowCount {
            let values = try data.features.row(row)
            let residual = try (model.predict(values)[0] - targets[row]) * weights[row] / total
            slope += residual
            for (feature, value) in values.dense.enumerated() { slopes[feature] += residual * value }
        }
        #expect(abs(slope) < 1e-9)
        for (slope, weight) in zip(slopes, model.weights) {
            if weight == 0 {
                #expect(abs(slope) <= penalty * share * (1 + 1e-9))
            } else {
                #expect(abs(slope + (weight > 0 ? 1 : -1) * penalty * share) < 1e-7)
            }
        }
    }

    @Test("a strong L1 penalty leaves no weight, and the intercept is the mean")
    func strong() throws {
        let data = try Examples.regression()
        let model = try ElasticNet(penalty: 100, l1Share: 1).fitted(to: data, in: TrainingContext())
        guard case .numbers(let targets) = data.targets else { return }
        #expect(model.weights.allSatisfy { $0 == 0 })
        #expect(abs(model.intercepts[0] - targets.reduce(0, +) / Double(targets.count)) < 1e-12)
    }

    @Test("with an L2 penalty alone it agrees with least squares")
    func ridge() throws {
        let data = try Examples.regression()
        let net = try ElasticNet(penalty: 0.5, l1Share: 0, tolerance: 1e-14, maximumIterations: 10_000)
            .fitted(to: data, in: TrainingContext())
        let ridge = try LinearRegression(penalty: 0.5 * Double(data.rowCount)).fitted(to: data, in: TrainingContext())
        for (one, other) in zip(net.weights + net.intercepts, ridge.weights + ridge.intercepts) {
            #expect(abs(one - other) < 1e-7)
        }
    }

    @Test("dense and sparse features give the same weights, and threads do not matter")
    func sparse() throws {
        let base = try Examples.regression(rows: 80)
        let sparse = try TrainingSet(features: try Examples.sparse(base.features), targets: base.targets)
        let estimator = ElasticNet(penalty: 0.05, tolerance: 1e-14)
        let left = try estimator.fitted(to: base, in: TrainingContext())
        let right = try estimator.fitted(to: sparse, in: TrainingContext())
        for (one, other) in zip(left.weights + left.intercepts, right.weights + right.intercepts) {
            #expect(abs(one - other) < 1e-9)
        }
        for threads in [2, 8] {
            let other = try estimator.fitted(to: sparse, in: TrainingContext(threads: threads))
            #expect(try other.encoded() == right.encoded())
        }
    }

    @Test("using up the iterations warns, or throws when convergence is required")
    func convergence() throws {
        let data = try Examples.regression()
        let log = EventLog()
        var estimator = ElasticNet(penalty: 1e-3, tolerance: 1e-15, maximumIterations: 1)
        _ = try estimator.fitted(to: data, in: TrainingContext(observer: log))
        #expect(log.events.map(\.name) == ["train.linear.not-converged"])
        estimator.requiresConvergence = true
        #expect {
            try estimator.fitted(to: data, in: TrainingContext())
        } throws: { ($0 as? TrainError)?.code == .notConverged }
    }
}
