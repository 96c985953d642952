import MLCore

/// Some rows of several columns as numbers, for the sums of products of their pairs.
struct ProductBlock {
    private let width: Int
    private let count: Int
    /// The numbers of each column minus its mean, 0 where there is none.
    private var values: [Double]
    /// 1 where there is a finite number; only of columns that have others.
    private var masks: [Double]
    private var means: [Double]
    private var counts: [Double]

    init(_ columns: [Column], _ rows: Range<Int>) {
        width = columns.count
        count = rows.count
        values = [Double](repeating: 0, count: width * count)
        masks = []
        means = [Double](repeating: 0, count: width)
        counts = [Double](repeating: Double(count), count: width)
        for (position, column) in columns.enumerated() { load(column, rows, position) }
    }

    private mutating func load(_ column: Column, _ rows: Range<Int>, _ position: Int) {
        let base = position * count
        let first = rows.lowerBound
        switch column.storage {
        case .bool(let numbers): for row in rows { values[base + row - first] = numbers[row] ? 1 : 0 }
        case .int64(let numbers): for row in rows { values[base + row - first] = Double(numbers[row]) }
        case .double(let numbers): for row in rows { values[base + row - first] = numbers[row] }
        case .float(let numbers): for row in rows { values[base + row - first] = Double(numbers[row]) }
        case .timestamp, .string, .stringList: return
        }
        var (sum, present) = (0.0, 0)
        let hasMissing = column.validity.hasMissing
        for row in rows {
            let value = values[base + row - first]
            if value.isFinite, !hasMissing || column.validity[row] {
                sum += value
                present += 1
            }
        }
        counts[position] = Double(present)
        let mean = present > 0 ? sum / Double(present) : 0
        means[position] = mean
        if present == count {
            for index in base..<base + count { values[index] -= mean }
            return
        }
        if masks.isEmpty { masks = [Double](repeating: 1, count: width * count) }
        for row in rows {
            let index = base + row - first
            let isPresent = values[index].isFinite && (!hasMissing || column.validity[row])
            masks[index] = isPresent ? 1 : 0
            values[index] = isPresent ? values[index] - mean : 0
        }
    }

    /// Adds the sums of all pairs.
    func add(to pairs: inout [CorrelationState.Pair]) {
        let rows = Double(count)
        values.withUnsafeBufferPointer { values in
            masks.withUnsafeBufferPointer { masks in
                func dot(_ left: UnsafeBufferPointer<Double>, _ i: Int, _ right: UnsafeBufferPointer<Double>, _ j: Int)
                    -> Double
                {
                    guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                    return VectorKernels.dot(left + i * count, right + j * count, count: count)
                }
                let sums = (0..<width).map { sum(values, $0) }
                let squares = (0..<width).map { dot(values, $0, values, $0) }
                var index = 0
                for j in 0..<width {
                    for i in 0..<j {
                        let products = dot(values, i, values, j)
                        var n = rows
                        var (first, second, firstSquares, secondSquares) = (sums[i], sums[j], squares[i], squares[j])
                        if counts[i] < rows || counts[j] < rows {
                            n = dot(masks, i, masks, j)
                            first = dot(values, i, masks, j)
                            second = dot(masks, i, values, j)
                            (firstSquares, secondSquares) = maskedSquares(values, masks, i, j)
                        }
                        if n > 0 {
                            pairs[index].merge(
                                CorrelationState.Pair(
                                    count: n, firstMean: means[i] + first / n, secondMean: means[j] + second / n,
                                    firstSquares: max(0, firstSquares - first * first / n),
                                    secondSquares: max(0, secondSquares - second * second / n),
                                    products: products - first * second / n))
                        }
                        index += 1
                    }
                }
            }
        }
    }

    private func sum(_ values: UnsafeBufferPointer<Double>, _ i: Int) -> Double {
        var sum = 0.0
        for index in i * count..<(i + 1) * count { sum += values[index] }
        return sum
    }

    private func maskedSquares(
        _ values: UnsafeBufferPointer<Double>, _ masks: UnsafeBufferPointer<Double>, _ i: Int, _ j: Int
    ) -> (first: Double, second: Double) {
        var (first, second) = (0.0, 0.0)
        for step in 0..<count {
            let (x, y) = (values[i * count + step], values[j * count + step])
            first += x * x * masks[j * count + step]
            second += y * y * masks[i * count + step]
        }
        return (first, second)
    }
}
