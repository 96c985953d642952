import MLCore

/// Whether a row group can hold rows of a slice, from its statistics alone.
struct ParquetSkipping {
    let group: ParquetRowGroup
    let columns: [String: ParquetColumn]
    /// The leaves whose bounds are in the order of their type.
    let orderedLeaves: Set<Int>

    /// Whether a row of the group may belong to the slice.
    ///
    /// - Precondition: The slice is not nested beyond its limit.
    func canMatch(_ predicate: SlicePredicate) -> Bool { outcomes(predicate).canHold }

    /// Whether there may be rows for which a predicate holds, and rows for which it does not.
    private func outcomes(_ predicate: SlicePredicate) -> (canHold: Bool, canFail: Bool) {
        switch predicate {
        case .all: return (true, false)
        case .equals(let name, let value): return (canEqual(name, value), true)
        case .isIn(let name, let values): return (values.contains { canEqual(name, $0) }, true)
        case .contains: return (true, true)
        case .inRange(let name, let lower, let upper):
            guard let column = columns[name], let bounds = numbers(column) else { return (true, true) }
            let least = lower ?? -.infinity
            let canHold = bounds.upperBound >= least && (upper.map { bounds.lowerBound < $0 } ?? true)
            let isFloating = column.type == .double || column.type == .float
            let allHold = bounds.lowerBound >= least && (upper.map { bounds.upperBound < $0 } ?? true)
            return (canHold, !allHold || isFloating || nullCount(column) != 0)
        case .isMissing(let name):
            guard let column = columns[name], column.list == nil, let count = nullCount(column) else {
                return (true, true)
            }
            return (count > 0, count < group.rowCount)
        case .not(let part):
            let outcome = outcomes(part)
            return (outcome.canFail, outcome.canHold)
        case .and(let parts):
            let all = parts.map(outcomes)
            return (all.allSatisfy(\.canHold), all.contains(where: \.canFail))
        case .or(let parts):
            let all = parts.map(outcomes)
            return (all.contains(where: \.canHold), all.allSatisfy(\.canFail))
        }
    }

    private func statistics(_ column: ParquetColumn) -> ParquetStatistics? { group.chunks[column.leaf].statistics }

    private func nullCount(_ column: ParquetColumn) -> Int? {
        if column.conversion == .nothing { return group.rowCount }
        return column.maximumDefinition == 0 ? 0 : statistics(column)?.nullCount
    }

    private func canEqual(_ name: String, _ value: Value) -> Bool {
        guard let column = columns[name] else { return true }
        if let number = value.number ?? Self.time(value), let bounds = numbers(column) {
            // A number of 64 bits may have been rounded to a neighbour that lies outside.
            return number >= bounds.lowerBound.nextDown && number <= bounds.upperBound.nextUp
        }
        if case .string(let text) = value, column.conversion == .text, column.list == nil,
            let statistics = statistics(column), !statistics.isOldKind, orderedLeaves.contains(column.leaf)
        {
            // Bounds may be cut off: then the smaller one is a beginning and the larger one still larger.
            let bytes = Array(text.utf8)
            if let minimum = statistics.minimum, bytes.lexicographicallyPrecedes(minimum) { return false }
            if let maximum = statistics.maximum, maximum.lexicographicallyPrecedes(bytes) { return false }
        }
        return true
    }

    private static func time(_ value: Value) -> Double? {
        if case .timestamp(let time) = value { return Double(time.microseconds) }
        return nil
    }

    /// The smallest and largest number or time of a column, NaN aside.
    private func numbers(_ column: ParquetColumn) -> ClosedRange<Double>? {
        guard column.list == nil, let statistics = statistics(column),
            let minimum = number(statistics.minimum, column, isOldKind: statistics.isOldKind),
            let maximum = number(statistics.maximum, column, isOldKind: statistics.isOldKind), minimum <= maximum
        else { return nil }
        return minimum...maximum
    }

    private func number(_ bytes: [UInt8]?, _ column: ParquetColumn, isOldKind: Bool) -> Double? {
        guard let bytes else { return nil }
        switch column.conversion {
        case .bool, .int32, .int64, .scaled32, .multiplied64, .divided64, .float, .double: break
        case .unsigned32, .unsigned64: if isOldKind { return nil }
        default: return nil
        }
        var result: Double?
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var values = PlainValues(next: base, end: base + buffer.count)
            switch column.type {
            case .bool where bytes.count == 1: result = bytes[0] & 1 == 1 ? 1 : 0
            case .int64 where bytes.count <= 8, .timestamp where bytes.count <= 8:
                result = Self.first(&values, column, as: Int64.self).map(Double.init)
            case .double where bytes.count == 8: result = Self.first(&values, column, as: Double.self)
            case .float where bytes.count == 4: result = Self.first(&values, column, as: Float.self).map(Double.init)
            default: break
            }
        }
        return result.flatMap { $0.isNaN ? nil : $0 }
    }

    private static func first<Element: ParquetElement>(
        _ values: inout PlainValues, _ column: ParquetColumn, as type: Element.Type
    ) -> Element? {
        var element = Element.absent
        do throws(EncodingFault) {
            try Element.convert(&values, count: 1, of: column, to: &element)
        } catch {
            return nil
        }
        return element
    }
}
