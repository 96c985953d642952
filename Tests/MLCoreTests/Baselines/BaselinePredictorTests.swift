import MLCore
import MLTestKit
import Testing

@Suite("Baseline predictors")
struct BaselinePredictorTests {
    private var catalog: ComponentCatalog {
        get throws {
            try ComponentCatalog().registering(ConstantPredictor.self).registering(KeywordPredictor.self)
        }
    }

    private func rows() throws -> FeatureMatrix<Double> {
        try FeatureMatrix(values: [0, 0, 0, 1, 0, 0, 0, 2, .nan, 1, 1, 1], rowCount: 4, schema: try .numbered(3))
    }

    @Test("a constant keeps the promises of predictors")
    func constant() throws {
        let model = try ConstantPredictor(
            outputs: [0.25, 0.75], featureCount: 3, task: .multilabel(labels: ["a", "b"]))
        let report = PredictorChecks.run(model, on: try rows(), catalog: try catalog)
        #expect(report.passed, "\(report)")
        #expect(try model.predictions(for: try rows()).values == [0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75])
    }

    @Test("a constant outside of its task is refused")
    func invalidConstant() {
        for outputs in [[], [0.5], [0.5, 1.5], [0.5, .nan]] as [[Double]] {
            #expect {
                try ConstantPredictor(outputs: outputs, featureCount: 1, task: .multilabel(labels: ["a", "b"]))
            } throws: { ($0 as? CoreError)?.code == .malformedModel }
        }
    }

    @Test("the strongest keyword of a row votes")
    func votes() throws {
        let model = try KeywordPredictor(
            keywords: [[.init(feature: 0, vote: 0.6), .init(feature: 1, vote: 0.9)], [.init(feature: 1, vote: 0.3)]],
            baseRates: [0.2, 0.1], featureCount: 3, task: .multilabel(labels: ["a", "b"]))
        #expect(try model.predictions(for: try rows()).values == [0.2, 0.1, 0.6, 0.1, 0.9, 0.3, 0.9, 0.3])
        let report = PredictorChecks.run(model, on: try rows(), catalog: try catalog)
        #expect(report.passed, "\(report)")
    }

    @Test("classes share the votes of a row")
    func classes() throws {
        let model = try KeywordPredictor(
            keywords: [[.init(feature: 0, vote: 0.6)], [.init(feature: 0, vote: 0)]], baseRates: [0, 0],
            featureCount: 3, task: .multiclass(labels: ["a", "b"]))
        #expect(try model.predictions(for: try rows()).values == [0.5, 0.5, 1, 0, 0.5, 0.5, 1, 0])
    }

    @Test("a stored number of features that no matrix can have is refused before memory is taken")
    func hostileWidth() throws {
        struct Parameters: Encodable {
            let baseRates = [0.5]
            let featureCount = 2_000_000_000
            let keywords: [[Int]] = [[]]
            let task = PredictionTask.binary(negative: "n", positive: "p")
        }
        let stored = try EncodedComponent(kind: KeywordPredictor.kind, formatVersion: 1, parameters: Parameters())
        let known = try catalog
        let error = #expect(throws: CoreError.self) { try known.predictor(from: stored) }
        #expect(error?.code == .malformedModel)
        #expect(error?.details.problem.contains("2000000000") == true)
    }

    @Test("a keyword out of range or given twice is refused")
    func invalidKeywords() {
        for list in [
            [KeywordPredictor.Keyword(feature: 3, vote: 0.5)], [.init(feature: -1, vote: 0.5)],
            [.init(feature: 0, vote: 2)], [.init(feature: 0, vote: .nan)],
            [.init(feature: 0, vote: 0.5), .init(feature: 0, vote: 0.5)],
        ] {
            #expect {
                try KeywordPredictor(
                    keywords: [list], baseRates: [0.5], featureCount: 3, task: .binary(negative: "n", positive: "p"))
            } throws: { ($0 as? CoreError)?.code == .malformedModel }
        }
    }
}
