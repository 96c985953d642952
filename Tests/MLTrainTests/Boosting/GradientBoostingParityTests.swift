import MLCore
import MLTrain
import Testing

/// The bars are what LightGBM 4.7 reaches with the same hyperparameters.
@Suite("GradientBoosting, parity on real data", .enabled(if: RealData.root != nil, "MLOPS_DATA is not set"))
struct GradientBoostingParityTests {
    @Test("the Higgs example reaches the log loss of LightGBM within 2 %")
    func higgs() throws {
        let train = try RealData.classes(
            try RealData.numbers("lightgbm-examples/binary.train", separator: "\t", hasHeader: false), target: 0)
        let test = try RealData.classes(
            try RealData.numbers("lightgbm-examples/binary.test", separator: "\t", hasHeader: false), target: 0)
        let model = try GradientBoosting(rounds: 50).fitted(to: train, in: TrainingContext(threads: 2))
        #expect(try Examples.logLoss(model, test) < 1.02 * 0.5099)
    }

    @Test("handwritten digits reach the log loss of LightGBM within 5 %")
    func digits() throws {
        let rows = try RealData.numbers("classics/digits.csv", separator: ",", hasHeader: true)
        let train = try RealData.classes(
            rows.indices.filter { $0 % 5 != 0 }.map { rows[$0] }, target: 64)
        let test = try RealData.classes(rows.indices.filter { $0 % 5 == 0 }.map { rows[$0] }, target: 64)
        let model = try GradientBoosting(rounds: 60, maximumLeaves: 15, minimumLeafRows: 5)
            .fitted(to: train, in: TrainingContext(threads: 2))
        #expect(try Examples.logLoss(model, test) < 1.05 * 0.2184)
    }

    @Test("the ranking example reaches the NDCG of LightGBM within 1 %")
    func ranking() throws {
        let rows = try RealData.sparse("lightgbm-examples/rank.train", width: 301)
        let sizes = try RealData.numbers("lightgbm-examples/rank.train.query", separator: " ", hasHeader: false)
            .map { Int($0[0]) }
        let middle = sizes.prefix(160).reduce(0, +)
        func set(_ part: Range<Int>, _ sizes: ArraySlice<Int>) throws -> TrainingSet {
            try TrainingSet(
                features: try FeatureMatrix(
                    values: rows[part].flatMap { $0.values }, rowCount: part.count, schema: try .numbered(301)),
                targets: .numbers(rows[part].map { $0.label }), weights: nil, groupSizes: Array(sizes))
        }
        let train = try set(0..<middle, sizes.prefix(160))
        let test = try set(middle..<rows.count, sizes.dropFirst(160))
        let model = try GradientBoosting(objective: .lambdaRank(truncation: 30), minimumLeafRows: 50)
            .fitted(to: train, in: TrainingContext(threads: 2))
        let outputs = try model.predictions(for: test.features).values
        var (gained, first) = (0.0, 0)
        for size in sizes.dropFirst(160) {
            gained += Self.gain(Array(outputs[first..<first + size]), test.targets, from: first, at: 5)
            first += size
        }
        #expect(gained / Double(sizes.count - 160) > 0.99 * 0.7169)
    }

    /// The NDCG of one group, 1 without gains.
    private static func gain(_ outputs: [Double], _ targets: Targets, from first: Int, at rank: Int) -> Double {
        guard case .numbers(let numbers) = targets else { return .nan }
        func sum(_ order: [Int]) -> Double {
            order.prefix(rank).enumerated().reduce(0) { total, entry in
                let gain = Double(1 << Int(numbers[first + entry.element])) - 1
                return total + gain / Elementary.log(Double(entry.offset + 2))
            }
        }
        let ideal = sum(outputs.indices.sorted { numbers[first + $0] > numbers[first + $1] })
        return ideal > 0 ? sum(outputs.indices.sorted { outputs[$0] > outputs[$1] }) / ideal : 1
    }
}
