import MLCore
import MLTrain
import Testing

@Suite("Diagnostics that fit models")
struct FittingChecksTests {
    @Test(
        "a loss that begins above that of the constant prediction fails; below it passes; unknown ones are left alone")
    func initialLoss() throws {
        let data = try Examples.binary(rows: 200)
        // The fit is to three quarters of the rows, so the entropy differs a little from that of all rows.
        let own = try #require(
            try TrainingDiagnostics(checks: [.initialLoss]).report(
                for: DiagnosticExamples.boosting, on: data, in: TrainingContext(seed: 1))[.initialLoss]?
                .measures.first { $0.name == "constant prediction" }?.value)
        for (losses, verdict) in [
            ([own], DiagnosticFinding.Verdict.passed), ([2 * own, own], .failed), ([0.1], .notApplicable),
            ([], .notApplicable),
        ] {
            let finding = try DiagnosticExamples.finding(
                .initialLoss, for: ReportingEstimator(losses: losses), on: data)
            #expect(finding.verdict == verdict, "\(losses): \(finding)")
        }
        var settings = TrainingDiagnostics(checks: [.initialLoss], reportedLoss: .logLoss)
        let wrong = try settings.report(
            for: ReportingEstimator(losses: [own / 2]), on: data, in: TrainingContext(seed: 1))
        #expect(wrong[.initialLoss]?.verdict == .failed)
        settings.reportedLoss = .squaredError
        #expect(
            try settings.report(for: DiagnosticExamples.boosting, on: data, in: TrainingContext(seed: 1))[.initialLoss]?
                .verdict == .failed)
    }

    @Test("the loss of boosting is recognised: half the squared error, or the log loss")
    func recognised() throws {
        let numbers = try DiagnosticExamples.finding(.initialLoss, on: try Examples.regression(rows: 200))
        #expect(numbers.verdict == .passed && numbers.explanation.contains("half squared error"))
        var generator = SeededGenerator(seed: 1)
        let data = try Examples.multiclass(rows: 200)
        let weights = (0..<200).map { _ in generator.nextUniform() }
        let weighted = try TrainingSet(features: data.features, targets: data.targets, weights: weights)
        let classes = try DiagnosticExamples.finding(.initialLoss, on: weighted)
        #expect(classes.verdict == .passed && classes.explanation.contains("the log loss,"))
    }

    @Test("without training the loss has to be that of the constant prediction")
    func untrained() throws {
        let data = try Examples.binary(rows: 200)
        let good = try TrainingDiagnostics(checks: [.initialLoss]).report(
            for: DiagnosticExamples.boosting, untrained: GradientBoosting(rounds: 1, learningRate: 1e-6), on: data)
        #expect(good[.initialLoss]?.verdict == .passed)
        let bad = try TrainingDiagnostics(checks: [.initialLoss]).report(
            for: ConstantEstimator(probability: 0.5), untrained: ConstantEstimator(probability: 0.999), on: data)
        #expect(bad[.initialLoss]?.verdict == .failed)
        #expect(bad[.initialLoss]?.measures.first?.name == "loss without training")
    }

    @Test("noise is no better than a constant, and certain nonsense is worse")
    func baseline() throws {
        var generator = SeededGenerator(seed: 2)
        let features = try Examples.matrix(rows: 300)
        let noise = try TrainingSet(
            features: features,
            targets: .classes(
                try ClassTargets(indices: (0..<300).map { _ in Int32(generator.next(below: 2)) }, labels: ["a", "b"])))
        let cautious = GradientBoosting(rounds: 1, learningRate: 0.01)
        #expect(try DiagnosticExamples.finding(.constantBaseline, for: cautious, on: noise).verdict == .warning)
        let greedy = GradientBoosting(rounds: 30, learningRate: 0.5, maximumLeaves: 64, minimumLeafRows: 1)
        #expect(try DiagnosticExamples.finding(.constantBaseline, for: greedy, on: noise).verdict == .failed)
        #expect(
            try DiagnosticExamples.finding(.constantBaseline, on: try Examples.binary(rows: 300)).verdict == .passed)
    }

    @Test("an estimator that ignores its input learns no batch, and uses no feature")
    func ignores() throws {
        let data = try Examples.binary(rows: 200)
        let batch = try DiagnosticExamples.finding(.oneBatch, for: MajorityBaseline(), on: data)
        #expect(batch.verdict == .failed && batch.measures.first?.value == 1)
        let unused = try DiagnosticExamples.finding(.unusedFeatures, for: MajorityBaseline(), on: data)
        #expect(unused.verdict == .failed && unused.features.count == 4)
    }

    @Test("limits meant for many rows do not keep a batch from being learned; harsher ones warn or fail")
    func oneBatch() throws {
        for data in [
            try Examples.binary(rows: 200), try Examples.multiclass(rows: 200), try Examples.regression(rows: 200),
        ] {
            let usual = try DiagnosticExamples.finding(
                .oneBatch, for: GradientBoosting(rounds: 20, learningRate: 0.4), on: data)
            #expect(usual.verdict == .passed && usual.rowCount == 32, "\(usual)")
        }
        let data = try Examples.binary(rows: 200)
        let stump = GradientBoosting(rounds: 3, learningRate: 0.01)
        #expect(try DiagnosticExamples.finding(.oneBatch, for: stump, on: data).verdict == .failed)
        let shy = GradientBoosting(rounds: 30, maximumLeaves: 2)
        let finding = try DiagnosticExamples.finding(.oneBatch, for: shy, on: data)
        #expect(finding.verdict == .warning || finding.verdict == .passed)
        let free = try TrainingDiagnostics(checks: [.oneBatch]).report(
            for: stump, unregularized: GradientBoosting(rounds: 20, learningRate: 0.5), on: data,
            in: TrainingContext(seed: 1))
        #expect(free[.oneBatch]?.verdict == .passed)
    }

    @Test("rows with the same features are one row of a batch")
    func distinct() throws {
        let features = try FeatureMatrix(
            values: (0..<60).map { Double($0 % 3) }, rowCount: 60, schema: .numbered(1))
        let data = try TrainingSet(
            features: features, targets: .numbers((0..<60).map { Double($0 % 3) + ($0 < 30 ? 0 : 0.5) }))
        let finding = try DiagnosticExamples.finding(.oneBatch, on: data)
        #expect(finding.rowCount == 3 && finding.verdict == .passed)
        let same = try TrainingSet(
            features: FeatureMatrix(values: [Double](repeating: 1, count: 60), rowCount: 60, schema: .numbered(1)),
            targets: data.targets)
        #expect(try DiagnosticExamples.finding(.oneBatch, on: same).reason == .tooFewDistinctRows)
    }

    @Test("nothing is learned from shuffled targets, unless the fit has looked at the held-out rows")
    func shuffled() throws {
        let held = try Examples.binary(rows: 150, seed: 8)
        let context = TrainingContext(seed: 1, validation: held)
        let data = try Examples.binary(rows: 300)
        #expect(try DiagnosticExamples.finding(.shuffledTargets, on: data, in: context).verdict == .passed)
        let peeking = try DiagnosticExamples.finding(
            .shuffledTargets, for: PeekingEstimator(), on: data, in: context)
        #expect(peeking.verdict == .failed && (peeking.measures.first?.value ?? 0) > 0.9)
        let numbers = TrainingContext(seed: 1, validation: try Examples.regression(rows: 150, seed: 8))
        let rows = try Examples.regression(rows: 300)
        #expect(
            try DiagnosticExamples.finding(.shuffledTargets, for: PeekingEstimator(), on: rows, in: numbers).verdict
                == .failed)
        let constant = try DiagnosticExamples.finding(.shuffledTargets, for: MajorityBaseline(), on: data)
        #expect(constant.verdict == .passed && constant.measures.isEmpty)
    }

    @Test("false alarms of shuffled targets are as rare as the level says")
    func alarms() throws {
        let data = try Examples.binary(rows: 120)
        var settings = TrainingDiagnostics(checks: [.shuffledTargets])
        settings.significance = 0.1
        settings.shuffledFits = 2
        let quick = GradientBoosting(rounds: 2, maximumLeaves: 4, minimumLeafRows: 5)
        let alarms = try (0..<60).count { seed in
            try !settings.report(for: quick, on: data, in: TrainingContext(seed: UInt64(seed))).passed
        }
        // Binomial with 60 draws at 0.1: above 14 once in a thousand times.
        #expect(alarms <= 14)
        #expect(alarms >= 1)
    }

    @Test("early stopping as in the training itself")
    func stopping() throws {
        let held = try Examples.binary(rows: 150, seed: 8)
        let rule = try TrainingContext.EarlyStopping(metric: HeldOutLoss(), patience: 3)
        let context = TrainingContext(seed: 1, validation: held, earlyStopping: rule)
        let estimator = GradientBoosting(rounds: 300, learningRate: 0.5, minimumLeafRows: 5)
        let report = try TrainingDiagnostics(checks: [.initialLoss, .shuffledTargets]).report(
            for: estimator, on: try Examples.binary(rows: 300), in: context)
        // The kept model is not that of the last step, and its loss is still found among the reported ones.
        #expect(report[.initialLoss]?.verdict == .passed, "\(report)")
        #expect(report.usesValidationData && report.heldOutRowCount == 150)
    }

    @Test("the derivatives of a given objective are compared, or those that the estimator tells")
    func gradients() throws {
        let data = try Examples.regression(rows: 60)
        let wrong = CheckedObjective(
            targets: [1], loss: { ($0 - $1) * ($0 - $1) }, gradient: { $0 - $1 }, secondDerivative: { _, _ in 1 })
        let report = try TrainingDiagnostics(checks: [.gradients]).report(
            for: DiagnosticExamples.boosting, objective: wrong, on: data)
        #expect(report[.gradients]?.verdict == .failed)
        let told = try DiagnosticExamples.finding(.gradients, for: ConstantEstimator(probability: 0.5), on: data)
        #expect(told.verdict == .passed)
        #expect(try DiagnosticExamples.finding(.gradients, for: MajorityBaseline(), on: data).reason == .noObjective)
    }
}

/// Always the same probability; tells an objective.
private struct ConstantEstimator: ObjectiveProviding {
    static var kind: String { "test.constant" }

    var probability: Double

    func validated() throws {}

    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> ConstantPredictor {
        try ConstantPredictor(
            outputs: [probability], featureCount: data.features.featureCount, task: data.targets.task)
    }

    func checkedObjective(for data: TrainingSet) throws -> CheckedObjective {
        CheckedObjective(targets: [0.5], loss: { 0.5 * ($0 - $1) * ($0 - $1) }, gradient: { $0 - $1 })
    }
}

/// The share of rows on the wrong side of one half.
private struct HeldOutLoss: Metric {
    struct State: MetricState {
        var (wrong, count) = (0, 0)
        mutating func merge(_ other: State) { (wrong, count) = (wrong + other.wrong, count + other.count) }
    }

    var name: String { "wrong" }
    var direction: MetricDirection { .lowerIsBetter }

    func makeState() -> State { State() }

    func update(_ state: inout State, predictions: Predictions, targets: Targets, weights: [Double]?) throws {
        guard case .classes(let classes) = targets else { return }
        for row in 0..<predictions.rowCount {
            state.count += 1
            if (predictions.values[row] >= 0.5) != (classes.indices[row] == 1) { state.wrong += 1 }
        }
    }

    func value(of state: State) -> MetricValue { .defined(Double(state.wrong) / Double(max(1, state.count))) }
}
