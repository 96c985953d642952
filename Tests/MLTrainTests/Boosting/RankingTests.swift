import MLCore
import Testing

@testable import MLTrain

@Suite("Ranking by boosting")
struct RankingTests {
    static let objectives: [BoostingObjective] = [.lambdaRank(truncation: 30), .crossEntropyRanking(truncation: 10)]

    /// Groups of 2 to 21 rows, relevance from 0 to 4 by a noisy score that is shifted in each group.
    private static func data(groups: Int, seed: UInt64) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed)
        var (values, relevances, sizes) = ([Double](), [Double](), [Int]())
        for _ in 0..<groups {
            let size = 2 + generator.next(below: 20)
            let shift = 3 * generator.nextNormal()
            sizes.append(size)
            for _ in 0..<size {
                let x = [generator.nextNormal(), generator.nextNormal(), shift]
                values += x
                let score = x[0] - 0.5 * x[1] + 0.3 * generator.nextNormal()
                relevances.append(min(4, max(0, (score + 1).rounded())))
            }
        }
        let features = try FeatureMatrix(values: values, rowCount: relevances.count, schema: try .numbered(3))
        return try TrainingSet(features: features, targets: .numbers(relevances), weights: nil, groupSizes: sizes)
    }

    private func gain(_ model: TreeEnsemble?, _ data: TrainingSet) throws -> Double {
        guard case .numbers(let relevances) = data.targets else { return .nan }
        let ranked = try RankedGroups(data, relevances)
        let outputs = try model.map { try $0.predictions(for: data.features).values } ?? relevances.map { _ in 0 }
        var loss = 0.0
        outputs.withUnsafeBufferPointer { outputs in
            guard let start = outputs.baseAddress, case .starts(let blocks) = ranked.blocks else { return }
            for block in blocks.dropLast() { loss += ranked.loss(blockAt: block, start, truncation: 5) }
        }
        return 1 - loss / ranked.totalWeight
    }

    @Test("groups are put in order", arguments: objectives)
    func learning(objective: BoostingObjective) throws {
        let test = try Self.data(groups: 100, seed: 2)
        let model = try GradientBoosting(objective: objective, rounds: 40, maximumLeaves: 15, minimumLeafRows: 5)
            .fitted(to: try Self.data(groups: 300, seed: 1), in: TrainingContext(seed: 3))
        let (before, after) = (try gain(nil, test), try gain(model, test))
        #expect(after > 0.93 && after > before + 0.15, "\(before), \(after)")
    }

    @Test("any number of threads gives the same bytes", arguments: objectives)
    func threads(objective: BoostingObjective) throws {
        let data = try Self.data(groups: 400, seed: 1)
        let estimator = GradientBoosting(objective: objective, rounds: 5, minimumLeafRows: 5)
        let models = try [1, 3].map { threads in
            try estimator.fitted(to: data, in: TrainingContext(seed: 3, threads: threads)).encoded()
        }
        #expect(models[0] == models[1])
    }

    @Test("the derivatives of a pair are those of its logistic loss times what an exchange would change")
    func pair() throws {
        let features = try FeatureMatrix(values: [1, 2], rowCount: 2, schema: try .numbered(1))
        let data = try TrainingSet(
            features: features, targets: .numbers([0, 2]), weights: nil, groupSizes: [2])
        let objective = LambdaRank(try RankedGroups(data, [0, 2]), truncation: 30)
        var derivatives = [SIMD2<Double>](repeating: SIMD2(), count: 2)
        objective.fill(rows: 0..<2, margins: [0.7, 0.2], &derivatives)
        let change = 3 * (1 - 1 / Elementary.log(3) * Elementary.log(2)) / 3 / (0.01 + 0.5)
        let share = Elementary.sigmoid(0.5)
        let norm = Elementary.log1p(2 * share * change) / (Elementary.log(2) * 2 * share * change)
        #expect(abs(derivatives[1].x + share * change * norm) < 1e-12)
        #expect(abs(derivatives[0].x + derivatives[1].x) < 1e-12)
        #expect(abs(derivatives[0].y - share * (1 - share) * change * norm) < 1e-12)
    }

    @Test("rows that cannot be ranked are refused")
    func refusals() throws {
        let features = try FeatureMatrix(values: [1, 2, 3], rowCount: 3, schema: try .numbered(1))
        let estimator = GradientBoosting(objective: .lambdaRank(truncation: 3), rounds: 2, minimumLeafRows: 1)
        func fit(_ relevances: [Double], _ weights: [Double]?, _ sizes: [Int]?) throws {
            _ = try estimator.fitted(
                to: try TrainingSet(
                    features: features, targets: .numbers(relevances), weights: weights, groupSizes: sizes),
                in: TrainingContext())
        }
        #expect(throws: TrainError.self) { try fit([0, 1, 2], nil, nil) }
        #expect(throws: TrainError.self) { try fit([0, 1.5, 2], nil, [3]) }
        #expect(throws: TrainError.self) { try fit([0, 1, 31], nil, [3]) }
        #expect(throws: TrainError.self) { try fit([0, 1, 2], [1, 1, 2], [3]) }
        #expect(throws: CoreError.self) { try fit([0, 1, 2], nil, [2]) }
        #expect(throws: CoreError.self) { try fit([0, 1, 2], nil, [0, 3]) }
        #expect(throws: CoreError.self) { try fit([0, 1, 2], nil, [.max, 3]) }
        try fit([0, 1, 2], [1, 2, 2], [1, 2])
        try fit([0, 0, 0], nil, [3])
        #expect(throws: TrainError.self) { try GradientBoosting(objective: .lambdaRank(truncation: 0)).validated() }
    }

    @Test("a selection of rows keeps groups together")
    func selection() throws {
        let data = try Self.data(groups: 3, seed: 5)
        let sizes = try #require(data.groupSizes)
        let rows = Array(0..<sizes[0]) + [sizes[0] + sizes[1]]
        #expect(try data.selecting(rows: rows).groupSizes == [sizes[0], 1])
    }
}
