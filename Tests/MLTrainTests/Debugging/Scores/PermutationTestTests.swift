import MLCore
import MLStatistics
import Testing

@testable import MLTrain

@Suite("Permutation test")
struct PermutationTestTests {
    /// The mean and standard deviation of the score over many drawn orders of the targets.
    private func simulated(_ predictions: Predictions, _ targets: Targets) throws -> (mean: Double, deviation: Double) {
        var generator = SeededGenerator(seed: 5)
        var (sum, squares) = (0.0, 0.0)
        let count = 1500
        for _ in 0..<count {
            let order = generator.permutation(targets.rowCount)
            let test = try #require(PermutationTest.run(predictions, try targets.selecting(rows: order)))
            sum += test.score
            squares += test.score * test.score
        }
        let mean = sum / Double(count)
        return (mean, (squares / Double(count) - mean * mean).squareRoot())
    }

    private func predictions(_ targets: Targets, seed: UInt64) throws -> Predictions {
        var generator = SeededGenerator(seed: seed)
        // Rounded, so that there are ties.
        let values = (0..<targets.rowCount * targets.task.outputCount).map { _ in
            (generator.nextUniform() * 8).rounded() / 8
        }
        return try Predictions(values: values, rowCount: targets.rowCount, task: targets.task)
    }

    @Test("mean and spread over all orders are those of simulation, with ties, for every kind of target")
    func spread() throws {
        let sets = [
            try Examples.binary(rows: 40).targets, try Examples.multiclass(rows: 45).targets,
            try Examples.sparseLabels(rows: 45).targets, try Examples.regression(rows: 30).targets,
        ]
        for (position, targets) in sets.enumerated() {
            let outputs = try predictions(targets, seed: UInt64(position))
            let test = try #require(PermutationTest.run(outputs, targets))
            let (mean, deviation) = try simulated(outputs, targets)
            #expect(abs(mean - test.chance) < 0.09 * test.standardError)
            #expect(abs(deviation / test.standardError - 1) < 0.08)
        }
    }

    @Test("the score is the area under the curve of the metric")
    func area() throws {
        for targets in [try Examples.binary(rows: 50).targets, try Examples.multiclass(rows: 50).targets] {
            let outputs = try predictions(targets, seed: 9)
            let metric = try ROCAUC().value(predictions: outputs, targets: targets).number
            let test = try #require(PermutationTest.run(outputs, targets))
            #expect(abs(test.score - (metric ?? 0)) < 1e-12)
        }
    }

    @Test("constant predictions, one class and two rows say nothing")
    func nothing() throws {
        let targets = try Examples.binary(rows: 20).targets
        let flat = try Predictions(values: [Double](repeating: 0.3, count: 20), rowCount: 20, task: targets.task)
        #expect(PermutationTest.run(flat, targets) == nil)
        let one = Targets.classes(try ClassTargets(indices: [1, 1, 1, 1], labels: ["a", "b"]))
        #expect(PermutationTest.run(try predictions(one, seed: 1), one) == nil)
        let two = Targets.numbers([1, 2])
        #expect(PermutationTest.run(try predictions(two, seed: 1), two) == nil)
        let same = Targets.numbers([1, 1, 1, 1])
        #expect(PermutationTest.run(try predictions(same, seed: 1), same) == nil)
    }

    @Test("ties share the mean of their ranks")
    func ranks() {
        #expect(PermutationTest.centredRanks([3, 1, 3, 2]) == [1, -1.5, 1, -0.5])
        #expect(PermutationTest.centredRanks([.nan, 0]) == [-0.5, 0.5])
        #expect(PermutationTest.centredRanks([]) == [])
    }
}
