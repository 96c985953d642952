import MLCore
import MLStatistics
import MLTestKit
import MLTrain
import Testing

@Suite("Learning curves")
struct LearningCurveTests {
    private let boosting = GradientBoosting(rounds: 15, maximumLeaves: 8, minimumLeafRows: 5)

    @Test("scores get better with rows, and the curve says that more help")
    func moreRows() throws {
        let data = try Examples.regression(rows: 500)
        let curve = try LearningCurve(shares: [0.1, 0.3, 1]).report(
            for: GradientBoosting(rounds: 20, maximumLeaves: 8, minimumLeafRows: 5), metric: RootMeanSquaredError(),
            on: data, in: TrainingContext(seed: 1), clock: ManualClock())
        #expect(curve.points.map(\.rowCount) == [40, 120, 400])
        #expect(curve.validationRowCount == 100 && curve.metric == "rootMeanSquaredError")
        let means = curve.points.compactMap(\.validation.mean)
        #expect(means.count == 3 && means[0] > means[1] && means[1] > means[2])
        #expect(curve.points.allSatisfy { $0.fitSeconds == 0 && $0.failures.isEmpty })
        #expect(curve.points.allSatisfy { ($0.training.mean ?? 9) < ($0.validation.mean ?? 0) })
        #expect(curve.remarks.contains { $0.verdict == .moreRowsHelp && ($0.interval?.lower ?? 0) > 0 })
        #expect((curve.constant.mean ?? 0) > means[2])
    }

    @Test("a simple model of simple data has met its bound: bias, no variance")
    func bias() throws {
        let data = try Examples.binary(rows: 1500)
        let curve = try LearningCurve(shares: [0.25, 0.5, 1]).report(
            for: LogisticRegression(), metric: LogLoss(), on: data, in: TrainingContext(seed: 1), clock: ManualClock())
        #expect(curve.remarks.map(\.verdict) == [.plateau, .highBias])
    }

    @Test("a model that learns by heart has variance")
    func variance() throws {
        let data = try Examples.binary(rows: 250)
        let greedy = GradientBoosting(rounds: 20, learningRate: 0.3, minimumLeafRows: 1)
        let curve = try LearningCurve(shares: [0.5, 1]).report(
            for: greedy, metric: ROCAUC(), on: data, in: TrainingContext(seed: 1), clock: ManualClock())
        let gap = curve.remarks.first { $0.verdict == .highVariance }
        #expect((gap?.value ?? 0) > 0.02)
        #expect(curve.direction == .higherIsBetter)
    }

    @Test("noise has no skill")
    func noise() throws {
        var generator = SeededGenerator(seed: 9)
        let targets = Targets.numbers((0..<200).map { _ in generator.nextNormal() })
        let data = try TrainingSet(features: try Examples.matrix(rows: 200), targets: targets)
        let curve = try LearningCurve(rowCounts: [50, 150]).report(
            for: boosting, metric: RootMeanSquaredError(), on: data, in: TrainingContext(seed: 1), clock: ManualClock())
        #expect(curve.remarks.first?.verdict == .noSkill)
        #expect(curve.points.map(\.rowCount) == [50, 150])
    }

    @Test("the same for every number of threads, with events in the same order")
    func threads() throws {
        let data = try Examples.multiclass(rows: 160)
        let results = try [1, 2, 3].map { threads in
            let log = EventLog()
            let curve = try LearningCurve(shares: [0.3, 1], folds: 3).report(
                for: boosting, metric: LogLoss(), on: data,
                in: TrainingContext(seed: 3, threads: threads, observer: log), clock: ManualClock())
            return (curve, log.events)
        }
        #expect(results[0].0 == results[1].0 && results[0].0 == results[2].0)
        #expect(results[0].1 == results[1].1 && results[0].1 == results[2].1)
        #expect(results[0].1.count == 6 && results[0].1.last?.fraction == 1)
        #expect(results[0].1.first?.message == "32 rows, fold 1")
    }

    @Test("validation data of the context measures every model")
    func validation() throws {
        let held = try Examples.binary(rows: 90, seed: 7)
        let context = TrainingContext(seed: 1, validation: held)
        let curve = try LearningCurve(shares: [0.5, 1], folds: 2).report(
            for: boosting, metric: LogLoss(), on: try Examples.binary(rows: 100), in: context, clock: ManualClock())
        #expect(curve.validationRowCount == 90 && curve.points.map(\.rowCount) == [50, 100])
        // At the full size all samples are the same rows.
        #expect(Set(curve.points[1].validation.values).count == 1)
        #expect(Set(curve.points[0].validation.values).count == 2)
    }

    @Test("a fit that fails leaves a gap with its reason; when all fail, the first error is thrown")
    func failures() throws {
        let indices = (0..<60).map { Int32($0 < 57 ? $0 % 2 : 2) }
        let data = try TrainingSet(
            features: try Examples.matrix(rows: 60),
            targets: .classes(try ClassTargets(indices: indices, labels: ["a", "b", "rare"])))
        let curve = try LearningCurve(rowCounts: [2, 40], folds: 3).report(
            for: boosting, metric: LogLoss(), on: data, in: TrainingContext(seed: 1), clock: ManualClock())
        #expect(curve.points[0].validation.mean == nil && curve.points[0].failures.count == 1)
        #expect(curve.points[1].validation.mean != nil)
        #expect("\(curve)".contains("failed: train.invalidTarget"))
        #expect(throws: TrainError.self) {
            try LearningCurve(rowCounts: [2], folds: 3).report(for: boosting, metric: LogLoss(), on: data)
        }
    }

    @Test("bad configurations and too few rows are told, cancellation is honoured")
    func faults() throws {
        var curve = LearningCurve(shares: [0, 2], folds: 1)
        curve.rowCounts = [0]
        let error = #expect(throws: TrainError.self) { try curve.validated() }
        let text = "\(try #require(error))"
        for part in ["either", "share 0.0", "share 2.0", "row count 0", "folds 1"] { #expect(text.contains(part)) }
        let data = try Examples.binary(rows: 30)
        for (bad, code) in [
            (LearningCurve(rowCounts: [25]), TrainError.Code.invalidHyperparameters),
            (LearningCurve(folds: 31), .emptyTrainingSet),
        ] {
            let error = #expect(throws: TrainError.self) {
                try bad.report(for: boosting, metric: LogLoss(), on: data)
            }
            #expect(error?.code == code)
        }
        let context = TrainingContext()
        context.cancellation.cancel()
        let cancelled = #expect(throws: TrainError.self) {
            try LearningCurve().report(for: boosting, metric: LogLoss(), on: data, in: context)
        }
        #expect(cancelled?.code == .cancelled)
    }

    @Test("configuration and curve survive storage, and absent fields have defaults")
    func coding() throws {
        let stored = try CanonicalJSONEncoder().encode(LearningCurve(rowCounts: [3], folds: 4))
        #expect(
            try CanonicalJSONDecoder().decode(LearningCurve.self, from: stored)
                == LearningCurve(rowCounts: [3], folds: 4))
        #expect(try CanonicalJSONDecoder().decode(LearningCurve.self, from: Array("{}".utf8)) == LearningCurve())
        let curve = try LearningCurve(shares: [0.5, 1], folds: 2).report(
            for: MajorityBaseline(), metric: LogLoss(), on: try Examples.binary(), clock: ManualClock())
        let bytes = try CanonicalJSONEncoder().encode(curve)
        #expect(try CanonicalJSONDecoder().decode(LearningCurveReport.self, from: bytes) == curve)
    }

    @Test("the page keeps the promises of pages")
    func page() throws {
        let curve = try LearningCurve(shares: [0.3, 1], folds: 3).report(
            for: boosting, metric: LogLoss(), on: try Examples.binary(rows: 200), clock: ManualClock())
        let page = curve.html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("logLoss over the number of rows") && page == curve.html())
        #expect("\(curve)".contains("133"))
    }

    @Test("the async front gives the same")
    func async() async throws {
        let data = try Examples.binary(rows: 80)
        let curve = LearningCurve(shares: [1], folds: 2)
        let first = try await curve.reporting(for: boosting, metric: LogLoss(), on: data, clock: ManualClock())
        #expect(try curve.report(for: boosting, metric: LogLoss(), on: data, clock: ManualClock()) == first)
    }
}
