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
}
