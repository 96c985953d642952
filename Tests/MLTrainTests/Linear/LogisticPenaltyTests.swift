import MLCore
import MLTrain
import Testing

@Suite("LogisticRegression with an L1 part")
struct LogisticPenaltyTests {
    /// The derivatives of the mean loss by the scores of all outputs, row by row.
    private func residuals(_ model: LinearModel, _ data: TrainingSet) throws -> [[Double]] {
        guard case .classes(let classes) = data.targets else { return [] }
        return try (0..<data.rowCount).map { row in
            var outputs = try model.predict(try data.features.row(row))
            let truth = Int(classes.indices[row])
            if outputs.count == 1 { outputs[0] -= truth == 1 ? 1 : 0 } else { outputs[truth] -= 1 }
            return outputs.map { $0 / Double(data.rowCount) }
        }
    }

    @Test(
        "the derivatives are what the penalty balances",
        arguments: [(1.0, 0.1, false), (0.5, 0.5, false), (1, 0.05, true), (0.3, 1, true)])
    func optimal(share: Double, strength: Double, hasManyClasses: Bool) throws {
        let data = hasManyClasses ? try Examples.multiclass() : try Examples.binary()
        let model = try LogisticRegression(
            inverseRegularization: strength, l1Share: share, tolerance: 1e-9, maximumIterations: 500,
            requiresConvergence: true
        ).fitted(to: data, in: TrainingContext())
        let penalty = 1 / (strength * Double(data.rowCount))
        let residuals = try residuals(model, data)
        for output in model.intercepts.indices {
            #expect(abs(residuals.reduce(0) { $0 + $1[output] }) < 1e-8)
            for feature in 0..<model.featureCount {
                let weight = try model.weight(ofFeature: feature, forOutput: output)
                var slope = penalty * (1 - share) * weight
                for row in 0..<data.rowCount {
                    slope += try residuals[row][output] * data.features.row(row).dense[feature]
                }
                if weight == 0 {
                    #expect(abs(slope) <= penalty * share + 1e-8)
                } else {
                    #expect(abs(slope + (weight > 0 ? 1 : -1) * penalty * share) < 1e-8)
                }
            }
        }
    }

    @Test("a strong penalty leaves out features, and a stronger one all")
    func sparsity() throws {
        let data = try Examples.binary(rows: 300)
        let some = try LogisticRegression(inverseRegularization: 0.05, l1Share: 1)
            .fitted(to: data, in: TrainingContext())
        let none = try LogisticRegression(inverseRegularization: 1e-4, l1Share: 1)
            .fitted(to: data, in: TrainingContext())
        #expect(some.weights.contains(0) && some.weights.contains { $0 != 0 })
        #expect(none.weights.allSatisfy { $0 == 0 })
    }

    @Test("an elastic net of no L1 part agrees with the L2 search", arguments: [false, true])
    func smooth(hasManyClasses: Bool) throws {
        let data = hasManyClasses ? try Examples.multiclass() : try Examples.binary()
        let left = try LogisticRegression(tolerance: 1e-9, maximumIterations: 500)
            .fitted(to: data, in: TrainingContext())
        let right = try LogisticRegression(l1Share: 1e-12, tolerance: 1e-9, maximumIterations: 500)
            .fitted(to: data, in: TrainingContext())
        for (one, other) in zip(left.weights, right.weights) { #expect(abs(one - other) < 1e-5) }
    }

    @Test("label sets, sparse features and threads agree")
    func sparse() throws {
        let data = try Examples.sparseLabels()
        let estimator = LogisticRegression(l1Share: 0.7, tolerance: 1e-9, maximumIterations: 500)
        let models = try [1, 2, 8].map { try estimator.fitted(to: data, in: TrainingContext(threads: $0)) }
        #expect(models[1] == models[0] && models[2] == models[0])
        let dense = try TrainingSet(features: try data.features.densified(), targets: data.targets)
        let other = try estimator.fitted(to: dense, in: TrainingContext())
        for (left, right) in zip(models[0].weights, other.weights) { #expect(abs(left - right) < 1e-5) }
    }

    @Test("old configurations have no L1 part, and a share of 0 is not written")
    func coding() throws {
        let old = """
            {"classWeights":"balanced","fitsIntercept":true,"inverseRegularization":0.5,"maximumIterations":50,\
            "requiresConvergence":false,"tolerance":0.0001}
            """
        let estimator = try CanonicalJSONDecoder().decode(LogisticRegression.self, from: Array(old.utf8))
        #expect(
            estimator == LogisticRegression(inverseRegularization: 0.5, classWeights: .balanced, maximumIterations: 50))
        #expect(try String(decoding: CanonicalJSONEncoder().encode(estimator), as: UTF8.self) == old)
        let lasso = LogisticRegression(l1Share: 1)
        let text = try CanonicalJSONEncoder().encode(lasso)
        #expect(try CanonicalJSONDecoder().decode(LogisticRegression.self, from: text) == lasso)
    }
}
