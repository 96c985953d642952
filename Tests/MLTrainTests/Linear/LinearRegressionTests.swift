import MLCore
import MLTrain
import Testing

@Suite("LinearRegression")
struct LinearRegressionTests {
    private func fit(
        _ values: [[Double]], _ targets: [Double], weights: [Double]? = nil,
        _ estimator: LinearRegression = LinearRegression()
    ) throws -> LinearModel {
        let features = try FeatureMatrix(
            values: values.flatMap { $0 }, rowCount: values.count, schema: try .numbered(values.first?.count ?? 0))
        return try estimator.fitted(
            to: try TrainingSet(features: features, targets: .numbers(targets), weights: weights),
            in: TrainingContext())
    }

    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        let estimator = LinearRegression(penalty: -1, tolerance: 0, maximumIterations: 0)
        #expect {
            try estimator.validated()
        } throws: { error in
            let text = "\(error)"
            return (error as? TrainError)?.code == .invalidHyperparameters && text.contains("penalty")
                && text.contains("tolerance") && text.contains("maximumIterations")
        }
    }

    @Test("a line is found exactly")
    func line() throws {
        let model = try fit([[1], [2], [4]], [5, 7, 11])
        #expect(abs(model.weights[0] - 2) < 1e-12 && abs(model.intercepts[0] - 3) < 1e-12)
    }

    @Test("equal columns share their weight, as the shortest solution does", arguments: [false, true])
    func duplicates(isSparse: Bool) throws {
        var generator = SeededGenerator(seed: 3)
        let rows = (0..<40).map { _ in
            let value = generator.nextNormal()
            return [value, value, generator.nextNormal()]
        }
        let targets = rows.map { 3 * $0[0] - $0[2] + 1 }
        let dense = try FeatureMatrix(values: rows.flatMap { $0 }, rowCount: 40, schema: try .numbered(3))
        let data = try TrainingSet(
            features: isSparse ? try Examples.sparse(dense) : dense, targets: .numbers(targets))
        let model = try LinearRegression(tolerance: 1e-13).fitted(to: data, in: TrainingContext())
        for (weight, expected) in zip(model.weights, [1.5, 1.5, -1]) { #expect(abs(weight - expected) < 1e-9) }
        #expect(abs(model.intercepts[0] - 1) < 1e-9)
    }

    @Test("with more features than rows the shortest weights that fit are found, dense and sparse alike")
    func wide() throws {
        let features = try Examples.matrix(rows: 6, width: 20)
        let targets = Targets.numbers([1, -2, 0.5, 4, 0, 3])
        let dense = try LinearRegression(fitsIntercept: false).fitted(
            to: try TrainingSet(features: features, targets: targets), in: TrainingContext())
        let sparse = try LinearRegression(fitsIntercept: false, tolerance: 1e-14).fitted(
            to: try TrainingSet(features: try Examples.sparse(features), targets: targets), in: TrainingContext())
        for (one, other) in zip(dense.weights, sparse.weights) { #expect(abs(one - other) < 1e-9) }
        let fitted = try dense.predictions(for: features)
        for (row, value) in [1, -2, 0.5, 4, 0, 3].enumerated() { #expect(abs(fitted.values[row] - value) < 1e-9) }
    }

    @Test("columns of very different sizes keep their digits")
    func illConditioned() throws {
        var generator = SeededGenerator(seed: 4)
        let rows = (0..<200).map { _ in
            let base = generator.nextNormal()
            return [base, base + 1e-6 * generator.nextNormal(), 1e8 + 1e3 * generator.nextNormal()]
        }
        let model = try fit(rows, rows.map { 2 * $0[0] - 3 * $0[1] + 1e-3 * $0[2] - 1 })
        #expect(abs(model.weights[0] - 2) < 1e-6 && abs(model.weights[1] + 3) < 1e-6)
        #expect(abs(model.weights[2] - 1e-3) < 1e-12)
    }

    @Test("a constant column gets no weight")
    func constant() throws {
        let rows = (0..<50).map { [Double($0 % 7), 2000.1] }
        let model = try fit(rows, rows.map { 0.5 * $0[0] + 2 })
        #expect(model.weights[1] == 0 && abs(model.weights[0] - 0.5) < 1e-12 && abs(model.intercepts[0] - 2) < 1e-11)
    }

    @Test("a constant target and a single row give the mean")
    func degenerate() throws {
        let features = try Examples.matrix(rows: 30)
        let constant = try LinearRegression().fitted(
            to: try TrainingSet(features: features, targets: .numbers([Double](repeating: 7, count: 30))),
            in: TrainingContext())
        #expect(constant.weights.allSatisfy { abs($0) < 1e-12 } && abs(constant.intercepts[0] - 7) < 1e-12)
        let single = try fit([[1, 2, 3]], [4])
        #expect(single.weights == [0, 0, 0] && single.intercepts == [4])
    }

    @Test("the derivative of the objective is zero at the solution", arguments: [0, 0.5, 30])
    func optimal(penalty: Double) throws {
        let data = try Examples.regression()
        let model = try LinearRegression(penalty: penalty).fitted(to: data, in: TrainingContext())
        guard case .numbers(let targets) = data.targets else { return }
        var slopes = model.weights.map { penalty * $0 }
        var slope = 0.0
        for row in 0..<data.rowCount {
            let values = try data.features.row(row)
            let residual = try model.predict(values)[0] - targets[row]
            slope += residual
            for (feature, value) in values.dense.enumerated() { slopes[feature] += residual * value }
        }
        for value in slopes + [slope] { #expect(abs(value) < 1e-10) }
    }

    @Test("many rows in many blocks give the same bytes for every number of threads")
    func threads() throws {
        let data = try Examples.regression(rows: 5000)
        let models = try [1, 2, 8].map {
            try LinearRegression(penalty: 1).fitted(to: data, in: TrainingContext(threads: $0)).encoded()
        }
        #expect(models[1] == models[0] && models[2] == models[0])
    }

    @Test("what cannot be learned is a typed error")
    func refusals() throws {
        let features = try Examples.matrix(rows: 4)
        func code(_ features: FeatureMatrix<Double>, _ targets: Targets) -> TrainError.Code? {
            do {
                _ = try LinearRegression().fitted(
                    to: try TrainingSet(features: features, targets: targets), in: TrainingContext())
                return nil
            } catch {
                return (error as? TrainError)?.code
            }
        }
        let classes = Targets.classes(try ClassTargets(indices: [0, 1, 0, 1], labels: ["a", "b"]))
        #expect(code(features, classes) == .invalidTarget)
        var values = [Double](repeating: 1, count: 16)
        values[5] = .nan
        let missing = try FeatureMatrix(values: values, rowCount: 4, schema: features.schema)
        #expect(code(missing, .numbers([1, 2, 3, 4])) == .invalidFeatures)
        values = (0..<16).map { Double($0) * 1e307 }
        let huge = try FeatureMatrix(values: values, rowCount: 4, schema: features.schema)
        #expect(code(huge, .numbers([1, 2, 3, 4])) == .invalidFeatures)
        #expect(code(try Examples.matrix(rows: 0), .numbers([])) == .emptyTrainingSet)
    }
}
