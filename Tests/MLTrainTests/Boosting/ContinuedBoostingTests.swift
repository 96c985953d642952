import MLCore
import Testing

@testable import MLTrain

@Suite("Continued boosting and objectives of the host")
struct ContinuedBoostingTests {
    @Test("going on gives the bytes of training in one go")
    func continuation() throws {
        for data in [
            try Examples.regression(rows: 300), try Examples.binary(rows: 300), try Examples.multiclass(rows: 300),
        ] {
            var estimator = GradientBoosting(rounds: 6, minimumLeafRows: 5)
            let whole = try estimator.fitted(to: data, in: TrainingContext())
            estimator.rounds = 3
            var model = try estimator.fitted(to: data, in: TrainingContext())
            try estimator.update(&model, with: data, in: TrainingContext())
            #expect(try model.encoded() == whole.encoded())
        }
    }

    @Test("a model for other data is refused and stays as it is")
    func refusals() throws {
        let data = try Examples.regression()
        let estimator = GradientBoosting(rounds: 2, minimumLeafRows: 5)
        var model = try estimator.fitted(to: data, in: TrainingContext())
        let before = model
        #expect(throws: TrainError.self) {
            try estimator.update(&model, with: try Examples.binary(), in: TrainingContext())
        }
        let renamed = try TrainingSet(
            features: try FeatureMatrix(
                values: [Double](repeating: 0, count: 480), rowCount: 120,
                schema: try FeatureSchema(["a", "b", "c", "d"])),
            targets: data.targets)
        #expect(throws: TrainError.self) { try estimator.update(&model, with: renamed, in: TrainingContext()) }
        var poisson = estimator
        poisson.objective = .poisson
        let counts = try TrainingSet(
            features: data.features, targets: .numbers((0..<120).map { Double($0 % 4) }))
        #expect(throws: TrainError.self) { try poisson.update(&model, with: counts, in: TrainingContext()) }
        #expect(model == before)
    }

    @Test("an objective of the host gives what the same built-in one gives")
    func custom() throws {
        let data = try Examples.regression(rows: 200)
        guard case .numbers(let targets) = data.targets else { return }
        let mean = WeightedMean.value(targets, weights: nil)
        let objective = CustomObjective(
            startingMargin: mean, loss: { row, margin in 0.5 * (margin - targets[row]) * (margin - targets[row]) },
            derivatives: { row, margin in SIMD2(margin - targets[row], 1) })
        let estimator = GradientBoosting(rounds: 5, minimumLeafRows: 5)
        let own = try estimator.fitted(to: data, minimizing: objective, in: TrainingContext(threads: 2))
        #expect(try own.encoded() == estimator.fitted(to: data, in: TrainingContext()).encoded())
    }

    @Test("an objective of the host with several margins, weights and validation data")
    func severalMargins() throws {
        let data = try Examples.multiclass(rows: 200)
        guard case .classes(let classes) = data.targets else { return }
        let weighted = try TrainingSet(
            features: data.features, targets: data.targets, weights: (0..<200).map { Double($0 % 3) + 0.5 })
        let objective = CustomObjective(
            link: .sigmoid, startingMargins: [0, 0, 0],
            loss: { row, margins in
                margins.enumerated().reduce(0) {
                    $0 + Elementary.softplus($1.element) - (Int(classes.indices[row]) == $1.offset ? $1.element : 0)
                }
            },
            derivatives: { row, margins in
                margins.enumerated().map { output, margin in
                    let share = Elementary.sigmoid(margin)
                    return SIMD2(share - (Int(classes.indices[row]) == output ? 1 : 0), share * (1 - share))
                }
            })
        let log = EventLog()
        let model = try GradientBoosting(rounds: 30, minimumLeafRows: 5).fitted(
            to: weighted, minimizing: objective, in: TrainingContext(validation: data, observer: log))
        #expect(log.events.count == 30 && log.events.allSatisfy { $0.fields["validation.loss"] == nil })
        let outputs = try model.predictions(for: data.features)
        let right = try (0..<200).count { row in
            let row = (Array(try outputs.row(row)), Int(classes.indices[row]))
            return row.0.indices.max { row.0[$0] < row.0[$1] } == row.1
        }
        #expect(right > 170)
    }

    @Test("derivatives that are no numbers, negative or too few end the run with an error")
    func hostile() throws {
        let data = try Examples.regression()
        let bad: [SIMD2<Double>] = [SIMD2(.nan, 1), SIMD2(1, .nan), SIMD2(.infinity, 1), SIMD2(1, -1)]
        for pair in bad {
            let objective = CustomObjective(
                loss: { _, _ in 0 }, derivatives: { row, _ in row == 77 ? pair : SIMD2(1, 1) })
            let error = #expect(throws: TrainError.self) {
                try GradientBoosting(rounds: 3).fitted(to: data, minimizing: objective, in: TrainingContext())
            }
            #expect(error?.code == .invalidTarget, "\(pair)")
        }
        let short = CustomObjective(
            link: .identity, startingMargins: [0], loss: { _, _ in 0 }, derivatives: { _, _ in [] })
        #expect(throws: TrainError.self) {
            try GradientBoosting(rounds: 3).fitted(to: data, minimizing: short, in: TrainingContext())
        }
        let wide = CustomObjective(
            link: .identity, startingMargins: [0, 0], loss: { _, _ in 0 }, derivatives: { _, _ in [] })
        let error = #expect(throws: TrainError.self) {
            try GradientBoosting(rounds: 3).fitted(to: data, minimizing: wide, in: TrainingContext())
        }
        #expect(error?.code == .invalidHyperparameters)
    }

    @Test("the objective that is told passes the check of its derivatives")
    func told() throws {
        let numbers = try Examples.regression()
        let counts = try TrainingSet(
            features: numbers.features, targets: .numbers((0..<120).map { Double($0 % 5) + 0.5 }))
        let objectives: [BoostingObjective] = [
            .squaredError, .absoluteError, .huber(distance: 1), .quantile(level: 0.3), .poisson, .gamma,
            .tweedie(power: 1.5),
        ]
        for objective in objectives {
            let checked = try GradientBoosting(objective: objective).checkedObjective(for: counts)
            #expect(try GradientCheck().check(checked).finding.verdict == .passed, "\(objective)")
        }
        for data in [try Examples.binary(), try Examples.multiclass()] {
            let checked = try GradientBoosting().checkedObjective(for: data)
            #expect(try GradientCheck().check(checked).finding.verdict == .passed)
        }
    }
}
