import MLCore

/// The triangle that stands for all rows of a dense least-squares problem.
///
/// Blocks of rows are reduced on their own and joined in pairs, always the same, so the triangle does not depend on the
/// number of threads. The targets are the last column.
struct LeastSquares {
    /// The largest number of features for which the triangle is the faster way.
    static var largestDirectSize: Int { 2048 }

    private let featureCount: Int
    private let rowCount: Int
    /// The rows of the triangle of features and targets, column by column.
    private let triangle: Triangle

    private struct Triangle: Sendable {
        var values: [Double]
        var rowCount: Int
    }

    /// Reduces the rows.
    ///
    /// - Parameters:
    ///   - centre: The means and the roots of the shares.
    ///   - values: The features, row by row.
    ///   - rows: The targets.
    ///   - threads: How many threads may be used.
    ///   - context: Cancellation.
    /// - Throws: ``TrainError`` with code `cancelled`.
    init(
        _ centre: CentredMatrix, _ values: [Double], _ rows: RegressionRows, threads: Int, _ context: TrainingContext
    ) throws {
        let width = centre.columnCount
        featureCount = width
        rowCount = centre.rowCount
        let targets = centre.scaledTargets(rows)
        let blocks = Chunks(count: rowCount, size: max(1024, 4 * (width + 1)))
        var parts = try parallelMap(count: blocks.chunkCount, threads: threads) { block in
            try context.checkCancellation()
            let range = blocks.range(block)
            var part = [Double](repeating: 0, count: range.count * (width + 1))
            for (position, row) in range.enumerated() {
                for column in 0..<width {
                    part[column * range.count + position] =
                        centre.roots[row] * (values[row * width + column] - centre.means[column])
                }
                part[width * range.count + position] = targets[row]
            }
            return Self.reduced(part, rowCount: range.count, columnCount: width + 1)
        }
        while parts.count > 1 {
            let joined = parts
            parts = try parallelMap(count: (joined.count + 1) / 2, threads: threads) { pair in
                try context.checkCancellation()
                guard 2 * pair + 1 < joined.count else { return joined[2 * pair] }
                return Self.joined(joined[2 * pair], joined[2 * pair + 1], columnCount: width + 1)
            }
        }
        var triangle = parts.first ?? Triangle(values: [], rowCount: 0)
        for column in 0..<width {
            let range = column * triangle.rowCount..<(column + 1) * triangle.rowCount
            // What is left of a constant column is the rounding of its mean.
            let square = triangle.values[range].reduce(0) { $0 + $1 * $1 }
            guard square.squareRoot() <= 1e-14 * abs(centre.means[column]) else { continue }
            for position in range { triangle.values[position] = 0 }
        }
        self.triangle = triangle
    }

    /// The shortest weights with the least `‖A x − b‖² + ridge ‖x‖²`.
    func solution(ridge: Double) -> [Double] {
        guard featureCount > 0 else { return [] }
        var system = triangle
        if ridge > 0 {
            var rows = Triangle(
                values: [Double](repeating: 0, count: featureCount * (featureCount + 1)), rowCount: featureCount)
            for feature in 0..<featureCount { rows.values[feature * featureCount + feature] = ridge.squareRoot() }
            system = Self.joined(system, rows, columnCount: featureCount + 1)
        }
        let height = system.rowCount
        let factors = HouseholderQR(
            Array(system.values[..<(featureCount * height)]), rowCount: height, columnCount: featureCount, pivots: true)
        var target = Array(system.values[(featureCount * height)...])
        factors.applyTransposed(to: &target)
        let largest = abs(factors.triangle(0, 0))
        guard largest.isFinite else { return [Double](repeating: .nan, count: featureCount) }
        let threshold = largest * Double.ulpOfOne * Double(max(rowCount, featureCount))
        var rank = 0
        while rank < factors.size, abs(factors.triangle(rank, rank)) > threshold { rank += 1 }
        guard rank > 0 else { return [Double](repeating: 0, count: featureCount) }
        return rank == featureCount
            ? Self.backSubstituted(factors, target) : Self.shortest(factors, target, rank: rank)
    }

    private static func backSubstituted(_ factors: HouseholderQR, _ target: [Double]) -> [Double] {
        let count = factors.columnCount
        var solution = Array(target[..<count])
        for row in (0..<count).reversed() {
            for column in row + 1..<max(count, row + 1) {
                solution[row] -= factors.triangle(row, column) * solution[column]
            }
            solution[row] /= factors.triangle(row, row)
        }
        return reordered(solution, factors.order)
    }

    /// The shortest solution of the first `rank` rows: they are factorised once more, by columns.
    private static func shortest(_ factors: HouseholderQR, _ target: [Double], rank: Int) -> [Double] {
        let count = factors.columnCount
        var transposed: [Double] = []
        for row in 0..<rank {
            for column in 0..<count { transposed.append(factors.triangle(row, column)) }
        }
        let second = HouseholderQR(transposed, rowCount: count, columnCount: rank)
        var solution = [Double](repeating: 0, count: count)
        for row in 0..<rank {
            var sum = target[row]
            for column in 0..<row { sum -= second.triangle(column, row) * solution[column] }
            solution[row] = sum / second.triangle(row, row)
        }
        second.apply(to: &solution)
        return reordered(solution, factors.order)
    }

    private static func reordered(_ values: [Double], _ order: [Int]) -> [Double] {
        var result = values
        for (position, column) in order.enumerated() { result[column] = values[position] }
        return result
    }

    private static func reduced(_ values: [Double], rowCount: Int, columnCount: Int) -> Triangle {
        let factors = HouseholderQR(values, rowCount: rowCount, columnCount: columnCount)
        var result: [Double] = []
        result.reserveCapacity(factors.size * columnCount)
        for column in 0..<columnCount {
            for row in 0..<factors.size { result.append(factors.triangle(row, column)) }
        }
        return Triangle(values: result, rowCount: factors.size)
    }

    private static func joined(_ upper: Triangle, _ lower: Triangle, columnCount: Int) -> Triangle {
        var values: [Double] = []
        values.reserveCapacity(upper.values.count + lower.values.count)
        for column in 0..<columnCount {
            values.append(contentsOf: upper.values[column * upper.rowCount..<(column + 1) * upper.rowCount])
            values.append(contentsOf: lower.values[column * lower.rowCount..<(column + 1) * lower.rowCount])
        }
        return reduced(values, rowCount: upper.rowCount + lower.rowCount, columnCount: columnCount)
    }
}
