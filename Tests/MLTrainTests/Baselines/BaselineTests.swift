import MLCore
import MLTestKit
import MLTrain
import Testing

@Suite("Baselines")
struct BaselineTests {
    @Test("the majority baseline gives weighted shares and means")
    func majority() throws {
        let features = try Examples.matrix(rows: 4)
        let classes = try ClassTargets(indices: [0, 1, 1, 2], labels: ["a", "b", "c"])
        let data = try TrainingSet(features: features, targets: .classes(classes), weights: [1, 1, 2, 4])
        #expect(try MajorityBaseline().fitted(to: data, in: TrainingContext()).outputs == [0.125, 0.375, 0.5])
        let binary = try TrainingSet(
            features: features, targets: .classes(try ClassTargets(indices: [0, 1, 1, 1], labels: ["n", "p"])))
        #expect(try MajorityBaseline().fitted(to: binary, in: TrainingContext()).outputs == [0.75])
        let numbers = try TrainingSet(features: features, targets: .numbers([1, 2, 3, 6]))
        #expect(try MajorityBaseline().fitted(to: numbers, in: TrainingContext()).outputs == [3])
    }

    @Test("the keyword baseline finds the telling features and their smoothed votes")
    func keywords() throws {
        // Feature 0 is in every "yes" row, feature 1 in every row, feature 2 in one "no" row.
        let features = try FeatureMatrix(
            values: [1, 1, 0, 2, 1, 0, 0, 1, 3, 0, 1, 0], rowCount: 4, schema: try .numbered(3))
        let classes = try ClassTargets(indices: [1, 1, 0, 0], labels: ["no", "yes"])
        let model = try KeywordBaseline(keywordsPerLabel: 2, minimumRows: 1).fitted(
            to: try TrainingSet(features: features, targets: .classes(classes)), in: TrainingContext())
        #expect(model.keywords == [[KeywordPredictor.Keyword(feature: 0, vote: 2.5 / 3)]])
        #expect(try model.predict(FeatureVector([1, 0, 0])) == [2.5 / 3])
        #expect(try model.predict(FeatureVector([0, 1, .nan])) == [0.5])
    }

    @Test("ties between features go to the lower position")
    func ties() throws {
        let features = try FeatureMatrix(
            values: [1, 1, 1, 1, 0, 0, 0, 0], rowCount: 4, schema: try .numbered(2))
        let classes = try ClassTargets(indices: [1, 1, 0, 0], labels: ["no", "yes"])
        let model = try KeywordBaseline(keywordsPerLabel: 1, minimumRows: 1).fitted(
            to: try TrainingSet(features: features, targets: .classes(classes)), in: TrainingContext())
        #expect(model.keywords.first?.map(\.feature) == [0])
    }

    @Test("the majority baseline keeps the promises of estimators")
    func majorityContract() throws {
        for data in [try Examples.regression(), try Examples.multiclass(), try Examples.sparseLabels()] {
            let report = EstimatorChecks.run(MajorityBaseline(), on: data, catalog: .core)
            #expect(report.passed, "\(report)")
        }
    }

    @Test("the keyword baseline keeps the promises of estimators")
    func keywordContract() throws {
        for data in [try Examples.binary(), try Examples.multiclass(), try Examples.sparseLabels()] {
            let report = EstimatorChecks.run(KeywordBaseline(), on: data, catalog: .core)
            #expect(report.passed, "\(report)")
        }
    }
}
