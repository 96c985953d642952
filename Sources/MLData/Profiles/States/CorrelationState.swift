import MLCore

/// Sums of products of pairs of columns, over the rows where both have a finite number.
struct CorrelationState: Sendable, Hashable, Codable {
    /// Count, means and central sums of a pair; sums of large numbers are infinite, and are stored as such.
    struct Pair: Sendable, Hashable, Codable {
        var count = 0.0
        @ExtendedReal var firstMean = 0.0
        @ExtendedReal var secondMean = 0.0
        @ExtendedReal var firstSquares = 0.0
        @ExtendedReal var secondSquares = 0.0
        @ExtendedReal var products = 0.0
    }

    /// The positions of the columns in the table.
    let columns: [Int]
    /// The pairs (0, 1), (0, 2), (1, 2), (0, 3)… of ``columns``.
    var pairs: [Pair]

    init(columns: [Int]) {
        self.columns = columns
        pairs = [Pair](repeating: Pair(), count: columns.count * max(0, columns.count - 1) / 2)
    }

    /// Adds the rows of a table; blocks of a fixed size are joined in order, so that threads do not matter.
    mutating func add(_ frame: DataFrame, threads: Int) {
        guard columns.count > 1 else { return }
        let chosen = columns.map { frame.columns[$0] }
        let blocks = Chunks(count: frame.rowCount, size: ColumnState.blockSize)
        let parts = parallelMap(count: blocks.chunkCount, threads: threads) { block in
            var part = [Pair](repeating: Pair(), count: chosen.count * (chosen.count - 1) / 2)
            let rows = blocks.range(block)
            let size = 2048
            var products = ProductBlock(width: chosen.count, capacity: min(size, rows.count))
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
                products.load(chosen, start..<min(start + size, rows.upperBound))
                products.add(to: &part)
            }
            return part
        }
        for part in parts { merge(part) }
    }

    /// Adds the rows of another table.
    mutating func merge(_ other: [Pair]) {
        for index in pairs.indices where index < other.count { pairs[index].merge(other[index]) }
    }

    /// The correlation of every pair, by the positions of the columns in the table.
    func coefficients() -> [(first: Int, second: Int, value: Double?, count: Int)] {
        var result: [(first: Int, second: Int, value: Double?, count: Int)] = []
        var index = 0
        for second in columns.indices {
            for first in 0..<second {
                let pair = pairs[index]
                result.append((columns[first], columns[second], pair.coefficient, Int(exactly: pair.count) ?? 0))
                index += 1
            }
        }
        return result
    }
}

extension CorrelationState.Pair {
    /// Joins the sums of another part (Chan, Golub and LeVeque 1979).
    mutating func merge(_ other: Self) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let total = count + other.count
        let (first, second) = (other.firstMean - firstMean, other.secondMean - secondMean)
        let weight = count * other.count / total
        firstSquares += other.firstSquares + first * first * weight
        secondSquares += other.secondSquares + second * second * weight
        products += other.products + first * second * weight
        firstMean += first * (other.count / total)
        secondMean += second * (other.count / total)
        count = total
    }

    /// Pearson's coefficient; `nil` with fewer than two rows or when one side does not vary.
    var coefficient: Double? {
        guard count > 1, firstSquares > 0, secondSquares > 0 else { return nil }
        let value = products / (firstSquares.squareRoot() * secondSquares.squareRoot())
        return value.isFinite ? Swift.min(1, Swift.max(-1, value)) : nil
    }
}
