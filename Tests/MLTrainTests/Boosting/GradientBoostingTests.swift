import MLCore
import MLStatistics
import MLTestKit
import MLTrain
import Testing

@Suite("GradientBoosting")
struct GradientBoostingTests {
    /// One feature, one round, full step: the leaves are the means of the best split.
    @Test("one split is the best one among all, found by enumeration", arguments: 0..<8)
    func stump(seed: Int) throws {
        let data = try Examples.regression(rows: 30, seed: UInt64(seed))
        guard case .numbers(let targets) = data.targets else { return }
        var best = Double.infinity
        for feature in 0..<data.features.featureCount {
            let column = try (0..<30).map { try data.features.row($0).dense[feature] }
            for limit in column {
                let left = targets.indices.filter { column[$0] <= limit }.map { targets[$0] }
                let right = targets.indices.filter { column[$0] > limit }.map { targets[$0] }
                guard left.count >= 3, right.count >= 3 else { continue }
                best = min(best, squares(left) + squares(right))
            }
        }
        let model = try GradientBoosting(rounds: 1, learningRate: 1, maximumLeaves: 2, minimumLeafRows: 3)
            .fitted(to: data, in: TrainingContext())
        let outputs = try model.predictions(for: data.features).values
        let loss = zip(outputs, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(loss - best) < 1e-9 * best)
    }

    private func squares(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    @Test("missing values are sent to the side where they belong")
    func missing() throws {
        let values = (0..<60).map { $0 % 3 == 0 ? Double.nan : Double($0 % 7) }
        let features = try FeatureMatrix(values: values, rowCount: 60, schema: try .numbered(1))
        for missingTarget in [-5.0, 5.0] {
            let targets = values.map { $0.isNaN ? missingTarget : $0 > 3 ? 1.0 : -1.0 }
            let model = try GradientBoosting(rounds: 40, learningRate: 0.5, maximumLeaves: 4, minimumLeafRows: 5)
                .fitted(
                    to: try TrainingSet(features: features, targets: .numbers(targets)), in: TrainingContext())
            for (output, target) in zip(try model.predictions(for: features).values, targets) {
                #expect(abs(output - target) < 1e-3)
            }
        }
    }

    @Test("absent values that mean missing are learned like NaN")
    func absentMissing() throws {
        let sparse = try SparseRows(
            offsets: [0, 1, 1, 2, 2, 3, 3, 4, 4], columns: [0, 0, 0, 0], values: [1, 1, 1, 1], columnCount: 1)
        let features = try FeatureMatrix(rows: sparse, absentMeans: .missing, schema: try .numbered(1))
        let data = try TrainingSet(features: features, targets: .numbers([1, 3, 1, 3, 1, 3, 1, 3]))
        let model = try GradientBoosting(rounds: 1, learningRate: 1, minimumLeafRows: 1)
            .fitted(to: data, in: TrainingContext())
        #expect(try model.predictions(for: features).values == [1, 3, 1, 3, 1, 3, 1, 3])
    }

    @Test("a sparse matrix gives the bytes of the dense one")
    func sparse() throws {
        let labels = try Examples.sparseLabels(rows: 120)
        let targets = Targets.numbers((0..<120).map { Double($0 % 5) })
        let estimator = GradientBoosting(rounds: 5, minimumLeafRows: 5)
        let left = try estimator.fitted(
            to: try TrainingSet(features: labels.features, targets: targets), in: TrainingContext())
        let right = try estimator.fitted(
            to: try TrainingSet(features: try labels.features.densified(), targets: targets), in: TrainingContext())
        #expect(try left.encoded() == right.encoded())
    }

    @Test("limits of depth, leaves and rows hold", arguments: [GradientBoosting.Growth.leafWise, .depthWise])
    func limits(growth: GradientBoosting.Growth) throws {
        let data = try Examples.regression(rows: 400)
        let model = try GradientBoosting(
            rounds: 3, growth: growth, maximumLeaves: 11, maximumDepth: 4, minimumLeafRows: 7
        ).fitted(to: data, in: TrainingContext())
        #expect(model.members.count == 3)
        for member in model.members {
            let covers = try #require(member.tree.covers)
            let leaves = member.tree.nodes.indices.filter {
                if case .leaf = member.tree.nodes[$0] { true } else { false }
            }
            #expect(member.tree.depth <= 4 && leaves.count <= 11 && leaves.count >= 5)
            #expect(leaves.allSatisfy { covers[$0] >= 7 })
            #expect(leaves.reduce(0) { $0 + covers[$1] } == 400)
        }
    }

    @Test("the loss of each task falls well below that of a constant")
    func learning() throws {
        for data in [try Examples.binary(rows: 400), try Examples.multiclass(rows: 400)] {
            let majority = try MajorityBaseline().fitted(to: data, in: TrainingContext())
            let model = try GradientBoosting(rounds: 60, minimumLeafRows: 5).fitted(to: data, in: TrainingContext())
            #expect(try Examples.logLoss(model, data) < 0.3 * Examples.logLoss(majority, data))
        }
    }

    @Test("early stopping keeps the best round")
    func earlyStopping() throws {
        let data = try Examples.binary(rows: 200, seed: 1)
        let validation = try Examples.binary(rows: 200, seed: 2)
        let log = EventLog()
        let rule = try TrainingContext.EarlyStopping(metric: LogLoss(), patience: 5)
        let context = TrainingContext(validation: validation, earlyStopping: rule, observer: log)
        let model = try GradientBoosting(rounds: 500, learningRate: 0.3, minimumLeafRows: 5)
            .fitted(to: data, in: context)
        let name = "validation.\(LogLoss().name)"
        let values = log.events.compactMap { $0.fields[name]?.number }
        let best = try #require(values.indices.min { values[$0] < values[$1] })
        #expect(values.count == best + 1 + 5)
        #expect(model.members.count == best + 1)
        let loss = try LogLoss().value(
            predictions: try model.predictions(for: validation.features), targets: validation.targets)
        #expect(abs((loss.number ?? .nan) - values[best]) < 1e-12)
        #expect(
            log.events.dropLast().allSatisfy {
                abs(($0.fields["validation.loss"]?.number ?? .nan) - ($0.fields[name]?.number ?? 0)) < 1e-9
            })
        let notice = try #require(log.events.last)
        #expect(notice.name == "train.boosting.stopped-early" && notice.kind == .notice)
        #expect(
            notice.fields == ["step": .int64(Int64(values.count)), "bestStep": .int64(Int64(model.members.count))])
        #expect(throws: TrainError.self) {
            try GradientBoosting().fitted(to: data, in: TrainingContext(earlyStopping: rule))
        }
    }

    @Test("shares of rows and features follow the seed")
    func sampling() throws {
        let data = try Examples.regression(rows: 200)
        let estimator = GradientBoosting(rounds: 5, minimumLeafRows: 5, rowShare: 0.5, featureShare: 0.5)
        let first = try estimator.fitted(to: data, in: TrainingContext(seed: 1))
        let second = try estimator.fitted(to: data, in: TrainingContext(seed: 2))
        #expect(first != second)
        #expect(first.members.allSatisfy { $0.tree.covers?.first == 100 })
    }

    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        let estimator = GradientBoosting(
            rounds: 0, learningRate: 2, maximumLeaves: 1, maximumDepth: 0, maximumBins: 256, minimumLeafRows: 0,
            minimumLeafHessian: .nan, l2Penalty: -1, minimumGain: .infinity, rowShare: 0, featureShare: 1.1)
        #expect {
            try estimator.validated()
        } throws: { error in
            [
                "rounds", "learningRate", "maximumLeaves", "maximumDepth", "maximumBins", "minimumLeafRows",
                "minimumLeafHessian", "l2Penalty", "minimumGain", "rowShare", "featureShare",
            ].allSatisfy { "\(error)".contains($0) }
        }
    }

    @Test("validation data with the classes in another order is refused")
    func validationLabels() throws {
        let data = try Examples.binary()
        guard case .classes(let classes) = data.targets else { return }
        let swapped = try ClassTargets(indices: classes.indices, labels: classes.labels.reversed())
        let validation = try TrainingSet(features: data.features, targets: .classes(swapped))
        let error = #expect(throws: TrainError.self) {
            try GradientBoosting(rounds: 2).fitted(to: data, in: TrainingContext(validation: validation))
        }
        #expect(error?.code == .invalidTarget)
    }

    @Test("label sets are refused with a remedy, and targets that overflow too")
    func targets() throws {
        let labels = try Examples.sparseLabels()
        #expect {
            try GradientBoosting().fitted(to: labels, in: TrainingContext())
        } throws: { ($0 as? TrainError)?.code == .invalidTarget && "\($0)".contains("OneVsRest") }
        let huge = try TrainingSet(
            features: try Examples.matrix(rows: 4), targets: .numbers([1e308, -1e308, 1e308, -1e308]))
        #expect {
            try GradientBoosting().fitted(to: huge, in: TrainingContext())
        } throws: { ($0 as? TrainError)?.code == .invalidTarget }
    }

    @Test("keeps the promises of estimators")
    func contract() throws {
        let estimator = GradientBoosting(rounds: 4, minimumLeafRows: 5, rowShare: 0.8, featureShare: 0.7)
        for data in [try Examples.regression(), try Examples.binary(), try Examples.multiclass()] {
            let report = EstimatorChecks.run(estimator, on: data, catalog: .core)
            #expect(report.passed, "\(report)")
        }
    }

    @Test("keeps the promises of estimators, one label against the rest")
    func labels() throws {
        let report = EstimatorChecks.run(
            OneVsRest(GradientBoosting(rounds: 3, minimumLeafRows: 5, rowShare: 0.8)),
            on: try Examples.sparseLabels(), catalog: .core)
        #expect(report.passed, "\(report)")
    }
}
