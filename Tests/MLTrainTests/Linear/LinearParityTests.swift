import MLCore
import MLTrain
import Testing

@Suite("Linear regressions, parity with scikit-learn")
struct LinearParityTests {
    /// The estimators with the names of their entries in the reference, fitted as tightly as they can be.
    static let cases: [(name: String, estimator: any Estimator)] = [
        ("ols", LinearRegression()),
        ("ols_weighted", LinearRegression()),
        ("ridge_2", LinearRegression(penalty: 2)),
        ("lasso_0.1", ElasticNet(penalty: 0.1, l1Share: 1, tolerance: 1e-14)),
        ("elasticnet_0.1_0.5", ElasticNet(penalty: 0.1, tolerance: 1e-14)),
        ("quantile_0.8_alpha0", QuantileRegression(quantile: 0.8)),
        ("poisson_0.5", PoissonRegression(penalty: 0.5, tolerance: 1e-10, maximumIterations: 1000)),
    ]

    @Test("coefficients and predictions agree to 1e-6, dense and sparse", arguments: cases.map(\.name), [false, true])
    func coefficients(name: String, isSparse: Bool) throws {
        let reference = try LinearReference()
        let estimator = try #require(Self.cases.first { $0.name == name }).estimator
        let features = try reference.matrix("X")
        let target = name.hasPrefix("poisson") ? "y_count" : "y"
        let data = try TrainingSet(
            features: isSparse ? try Examples.sparse(features) : features,
            targets: .numbers(try reference.numbers(reference.document[target])),
            weights: name.hasSuffix("weighted") ? try reference.numbers(reference.document["sample_weight"]) : nil)
        let model = try #require(try estimator.fitted(to: data, in: TrainingContext()) as? LinearModel)
        let expected = try #require(reference.document[name])
        let coefficients = try reference.numbers(expected["coef"])
        #expect(model.weights.count == coefficients.count)
        for (fitted, value) in zip(model.weights, coefficients) {
            #expect(abs(fitted - value) < 1e-6, "\(name): \(fitted) for \(value)")
        }
        let intercept = try #require(expected["intercept"]?.doubleValue)
        #expect(abs(model.intercepts[0] - intercept) < 1e-6, "\(name)")
        let predictions = try model.predictions(for: try reference.matrix("X_query"))
        for (row, value) in try reference.numbers(expected["predict_query"]).enumerated() {
            let fitted = predictions.values[row]
            #expect(abs(fitted - value) < 1e-5, "\(name), row \(row): \(fitted) for \(value)")
        }
    }

    @Test("every linear entry of the reference is compared")
    func complete() throws {
        let reference = try LinearReference()
        let document = try #require(reference.document.objectValue)
        let regressions = document.members.filter { $0.1["predict_query"] != nil }.map { $0.0 }
        #expect(Set(regressions) == Set(Self.cases.map(\.name)))
    }
}
