import MLCore
import MLStatistics
import Testing

@testable import MLTrain

@Suite("Loss of the constant prediction")
struct ConstantLossTests {
    @Test("it is the loss of the majority baseline, with weights, for every kind of target")
    func baseline() throws {
        let sets = [
            try Examples.binary(), try Examples.multiclass(), try Examples.sparseLabels(), try Examples.regression(),
        ]
        var generator = SeededGenerator(seed: 3)
        for data in sets {
            let weights = (0..<data.rowCount).map { _ in generator.nextUniform() }
            let weighted = try TrainingSet(features: data.features, targets: data.targets, weights: weights)
            for set in [data, weighted] {
                let model = try MajorityBaseline().fitted(to: set, in: TrainingContext())
                let loss = try TaskMeasure.loss(try model.predictions(for: set.features), set)
                let constant = ConstantLoss.value(set.targets, weights: set.weights)
                #expect(abs(constant - (loss ?? .nan)) < 1e-12)
            }
        }
    }

    @Test("known values")
    func known() throws {
        let halves = Targets.classes(try ClassTargets(["a", "b", "a", "b"]))
        #expect(abs(ConstantLoss.value(halves) - 0.6931471805599453) < 1e-15)
        let thirds = Targets.classes(try ClassTargets(["a", "b", "c"]))
        #expect(abs(ConstantLoss.value(thirds) - 1.0986122886681098) < 1e-15)
        #expect(ConstantLoss.value(.numbers([1, 3])) == 1)
        #expect(ConstantLoss.value(.numbers([])) == 0)
        #expect(ConstantLoss.value(.numbers([7, 7])) == 0)
        #expect(ConstantLoss.value(halves, rows: [0, 2]) == 0)
        #expect(ConstantLoss.value(halves, weights: [0, 0, 0, 0]) == 0)
    }
}
