import MLCore
import MLTrain
import Testing

@Suite("LogisticRegression, parity with scikit-learn")
struct LogisticRegressionParityTests {
    @Test(
        "coefficients and probabilities agree",
        arguments: [
            ("logistic_C1", "y_class", 1.0), ("logistic_C0.1", "y_class", 0.1), ("multinomial_C1", "y_3class", 1),
        ])
    func coefficients(name: String, target: String, strength: Double) throws {
        let reference = try LinearReference()
        let data = try TrainingSet(
            features: try reference.matrix("X"), targets: .classes(try reference.classes(target)))
        let model = try LogisticRegression(inverseRegularization: strength, tolerance: 1e-10, maximumIterations: 1000)
            .fitted(to: data, in: TrainingContext())
        let expected = try #require(reference.document[name])
        let coefficients = try reference.rows(expected["coef"])
        for (output, row) in coefficients.enumerated() {
            for (feature, value) in row.enumerated() {
                let fitted = try model.weight(ofFeature: feature, forOutput: output)
                #expect(abs(fitted - value) < 1e-6 * max(1, abs(value)), "\(name), \(output), \(feature)")
            }
        }
        for (fitted, value) in zip(model.intercepts, try reference.numbers(expected["intercept"])) {
            #expect(abs(fitted - value) < 1e-6, "\(name)")
        }
        let predictions = try model.predictions(for: try reference.matrix("X_query"))
        let probabilities = try reference.rows(expected["proba_query"])
        for (row, values) in probabilities.enumerated() {
            let fitted = Array(try predictions.row(row))
            let wanted = fitted.count == 1 ? [values[1]] : values
            for (left, right) in zip(fitted, wanted) { #expect(abs(left - right) < 1e-6, "\(name), row \(row)") }
        }
        #expect(coefficients.count == model.intercepts.count && !probabilities.isEmpty)
    }

    @Test("a sparse matrix gives the coefficients of the dense one")
    func sparse() throws {
        let reference = try LinearReference()
        let dense = try reference.matrix("counts")
        let sparse = try Examples.sparse(dense)
        for target in ["y_class", "y_3class"] {
            let classes = Targets.classes(try reference.classes(target))
            let estimator = LogisticRegression(tolerance: 1e-10, maximumIterations: 1000)
            let left = try estimator.fitted(
                to: try TrainingSet(features: dense, targets: classes), in: TrainingContext())
            let right = try estimator.fitted(
                to: try TrainingSet(features: sparse, targets: classes), in: TrainingContext())
            for (one, other) in zip(left.weights, right.weights) { #expect(abs(one - other) < 1e-7) }
        }
    }
}
