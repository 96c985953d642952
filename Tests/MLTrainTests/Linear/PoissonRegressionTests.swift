import MLCore
import MLTrain
import Testing

@Suite("PoissonRegression")
struct PoissonRegressionTests {
    private func counts(rows: Int = 150) throws -> TrainingSet {
        let features = try Examples.matrix(rows: rows)
        var generator = SeededGenerator(seed: 9)
        let targets = try (0..<rows).map { row in
            let values = try features.row(row).dense
            return Double(try generator.nextPoisson(mean: Elementary.exp(0.4 * values[0] - 0.3 * values[1] + 0.5)))
        }
        return try TrainingSet(features: features, targets: .numbers(targets))
    }

    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        #expect {
            try PoissonRegression(penalty: -1, tolerance: 0, maximumIterations: 0).validated()
        } throws: { error in
            ["penalty", "tolerance", "maximumIterations"].allSatisfy("\(error)".contains)
        }
    }

    @Test("the derivative of the objective is zero at the solution, dense and sparse", arguments: [0, 0.2])
    func optimal(penalty: Double) throws {
        let base = try counts()
        let estimator = PoissonRegression(penalty: penalty, tolerance: 1e-10, maximumIterations: 500)
        guard case .numbers(let targets) = base.targets else { return }
        for features in [base.features, try Examples.sparse(base.features)] {
            let model = try estimator.fitted(
                to: try TrainingSet(features: features, targets: base.targets), in: TrainingContext())
            var slopes = model.weights.map { penalty * $0 }
            var slope = 0.0
            for row in 0..<base.rowCount {
                let values = try base.features.row(row)
                let residual = try (model.predict(values)[0] - targets[row]) / Double(base.rowCount)
                slope += residual
                for (feature, value) in values.dense.enumerated() { slopes[feature] += residual * value }
            }
            for value in slopes + [slope] { #expect(abs(value) < 1e-9) }
        }
    }

    @Test("negative counts and counts of zero only are typed errors")
    func refusals() throws {
        let features = try Examples.matrix(rows: 3)
        for targets in [[1, -1, 2], [0.0, 0, 0]] {
            #expect {
                try PoissonRegression().fitted(
                    to: try TrainingSet(features: features, targets: .numbers(targets)), in: TrainingContext())
            } throws: { ($0 as? TrainError)?.code == .invalidTarget }
        }
    }

    @Test("the model keeps its link when it is stored")
    func coding() throws {
        let data = try counts()
        let model = try PoissonRegression().fitted(to: data, in: TrainingContext())
        let restored = try LinearModel(decoding: try model.encoded(), catalog: .core)
        #expect(restored == model && restored.link == .exponential)
        #expect(try model.predictions(for: data.features).values.allSatisfy { $0 > 0 })
    }

    @Test("threads do not change the bytes")
    func threads() throws {
        let data = try counts(rows: 3000)
        let models = try [1, 2, 8].map { try PoissonRegression().fitted(to: data, in: TrainingContext(threads: $0)) }
        #expect(models[1] == models[0] && models[2] == models[0])
    }
}
