import MLCore
import MLStatistics

extension GroupedFrame {
    /// What an aggregation makes of each group.
    func column(of aggregation: Aggregation) throws(DataError) -> Column {
        if aggregation.operation == .count {
            return Column(present: (0..<groupCount).map { Int64(groupRows[$0].count) })
        }
        let column = try frame.column(aggregation.column)
        func numbers() throws(DataError) -> [Double] {
            guard let numbers = column.numbers else { throw mismatch(aggregation, column, "numbers or truth values") }
            return numbers
        }
        switch aggregation.operation {
        case .count, .presentCount:
            return Column(present: (0..<groupCount).map { group in Int64(present(group, column).count) })
        case .distinctCount: return distinctCounts(column)
        case .sum: return try sums(aggregation, column)
        case .mean:
            let numbers = try numbers()
            return perGroup(column) { (rows) -> Double? in Self.sum(rows, numbers) / Double(rows.count) }
        case .variance(let deviation):
            let numbers = try numbers()
            return perGroup(column) { (rows) -> Double? in
                guard let variance = Self.variance(rows, numbers) else { return nil }
                return deviation ? variance.squareRoot() : variance
            }
        case .quantile(let probability):
            guard probability >= 0, probability <= 1 else {
                throw DataError(
                    .invalidArgument, "a quantile of \(probability)", at: "column \"\(aggregation.column)\"")
            }
            let numbers = try numbers()
            return perGroup(column) { (rows) -> Double? in Self.quantile(probability, rows.map { numbers[$0] }) }
        case .minimum, .maximum:
            guard column.type != .stringList else { throw mismatch(aggregation, column, "anything but lists") }
            return extremes(column, greatest: aggregation.operation == .maximum)
        case .first: return column.uncheckedTaking(optional: groupRowsEnds { $0.first })
        case .last: return column.uncheckedTaking(optional: groupRowsEnds { $0.last })
        case .any, .all:
            guard case .bool(let flags) = column.storage else { throw mismatch(aggregation, column, "truth values") }
            let isAll = aggregation.operation == .all
            return perGroup(column) { (rows) -> Bool? in
                isAll ? rows.allSatisfy { flags[$0] } : rows.contains { flags[$0] }
            }
        case .list:
            guard let texts = column.texts else { throw mismatch(aggregation, column, "texts") }
            return Column(present: (0..<groupCount).map { present($0, column).map(texts.string(at:)) })
        }
    }

    private func mismatch(_ aggregation: Aggregation, _ column: Column, _ needed: String) -> DataError {
        DataError(
            .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(aggregation.column)\"",
            remedy: "The aggregation \"\(aggregation.name)\" takes \(needed).")
    }

    /// The rows of a group whose value is present.
    private func present(_ group: Int, _ column: Column) -> [Int] {
        column.validity.hasMissing ? groupRows[group].filter { column.validity[$0] } : Array(groupRows[group])
    }

    private func groupRowsEnds(_ end: (ArraySlice<Int>) -> Int?) -> [Int?] {
        (0..<groupCount).map { end(groupRows[$0]) }
    }

    /// One value for each group with present values.
    private func perGroup<Element: ColumnElement>(_ column: Column, _ value: ([Int]) -> Element?) -> Column {
        Column(
            (0..<groupCount).map { group in
                let rows = present(group, column)
                return rows.isEmpty ? nil : value(rows)
            })
    }

    private func distinctCounts(_ column: Column) -> Column {
        let codes = column.codes()
        var lastGroup = [Int](repeating: -1, count: codes.count)
        return Column(
            present: (0..<groupCount).map { group in
                var count: Int64 = 0
                for row in groupRows[group] {
                    let code = codes.codes[row]
                    guard code >= 0, lastGroup[code] != group else { continue }
                    lastGroup[code] = group
                    count += 1
                }
                return count
            })
    }

    private func sums(_ aggregation: Aggregation, _ column: Column) throws(DataError) -> Column {
        let integers: [Int64]
        switch column.storage {
        case .int64(let values): integers = values
        case .bool(let flags): integers = flags.map { $0 ? 1 : 0 }
        default:
            guard let numbers = column.numbers else { throw mismatch(aggregation, column, "numbers or truth values") }
            return Column(present: (0..<groupCount).map { Self.sum(present($0, column), numbers) })
        }
        // Wide enough for any number of rows: whether a sum fits does not depend on their order.
        var sums = [Int128](repeating: 0, count: groupCount)
        for (row, value) in integers.enumerated() where column.validity[row] { sums[groupOfRow[row]] += Int128(value) }
        var results: [Int64] = []
        for (group, sum) in sums.enumerated() {
            guard let result = Int64(exactly: sum) else {
                throw DataError(
                    .valueOutOfRange, "the sum \(sum) has more than 64 bits",
                    at: "column \"\(aggregation.column)\", group \(group)",
                    remedy: "Make it a column of doubles first.")
            }
            results.append(result)
        }
        return Column(present: results)
    }

    /// The least or greatest value of each group, as a row of the column.
    private func extremes(_ column: Column, greatest: Bool) -> Column {
        let order = ValueOrder(column)
        var best = [Int?](repeating: nil, count: groupCount)
        for (row, group) in groupOfRow.enumerated() where column.validity[row] {
            guard let known = best[group] else {
                best[group] = row
                continue
            }
            // NaN is ordered behind all numbers, and wins only where there is no number.
            let wins = greatest ? order.less(known, row) : order.less(row, known)
            if !order.isNaN(row), order.isNaN(known) || wins {
                best[group] = row
            }
        }
        return column.uncheckedTaking(optional: best)
    }

    /// A compensated sum in the order of the rows (Neumaier).
    private static func sum(_ rows: [Int], _ numbers: [Double]) -> Double {
        var sum = 0.0
        var compensation = 0.0
        for row in rows {
            let value = numbers[row]
            let next = sum + value
            compensation += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
            sum = next
        }
        // Beyond the range of doubles the compensation is not a number, and the sum is what it is.
        return compensation.isFinite ? sum + compensation : sum
    }

    private static func variance(_ rows: [Int], _ numbers: [Double]) -> Double? {
        guard rows.count > 1 else { return nil }
        let mean = sum(rows, numbers) / Double(rows.count)
        var squares = 0.0
        for row in rows { squares += (numbers[row] - mean) * (numbers[row] - mean) }
        return squares / Double(rows.count - 1)
    }

    private static func quantile(_ probability: Double, _ values: [Double]) -> Double {
        guard !values.contains(where: \.isNaN) else { return .nan }
        let sorted = values.sorted()
        let position = probability * Double(sorted.count - 1)
        let index = min(Int(position), sorted.count - 1)
        guard index + 1 < sorted.count else { return sorted[index] }
        return SortedSample.interpolated(sorted[index], sorted[index + 1], position - Double(index))
    }
}
