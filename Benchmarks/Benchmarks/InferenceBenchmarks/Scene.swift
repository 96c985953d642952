import Benchmark
import MLCore

/// A forest with rows to score.
struct Scene: Sendable {
    private static let rowLimit = 20_000

    private let forest: TreeEnsemble
    private let values: [Float]

    init(_ shape: ForestShape) throws {
        forest = try shape.forest()
        var generator = SeededGenerator(seed: 5)
        values = (0..<Self.rowLimit * ForestShape.featureCount).map { _ in .random(in: 0...1, using: &generator) }
    }

    /// Scores one row a call, another one each time: the same row over and over teaches the branch predictor.
    func scoreRows(_ benchmark: Benchmark) throws {
        let rows = benchmark.scaledIterations.map { row in
            Array(values[row * ForestShape.featureCount..<(row + 1) * ForestShape.featureCount])
        }
        var margins = [Double](repeating: 0, count: 1)
        var outputs = margins
        var sum = 0.0
        benchmark.startMeasurement()
        for row in rows {
            try forest.predict(floatRow: row, margins: &margins, into: &outputs)
            sum += outputs[0]
        }
        benchmark.stopMeasurement()
        blackHole(sum)
    }

    /// Scores a batch in one call.
    func scoreBatch(of rowCount: Int, _ benchmark: Benchmark) throws {
        let features = try FeatureMatrix(
            values: Array(values[..<(rowCount * ForestShape.featureCount)]), rowCount: rowCount,
            schema: .numbered(ForestShape.featureCount))
        var outputs = [Double](repeating: 0, count: rowCount)
        benchmark.startMeasurement()
        try forest.predict(features, into: &outputs, threads: 1)
        benchmark.stopMeasurement()
        blackHole(outputs)
    }
}
