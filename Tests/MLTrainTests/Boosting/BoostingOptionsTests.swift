import MLCore
import Testing

@testable import MLTrain

@Suite("Options of boosting")
struct BoostingOptionsTests {
    private static let options: [(name: String, estimator: GradientBoosting)] = [
        ("default", GradientBoosting(minimumLeafRows: 5)),
        ("depthWise", GradientBoosting(growth: .depthWise, maximumDepth: 4, minimumLeafRows: 5)),
        ("oblivious", GradientBoosting(growth: .oblivious, maximumDepth: 4, minimumLeafRows: 5)),
        ("penalties", GradientBoosting(minimumLeafRows: 5, l1Penalty: 0.5, l2Penalty: 2, maximumStep: 3)),
        ("rows", GradientBoosting(minimumLeafRows: 5, rowShare: 0.6, rowSharePeriod: 3)),
        ("gradient", GradientBoosting(learningRate: 0.5, minimumLeafRows: 5, gradientSampling: .init())),
        (
            "features",
            GradientBoosting(
                minimumLeafRows: 5, featureShare: 0.8, levelFeatureShare: 0.8, nodeFeatureShare: 0.7)
        ),
        ("thresholds", GradientBoosting(minimumLeafRows: 5, drawsThresholds: true)),
        (
            "dropout",
            GradientBoosting(
                learningRate: 0.3, minimumLeafRows: 5, dropout: TreeDropout(rate: 0.3, skipRate: 0.3))
        ),
        ("monotone", GradientBoosting(minimumLeafRows: 5, monotonicity: ["f0": .rising, "f1": .falling])),
        ("interactions", GradientBoosting(minimumLeafRows: 5, interactions: [["f0", "f1"], ["f2", "f3"]])),
        (
            "categories",
            GradientBoosting(
                minimumLeafRows: 5, categories: CategoricalSplits(features: ["f2"], minimumGroupRows: 5))
        ),
    ]

    /// Rows enough that threads share large nodes, with missing values and a feature of categories.
    private static func data(_ rows: Int, seed: UInt64 = 3) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed)
        var (values, targets) = ([Double](), [Double]())
        let effects: [Double] = [2, -1, 0.5, -3, 1, 0, 4, -2]
        for row in 0..<rows {
            let category = generator.next(below: 8)
            let x = [generator.nextNormal(), generator.nextNormal(), Double(category), generator.nextNormal()]
            values += [row % 11 == 0 ? .nan : x[0], x[1], x[2], (x[3] * 4).rounded()]
            targets.append(2 * x[0] - x[1] + effects[category] + 0.3 * x[3] + 0.2 * generator.nextNormal())
        }
        let features = try FeatureMatrix(values: values, rowCount: rows, schema: try .numbered(4))
        return try TrainingSet(features: features, targets: .numbers(targets))
    }

    @Test("any number of threads gives the same bytes", arguments: options.indices)
    func threads(index: Int) throws {
        var estimator = Self.options[index].estimator
        estimator.rounds = 2
        let data = try Self.data(36_000)
        let digests = try [1, 2, 8].map { threads in
            try estimator.fitted(to: data, in: TrainingContext(seed: 5, threads: threads)).encoded()
        }
        #expect(digests[0] == digests[1] && digests[0] == digests[2], "\(Self.options[index].name)")
    }

    @Test("every option learns what there is to learn", arguments: options.indices)
    func learning(index: Int) throws {
        var estimator = Self.options[index].estimator
        estimator.rounds = 60
        let (train, test) = (try Self.data(3000), try Self.data(1000, seed: 4))
        let model = try estimator.fitted(to: train, in: TrainingContext(seed: 5))
        guard case .numbers(let targets) = test.targets else { return }
        let outputs = try model.predictions(for: test.features).values
        let mean = targets.reduce(0, +) / 1000
        let error = zip(outputs, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let variance = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(error < 0.25 * variance, "\(Self.options[index].name): \(error / variance)")
    }

    @Test("options survive being stored, and an empty object is the default", arguments: options.indices)
    func coding(index: Int) throws {
        let estimator = Self.options[index].estimator
        let bytes = try CanonicalJSONEncoder().encode(estimator)
        #expect(try CanonicalJSONDecoder().decode(GradientBoosting.self, from: bytes) == estimator)
        let empty = try CanonicalJSONDecoder().decode(GradientBoosting.self, from: Array("{}".utf8))
        #expect(empty == GradientBoosting())
    }

    @Test("outputs go in the direction of a feature whatever the others are")
    func monotonicity() throws {
        let data = try Self.data(2000)
        let estimator = GradientBoosting(
            rounds: 40, minimumLeafRows: 5, monotonicity: ["f0": .falling, "f1": .falling, "f3": .rising])
        let model = try estimator.fitted(to: data, in: TrainingContext())
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            let base = [generator.nextNormal(), generator.nextNormal(), 3, generator.nextNormal()]
            for (feature, sign) in [(0, -1.0), (1, -1.0), (3, 1.0)] {
                let grid = (-12...12).map { Double($0) / 4 }
                let outputs = try grid.map { value -> Double in
                    var row = base
                    row[feature] = value
                    return try model.predict(FeatureVector(row))[0]
                }
                #expect(zip(outputs, outputs.dropFirst()).allSatisfy { sign * ($1 - $0) >= 0 })
            }
        }
    }

    @Test("features of different sets do not meet on a way through a tree")
    func interactions() throws {
        let estimator = GradientBoosting(rounds: 20, minimumLeafRows: 5, interactions: [["f0", "f1"], ["f2"]])
        let model = try estimator.fitted(to: try Self.data(2000), in: TrainingContext())
        let allowed: [Set<Int>] = [[0, 1], [2], [3]]
        for member in model.members {
            var pending: [(node: Int, path: Set<Int>)] = [(0, [])]
            while let (node, path) = pending.popLast() {
                guard case .split(let feature, _, _, let left, let right) = member.tree.nodes[node] else {
                    #expect(allowed.contains { path.isSubset(of: $0) })
                    continue
                }
                let next = path.union([feature])
                pending += [(left, next), (right, next)]
            }
        }
    }

    @Test("all nodes of a depth of an oblivious tree have the same split")
    func oblivious() throws {
        let estimator = GradientBoosting(
            rounds: 10, growth: .oblivious, maximumLeaves: 32, maximumDepth: 5, minimumLeafRows: 5)
        let model = try estimator.fitted(to: try Self.data(2000), in: TrainingContext())
        for member in model.members {
            var level = [0]
            while !level.isEmpty {
                var splits = Set<String>()
                var next: [Int] = []
                for node in level {
                    guard
                        case .split(let feature, let threshold, let missing, let left, let right) = member.tree.nodes[
                            node]
                    else { continue }
                    splits.insert("\(feature) \(threshold) \(missing)")
                    next += [left, right]
                }
                #expect(splits.count == (next.isEmpty ? 0 : 1))
                level = next
            }
            #expect(member.tree.nodes.count == 63)
        }
    }

    @Test("a split by categories is the best of all, found by enumeration")
    func categories() throws {
        var generator = SeededGenerator(seed: 2)
        let codes = (0..<400).map { _ in generator.next(below: 7) }
        let means = [3.0, -1, 2, 0.5, -2, 1, -0.5]
        let targets = codes.map { means[$0] + 0.1 * generator.nextNormal() }
        let features = try FeatureMatrix(values: codes.map(Double.init), rowCount: 400, schema: try .numbered(1))
        let data = try TrainingSet(features: features, targets: .numbers(targets))
        let model = try GradientBoosting(
            rounds: 1, learningRate: 1, maximumLeaves: 2, minimumLeafRows: 1,
            categories: CategoricalSplits(features: ["f0"], smoothing: 0, l2Penalty: 0, minimumGroupRows: 1)
        ).fitted(to: data, in: TrainingContext())
        func squares(_ chosen: [Double]) -> Double {
            let mean = chosen.reduce(0, +) / Double(max(1, chosen.count))
            return chosen.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        var best = Double.infinity
        for set in 1..<127 {
            let left = codes.indices.filter { set >> codes[$0] & 1 == 1 }.map { targets[$0] }
            let right = codes.indices.filter { set >> codes[$0] & 1 == 0 }.map { targets[$0] }
            best = min(best, squares(left) + squares(right))
        }
        let outputs = try model.predictions(for: features).values
        let loss = zip(outputs, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(loss - best) < 1e-6 * best)
    }

    @Test("categories that training has not seen, negative and missing ones go right")
    func unseen() throws {
        let codes: [Double] = (0..<300).map { Double($0 % 3) }
        let features = try FeatureMatrix(values: codes, rowCount: 300, schema: try .numbered(1))
        let data = try TrainingSet(features: features, targets: .numbers(codes.map { $0 == 1 ? 5 : 0 }))
        let model = try GradientBoosting(
            rounds: 1, learningRate: 1, maximumLeaves: 2, categories: CategoricalSplits(features: ["f0"])
        ).fitted(to: data, in: TrainingContext())
        #expect(abs(try model.predict(FeatureVector([1]))[0] - 5) < 1e-6)
        for value in [0, 2, 7, -1, 1e12, .nan] as [Double] {
            #expect(abs(try model.predict(FeatureVector([value]))[0]) < 1e-6, "\(value)")
        }
    }

    @Test("an unknown name is refused, and all of them are listed")
    func names() throws {
        let estimator = GradientBoosting(
            categories: CategoricalSplits(features: ["a"]), monotonicity: ["b": .rising], interactions: [["c", "f0"]])
        #expect {
            try estimator.fitted(to: try Examples.regression(), in: TrainingContext())
        } throws: { error in
            (error as? TrainError)?.code == .invalidHyperparameters
                && ["\"a\"", "\"b\"", "\"c\""].allSatisfy("\(error)".contains)
        }
    }

    @Test("targets that an objective is not for are refused")
    func targets() throws {
        let numbers = try Examples.regression()
        let classes = try Examples.binary()
        for objective in [BoostingObjective.poisson, .gamma, .tweedie(power: 1.5), .crossEntropy, .logistic, .softmax] {
            let error = #expect(throws: TrainError.self) {
                try GradientBoosting(objective: objective, rounds: 2).fitted(to: numbers, in: TrainingContext())
            }
            #expect(error?.code == .invalidTarget)
        }
        for objective in [BoostingObjective.squaredError, .poisson, .softmax, .oneVersusAll] {
            #expect(throws: TrainError.self) {
                try GradientBoosting(objective: objective, rounds: 2).fitted(to: classes, in: TrainingContext())
            }
        }
    }

    @Test("the rows of the largest derivatives are kept, the others weigh as much as all others")
    func gradientSampling() throws {
        let sizes = (0..<1000).map { Double(($0 * 7919) % 1000) }
        let sample = RowSampler.sample(sizes, GradientSampling(), SeededGenerator(seed: 1))
        let rows = try #require(sample.rows)
        let factors = try #require(sample.factors)
        #expect(rows.count == 300 && zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 })
        #expect(rows.count { sizes[Int($0)] >= 800 } == 200)
        #expect(rows.allSatisfy { factors[Int($0)] == (sizes[Int($0)] >= 800 ? 1 : 8) })
        let equal = RowSampler.sample([Double](repeating: 1, count: 10), GradientSampling(), SeededGenerator(seed: 1))
        #expect(equal.rows?.count == 3 && equal.rows?.prefix(2) == [0, 1])
    }

    @Test("leaves of the absolute error are medians")
    func medians() throws {
        let values: [Double] = (0..<40).map { $0 < 20 ? 0 : 1 }
        let targets: [Double] = (0..<40).map { $0 < 20 ? Double($0) : Double($0 * $0) }
        let features = try FeatureMatrix(values: values, rowCount: 40, schema: try .numbered(1))
        let data = try TrainingSet(features: features, targets: .numbers(targets))
        let model = try GradientBoosting(
            objective: .absoluteError, rounds: 1, learningRate: 1, maximumLeaves: 2, minimumLeafRows: 1
        ).fitted(to: data, in: TrainingContext())
        #expect(abs(try model.predict(FeatureVector([0]))[0] - 9.5) < 1e-9)
        #expect(abs(try model.predict(FeatureVector([1]))[0] - (29 * 29 + 30 * 30) / 2) < 1e-9)
    }

    @Test("contradictory options are all listed")
    func faults() {
        let estimator = GradientBoosting(
            objective: .quantile(level: 1), growth: .oblivious, maximumDepth: 20, l1Penalty: -1, maximumStep: 0,
            rowShare: 0.5, rowSharePeriod: 0, gradientSampling: GradientSampling(largest: 0.9, others: 0.2),
            levelFeatureShare: 0, nodeFeatureShare: 2,
            categories: CategoricalSplits(features: ["a", "a"], smoothing: -1), monotonicity: ["a": .rising],
            interactions: [[]], dropout: TreeDropout(rate: 2))
        #expect {
            try estimator.validated()
        } throws: { error in
            [
                "quantile", "maximumDepth", "l1Penalty", "maximumStep", "rowSharePeriod", "gradientSampling",
                "levelFeatureShare", "nodeFeatureShare", "twice", "smoothing", "monotonicity", "interactions",
                "dropout",
            ].allSatisfy("\(error)".contains)
        }
    }

    @Test("rows that are put in order give the bytes of rows that are not", arguments: options.indices)
    func rowOrder(index: Int) throws {
        var estimator = Self.options[index].estimator
        // What is drawn depends on the places of rows.
        guard estimator.rowShare == 1, estimator.gradientSampling == nil else { return }
        estimator.rounds = 3
        let data = try Self.data(2000)
        let models = try [0, Int.max].map { orderedRows -> [UInt8] in
            let seed = SeededGenerator(seed: 5)
            var run = try BoostingRun(
                estimator, data, TrainingContext(seed: 5, threads: 2),
                objective: try estimator.objective(for: data, seed: seed), after: nil, orderedRows: orderedRows)
            for round in 1...3 { #expect(run.addRound(round) != nil) }
            return try CanonicalJSONEncoder().encode(try run.ensemble(rounds: nil, data).members.map(\.tree.covers))
        }
        #expect(models[0] == models[1], "\(Self.options[index].name)")
    }

    @Test("constant targets give trees of one leaf, and useless features none")
    func constants() throws {
        let features = try Examples.matrix(rows: 90)
        for growth in [GradientBoosting.Growth.leafWise, .depthWise, .oblivious] {
            let estimator = GradientBoosting(rounds: 3, growth: growth, minimumLeafRows: 1)
            let model = try estimator.fitted(
                to: try TrainingSet(features: features, targets: .numbers([Double](repeating: 0.1, count: 90))),
                in: TrainingContext())
            #expect(model.members.allSatisfy { $0.tree.nodes.count == 1 })
            #expect(abs(try model.predictions(for: features).values[7] - 0.1) < 1e-12)
            let missing = try FeatureMatrix(
                values: [Double](repeating: .nan, count: 90), rowCount: 90, schema: try .numbered(1))
            let none = try FeatureMatrix(values: [Double](), rowCount: 90, schema: try FeatureSchema([]))
            for matrix in [missing, none] {
                let empty = try estimator.fitted(
                    to: try TrainingSet(features: matrix, targets: .numbers((0..<90).map(Double.init))),
                    in: TrainingContext())
                #expect(empty.members.allSatisfy { $0.tree.nodes.count == 1 })
            }
        }
        let one = try TrainingSet(
            features: try FeatureMatrix(values: [1, 2], rowCount: 1, schema: try .numbered(2)), targets: .numbers([3]))
        #expect(
            try GradientBoosting(rounds: 2).fitted(to: one, in: TrainingContext()).predict(FeatureVector([1, 2])) == [3]
        )
    }

    @Test("cancelling between rounds ends the run")
    func cancellation() throws {
        let token = CancellationToken()
        let observer = CancellingObserver(token: token)
        let error = #expect(throws: TrainError.self) {
            try GradientBoosting(rounds: 50, minimumLeafRows: 5).fitted(
                to: try Examples.regression(), in: TrainingContext(observer: observer, cancellation: token))
        }
        #expect(error?.code == .cancelled)
    }

    @Test("with dropout, the margins of the run are those of the model")
    func dropoutMargins() throws {
        let data = try Self.data(500)
        let estimator = GradientBoosting(
            rounds: 12, learningRate: 0.3, minimumLeafRows: 5, dropout: TreeDropout(rate: 0.5, skipRate: 0))
        let seed = SeededGenerator(seed: 5)
        var run = try BoostingRun(
            estimator, data, TrainingContext(seed: 5), objective: try estimator.objective(for: data, seed: seed),
            after: nil)
        for round in 1...12 { #expect(run.addRound(round) != nil) }
        guard case .numbers(let targets) = data.targets else { return }
        let outputs = try run.ensemble(rounds: nil, data).predictions(for: data.features).values
        let loss = zip(outputs, targets).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) } / 500
        #expect(abs(loss - run.loss()) < 1e-9 * loss)
    }
}

/// Cancels a run after its third round.
private struct CancellingObserver: EventObserver {
    let token: CancellationToken

    func observe(_ event: Event) {
        if event.fields["step"] == .int64(3) { token.cancel() }
    }
}
