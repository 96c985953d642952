import MLCore
import MLTestKit
import Testing

@Suite("OneVsRestModel")
struct OneVsRestModelTests {
    private func constant(_ value: Double, features: Int = 2) throws -> ConstantPredictor {
        try ConstantPredictor(outputs: [value], featureCount: features, task: .binary(negative: "n", positive: "p"))
    }

    private func rows() throws -> FeatureMatrix<Double> {
        try FeatureMatrix(values: [1, 2, 3, 4], rowCount: 2, schema: try .numbered(2))
    }

    @Test("outputs stand side by side; those of classes are shares")
    func outputs() throws {
        let members = [try constant(0.2), try constant(0.6)]
        let labels = try OneVsRestModel(members: members, task: .multilabel(labels: ["a", "b"]))
        #expect(try labels.predictions(for: try rows()).values == [0.2, 0.6, 0.2, 0.6])
        let classes = try OneVsRestModel(members: members, task: .multiclass(labels: ["a", "b"]))
        #expect(try classes.predict(try rows().row(0)) == [0.2 / (0.2 + 0.6), 0.6 / (0.2 + 0.6)])
        let hopeless = try OneVsRestModel(
            members: [try constant(0), try constant(0)], task: .multiclass(labels: ["a", "b"]))
        #expect(try hopeless.predict(try rows().row(0)) == [0.5, 0.5])
    }

    @Test("members that do not fit are refused")
    func invalid() throws {
        let task = PredictionTask.multilabel(labels: ["a", "b"])
        let regression = try ConstantPredictor(outputs: [1], featureCount: 2, task: .regression(targets: ["y"]))
        let bad: [[any Predictor]] = [
            [], [try constant(0.5)], [try constant(0.5), try constant(0.5, features: 3)],
            [try constant(0.5), regression],
        ]
        for members in bad {
            #expect {
                try OneVsRestModel(members: members, task: task)
            } throws: { ($0 as? CoreError)?.code == .malformedModel }
        }
        #expect(throws: CoreError.self) {
            try OneVsRestModel(members: [try constant(0.5)], task: .binary(negative: "n", positive: "p"))
        }
    }

    @Test("keeps the promises of predictors")
    func contract() throws {
        let linear = try LinearModel(
            weights: [1, -1], intercepts: [0.1], featureCount: 2, task: .binary(negative: "n", positive: "p"),
            link: .sigmoid)
        let catalog = try ComponentCatalog().registering(OneVsRestModel.self).registering(LinearModel.self)
            .registering(ConstantPredictor.self)
        for task in [PredictionTask.multilabel(labels: ["a", "b"]), .multiclass(labels: ["a", "b"])] {
            let model = try OneVsRestModel(members: [linear, try constant(0.25)], task: task)
            let report = PredictorChecks.run(model, on: try rows(), catalog: catalog)
            #expect(report.passed, "\(report)")
        }
    }
}
