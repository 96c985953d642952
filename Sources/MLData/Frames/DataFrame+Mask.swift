public import MLCore

extension DataFrame {
    /// Whether each row belongs to a slice; the same answer as the predicate gives for each row by itself.
    ///
    /// - Parameter predicate: The slice.
    /// - Returns: One truth value for each row.
    /// - Throws: ``DataError`` with code `unknownColumn` when the predicate names a column that does not exist, or
    ///   `CoreError` with code `limitExceeded` for a predicate that is nested too deep.
    /// - Complexity: O(rows × operators), one column at a time.
    public func mask(of predicate: SlicePredicate) throws -> [Bool] {
        // Checks the depth too, so that the recursion below is bounded.
        for name in try predicate.columns() { _ = try position(of: name) }
        return try checkedMask(predicate)
    }

    private func checkedMask(_ predicate: SlicePredicate) throws(DataError) -> [Bool] {
        switch predicate {
        case .all: return [Bool](repeating: true, count: rowCount)
        case .equals(let name, let value): return try column(name).mask(equalToAnyOf: [value])
        case .isIn(let name, let values): return try column(name).mask(equalToAnyOf: values)
        case .inRange(let name, let lower, let upper): return try column(name).mask(from: lower, to: upper)
        case .contains(let name, let text): return try column(name).mask(containing: text)
        case .isMissing(let name):
            let validity = try column(name).validity
            return (0..<rowCount).map { !validity[$0] }
        case .not(let part): return try checkedMask(part).map { !$0 }
        case .and(let parts):
            var mask = [Bool](repeating: true, count: rowCount)
            for part in parts {
                let other = try checkedMask(part)
                for row in mask.indices where !other[row] { mask[row] = false }
            }
            return mask
        case .or(let parts):
            var mask = [Bool](repeating: false, count: rowCount)
            for part in parts {
                let other = try checkedMask(part)
                for row in mask.indices where other[row] { mask[row] = true }
            }
            return mask
        }
    }
}

extension Column {
    /// Whether each value is present and equals one of the given ones; numbers compare by value, as in a predicate.
    func mask(equalToAnyOf candidates: [Value]) -> [Bool] {
        if case .categories(let texts) = content {
            let isWanted = texts.categoryColumn.mask(equalToAnyOf: candidates)
            return texts.codes.map { $0 >= 0 && isWanted[Int($0)] }
        }
        var mask = [Bool](repeating: false, count: count)
        switch storage {
        case .bool(let values):
            let wanted = Candidates(candidates.compactMap { if case .bool(let flag) = $0 { flag } else { nil } })
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(values[row]) }
        case .int64(let values):
            let wanted = Candidates(candidates.compactMap(\.exactInteger))
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(values[row]) }
        case .double(let values):
            let wanted = Candidates(candidates.compactMap(\.exactDouble))
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(values[row]) }
        case .float(let values):
            let wanted = Candidates(candidates.compactMap(\.exactDouble))
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(Double(values[row])) }
        case .timestamp(let values):
            let wanted = Candidates(
                candidates.compactMap { if case .timestamp(let time) = $0 { time.microseconds } else { nil } })
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(values[row]) }
        case .string(let texts):
            let wanted = candidates.compactMap { if case .string(let text) = $0 { ComparableText(text) } else { nil } }
            for row in mask.indices where validity[row] {
                mask[row] = texts.withUTF8(at: row) { text in wanted.contains { $0.equals(text) } }
            }
        case .stringList(let lists):
            let wanted = candidates.compactMap { if case .stringList(let list) = $0 { list } else { nil } }
            for row in mask.indices where validity[row] { mask[row] = wanted.contains(lists.list(at: row)) }
        }
        return mask
    }

    /// Whether each value is a number or time of at least `lower` and below `upper`.
    func mask(from lower: Double?, to upper: Double?) -> [Bool] {
        var mask = [Bool](repeating: false, count: count)
        let positions: [Double]
        if case .timestamp(let values) = storage {
            positions = values.map(Double.init)
        } else {
            guard let numbers else { return mask }
            positions = numbers
        }
        let least = lower ?? -.infinity
        for row in mask.indices where validity[row] {
            let position = positions[row]
            mask[row] = position >= least && (upper.map { position < $0 } ?? !position.isNaN)
        }
        return mask
    }

    /// Whether each value is a list that holds the text.
    func mask(containing text: String) -> [Bool] {
        var mask = [Bool](repeating: false, count: count)
        guard let lists else { return mask }
        let wanted = ComparableText(text)
        for row in mask.indices where validity[row] {
            mask[row] = lists.range(at: row).contains { lists.texts.withUTF8(at: $0) { wanted.equals($0) } }
        }
        return mask
    }
}

/// Some values, few or many, to look others up in.
private struct Candidates<Element: Hashable> {
    private let list: [Element]
    private let set: Set<Element>

    init(_ elements: [Element]) {
        set = elements.count > 8 ? Set(elements) : []
        list = elements.count > 8 ? [] : elements
    }

    @inline(__always)
    func contains(_ element: Element) -> Bool { list.contains(element) || (!set.isEmpty && set.contains(element)) }
}

extension Value {
    /// The integer that the value equals, or `nil`; truth values equal none.
    fileprivate var exactInteger: Int64? {
        switch self {
        case .int64(let integer): integer
        case .double(let number): Int64(exactly: number)
        case .float(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The double that the value equals, or `nil`: not every large integer equals one.
    fileprivate var exactDouble: Double? {
        switch self {
        case .int64(let integer): Double(exactly: integer)
        case .double(let number): number
        case .float(let number): Double(number)
        default: nil
        }
    }
}
