import MLCore
import MLTestKit
import MLTrain
import Testing

@Suite("LogisticRegression")
struct LogisticRegressionTests {
    @Test("every bad hyperparameter is listed at once")
    func hyperparameters() {
        let estimator = LogisticRegression(inverseRegularization: 0, tolerance: .nan, maximumIterations: 0)
        #expect {
            try estimator.validated()
        } throws: { error in
            let text = "\(error)"
            return (error as? TrainError)?.code == .invalidHyperparameters && text.contains("inverseRegularization")
                && text.contains("tolerance") && text.contains("maximumIterations")
        }
    }

    @Test("integer weights equal repeated rows")
    func weights() throws {
        let data = try Examples.binary(rows: 40)
        var generator = SeededGenerator(seed: 5)
        let counts = (0..<40).map { _ in Int(generator.nextUniform() * 3) }
        let weighted = try TrainingSet(
            features: data.features, targets: data.targets, weights: counts.map(Double.init))
        let repeated = try data.selecting(rows: counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
        let estimator = LogisticRegression(tolerance: 1e-10)
        let left = try estimator.fitted(to: weighted, in: TrainingContext())
        let right = try estimator.fitted(to: repeated, in: TrainingContext())
        for (one, other) in zip(left.weights + left.intercepts, right.weights + right.intercepts) {
            #expect(abs(one - other) < 1e-7)
        }
    }

    @Test("balanced classes equal explicit weights")
    func balanced() throws {
        let data = try Examples.multiclass()
        guard case .classes(let classes) = data.targets else { return }
        var counts = [0.0, 0, 0]
        for index in classes.indices { counts[Int(index)] += 1 }
        let weights = classes.indices.map { Double(data.rowCount) / (3 * counts[Int($0)]) }
        let explicit = try TrainingSet(features: data.features, targets: data.targets, weights: weights)
        let left = try LogisticRegression(classWeights: .balanced, tolerance: 1e-10)
            .fitted(to: data, in: TrainingContext())
        let right = try LogisticRegression(tolerance: 1e-10).fitted(to: explicit, in: TrainingContext())
        for (one, other) in zip(left.weights, right.weights) { #expect(abs(one - other) < 1e-7) }
    }

    @Test("label sets give the weights of one binary model for each label")
    func labelSets() throws {
        let data = try Examples.sparseLabels()
        let estimator = LogisticRegression(tolerance: 1e-9)
        let joint = try estimator.fitted(to: data, in: TrainingContext(threads: 2))
        guard case .labelSets(let sets) = data.targets else { return }
        for (label, name) in sets.labels.enumerated() {
            let members = (0..<sets.rowCount).map { row in
                sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].contains(Int32(label)) ? "yes" : "no"
            }
            let binary = try TrainingSet(
                features: data.features, targets: .classes(try ClassTargets(members, labels: ["no", "yes"])))
            let single = try estimator.fitted(to: binary, in: TrainingContext())
            for feature in 0..<data.features.featureCount {
                let weight = try joint.weight(ofFeature: feature, forOutput: label)
                #expect(weight == single.weights[feature], "\(name)")
            }
        }
    }

    @Test("a label without rows gets a constant probability")
    func emptyLabel() throws {
        let data = try Examples.sparseLabels(rows: 49)
        guard case .labelSets(let sets) = data.targets else { return }
        let names = (0..<sets.rowCount).map { row in
            sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].map { sets.labels[Int($0)] }
        }
        let wider = try LabelSets(names, labels: sets.labels + ["unseen"])
        let model = try LogisticRegression().fitted(
            to: try TrainingSet(features: data.features, targets: .labelSets(wider)), in: TrainingContext())
        let outputs = try model.predictions(for: data.features)
        for row in 0..<outputs.rowCount { #expect(abs((try outputs.row(row).last ?? 0) - 0.01) < 1e-12) }
    }

    @Test("a single class and an absent class are typed errors that say so")
    func absentClass() throws {
        let features = try Examples.matrix(rows: 4)
        for labels in [["a"], ["a", "b"], ["a", "b", "c"]] {
            let classes = try ClassTargets(indices: [0, 0, 0, 0], labels: labels)
            #expect {
                try LogisticRegression().fitted(
                    to: try TrainingSet(features: features, targets: .classes(classes)), in: TrainingContext())
            } throws: { ($0 as? TrainError)?.code == .invalidTarget }
        }
    }

    @Test("using up the iterations warns, or throws when convergence is required")
    func convergence() throws {
        let data = try Examples.binary()
        let recorder = EventLog()
        var estimator = LogisticRegression(tolerance: 1e-12, maximumIterations: 2)
        _ = try estimator.fitted(to: data, in: TrainingContext(observer: recorder))
        #expect(
            recorder.events.map(\.name) == [
                "train.logistic.iteration", "train.logistic.iteration", "train.logistic.not-converged",
            ])
        estimator.requiresConvergence = true
        #expect {
            try estimator.fitted(to: data, in: TrainingContext())
        } throws: { ($0 as? TrainError)?.code == .notConverged }
    }

    @Test("the loss falls from iteration to iteration")
    func decreasingLoss() throws {
        let recorder = EventLog()
        _ = try LogisticRegression(tolerance: 1e-9).fitted(
            to: try Examples.multiclass(), in: TrainingContext(observer: recorder))
        let losses = recorder.events.compactMap { $0.fields["loss"]?.number }
        #expect(losses.count > 3)
        for (before, after) in zip(losses, losses.dropFirst()) { #expect(after <= before) }
    }

    @Test("separable classes end with finite weights")
    func separable() throws {
        let features = try FeatureMatrix(values: [-2, -1, 1, 2], rowCount: 4, schema: try .numbered(1))
        let data = try TrainingSet(
            features: features, targets: .classes(try ClassTargets(indices: [0, 0, 1, 1], labels: ["no", "yes"])))
        let model = try LogisticRegression(inverseRegularization: 1e12, maximumIterations: 1000)
            .fitted(to: data, in: TrainingContext())
        #expect(model.weights[0] > 5 && model.weights[0].isFinite)
    }

    @Test("keeps the promises of estimators", arguments: [true, false])
    func contract(isBinary: Bool) throws {
        let data = isBinary ? try Examples.binary() : try Examples.multiclass()
        let report = EstimatorChecks.run(LogisticRegression(), on: data, catalog: .core)
        #expect(report.passed, "\(report)")
    }

    @Test("keeps the promises of estimators on sparse label sets")
    func sparseContract() throws {
        let report = EstimatorChecks.run(
            LogisticRegression(), on: try Examples.sparseLabels(), catalog: .core)
        #expect(report.passed, "\(report)")
    }
}
