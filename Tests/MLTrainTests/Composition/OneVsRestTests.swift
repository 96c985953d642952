import MLCore
import MLTestKit
import MLTrain
import Testing

@Suite("OneVsRest")
struct OneVsRestTests {
    @Test("logistic regression is fused into one linear model of all labels")
    func fused() throws {
        let data = try Examples.sparseLabels()
        let model = try OneVsRest(LogisticRegression()).fitted(to: data, in: TrainingContext(threads: 2))
        let direct = try LogisticRegression().fitted(to: data, in: TrainingContext())
        #expect(model.members.count == 1)
        #expect(try model.members.first?.encoded() == direct.encoded())
    }

    @Test("classes give shares that sum to 1 and find the class")
    func classes() throws {
        let data = try Examples.multiclass(rows: 300)
        let model = try OneVsRest(LogisticRegression()).fitted(to: data, in: TrainingContext())
        let majority = try MajorityBaseline().fitted(to: data, in: TrainingContext())
        #expect(model.task == .multiclass(labels: ["low", "middle", "high"]))
        #expect(try Examples.logLoss(model, data) < 0.9 * Examples.logLoss(majority, data))
    }

    @Test("a label that no row carries becomes a constant")
    func constant() throws {
        let features = try Examples.matrix(rows: 9)
        let sets = try LabelSets([["a"], [], ["a"], [], ["a"], [], ["a"], [], []], labels: ["a", "b"])
        let data = try TrainingSet(features: features, targets: .labelSets(sets))
        let model = try OneVsRest(MajorityBaseline()).fitted(to: data, in: TrainingContext())
        #expect(try model.predict(try features.row(0)) == [4.0 / 9, 0.05])
    }

    @Test("the observer sees the same events in the same order for every number of threads")
    func events() throws {
        let data = try Examples.sparseLabels(rows: 60)
        let base = GradientBoosting(rounds: 4, maximumLeaves: 4, minimumLeafRows: 2)
        let logs = try [1, 2, 3].map { threads in
            let log = EventLog()
            _ = try OneVsRest(base).fitted(to: data, in: TrainingContext(threads: threads, observer: log))
            return log.events
        }
        #expect(logs[0].count { $0.name == "train.boosting.round" } == 12)
        #expect(logs[0].filter { $0.kind == .progress }.map(\.message) == ["crime", "drama", "western"])
        #expect(logs[1] == logs[0])
        #expect(logs[2] == logs[0])
    }

    @Test("keeps the promises of estimators", arguments: [true, false])
    func contract(hasClasses: Bool) throws {
        let data = hasClasses ? try Examples.multiclass() : try Examples.sparseLabels()
        let catalog = ComponentCatalog.core
        let logistic = EstimatorChecks.run(OneVsRest(LogisticRegression()), on: data, catalog: catalog)
        #expect(logistic.passed, "\(logistic)")
        let keywords = EstimatorChecks.run(OneVsRest(KeywordBaseline()), on: data, catalog: catalog)
        #expect(keywords.passed, "\(keywords)")
    }
}
