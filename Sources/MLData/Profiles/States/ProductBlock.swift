import MLCore

/// Some rows of several columns as numbers, for the sums of products of their pairs.
struct ProductBlock {
    private let width: Int
    private var count = 0
    /// The numbers of each column minus its mean, 0 where there is none.
    private var values: [Double]
    /// 1 where there is a finite number; only of columns that have others.
    private var masks: [Double] = []
    private var means: [Double]
    private var counts: [Double]

    /// Memory for so many rows of so many columns.
    init(width: Int, capacity: Int) {
        self.width = width
        values = [Double](repeating: 0, count: width * capacity)
        means = [Double](repeating: 0, count: width)
        counts = means
    }

    /// Takes the numbers of some rows, at most as many as there is memory for.
    mutating func load(_ columns: [Column], _ rows: Range<Int>) {
        count = rows.count
        masks = []
        for (position, column) in columns.enumerated() {
            counts[position] = Double(count)
            load(column, rows, position)
        }
    }

    private mutating func load(_ column: Column, _ rows: Range<Int>, _ position: Int) {
        let base = position * count
        let isCopied = values.withUnsafeMutableBufferPointer {
            Self.copy(column, rows, UnsafeMutableBufferPointer(rebasing: $0[base..<base + count]))
        }
        guard isCopied else { return }
        let hasMissing = column.validity.hasMissing
        let (sum, areFinite) = values.withUnsafeBufferPointer {
            Self.sum(UnsafeBufferPointer(rebasing: $0[base..<base + count]))
        }
        if areFinite, !hasMissing {
            means[position] = sum / Double(count)
            return subtract(means[position], base)
        }
        let first = rows.lowerBound
        if masks.isEmpty { masks = [Double](repeating: 1, count: width * count) }
        var (presentSum, present) = (0.0, 0)
        for row in rows {
            let index = base + row - first
            let isPresent = values[index].isFinite && (!hasMissing || column.validity[row])
            masks[index] = isPresent ? 1 : 0
            if !isPresent { continue }
            presentSum += values[index]
            present += 1
        }
        counts[position] = Double(present)
        means[position] = present > 0 ? presentSum / Double(present) : 0
        for index in base..<base + count {
            values[index] = masks[index] == 1 ? values[index] - means[position] : 0
        }
    }

    private mutating func subtract(_ mean: Double, _ base: Int) {
        values.withUnsafeMutableBufferPointer { values in
            for index in base..<base + count { values[index] -= mean }
        }
    }

    /// Copies rows of a column as numbers, if it has numbers.
    private static func copy(_ column: Column, _ rows: Range<Int>, _ target: UnsafeMutableBufferPointer<Double>) -> Bool
    {
        @inline(__always)
        func copy<Element>(_ elements: [Element], _ number: (Element) -> Double) {
            elements[rows].withUnsafeBufferPointer { elements in
                for index in 0..<min(elements.count, target.count) { target[index] = number(elements[index]) }
            }
        }
        switch column.storage {
        case .bool(let elements): copy(elements) { $0 ? 1 : 0 }
        case .int64(let elements): copy(elements) { Double($0) }
        case .double(let elements): copy(elements) { $0 }
        case .float(let elements): copy(elements) { Double($0) }
        case .timestamp, .string, .stringList: return false
        }
        return true
    }

    /// The sum of numbers, four lanes side by side, and whether all of them are finite.
    private static func sum(_ numbers: UnsafeBufferPointer<Double>) -> (sum: Double, areFinite: Bool) {
        var lanes = (0.0, 0.0, 0.0, 0.0)
        var special: UInt64 = 0
        @inline(__always)
        func look(_ number: Double) {
            // The exponent of what is not finite is the only one that carries.
            special |= (number.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
        }
        let whole = numbers.count & ~3
        for index in stride(from: 0, to: whole, by: 4) {
            lanes.0 += numbers[index]
            lanes.1 += numbers[index + 1]
            lanes.2 += numbers[index + 2]
            lanes.3 += numbers[index + 3]
            for lane in 0..<4 { look(numbers[index + lane]) }
        }
        var sum = (lanes.0 + lanes.2) + (lanes.1 + lanes.3)
        for index in whole..<numbers.count {
            sum += numbers[index]
            look(numbers[index])
        }
        return (sum, special &>> 63 == 0)
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
        Self.sum(UnsafeBufferPointer(rebasing: values[i * count..<(i + 1) * count])).sum
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
