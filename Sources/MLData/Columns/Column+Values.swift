public import MLCore

extension Column {
    /// The value of a row.
    ///
    /// - Parameter row: The row, counted from 0.
    /// - Returns: The value, or `.missing`.
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such row.
    public func value(at row: Int) throws(DataError) -> Value {
        guard row >= 0, row < count else {
            throw DataError(.invalidArgument, "row \(row) of \(count)", at: "column")
        }
        return uncheckedValue(at: row)
    }

    /// The value of a row.
    ///
    /// - Precondition: `row` is a row of the column.
    package func uncheckedValue(at row: Int) -> Value {
        guard validity[row] else { return .missing }
        guard case .values(let storage) = content else { return categoryValue(at: row) }
        switch storage {
        case .bool(let values): return .bool(values[row])
        case .int64(let values): return .int64(values[row])
        case .double(let values): return .double(values[row])
        case .float(let values): return .float(values[row])
        case .string(let texts): return .string(texts.string(at: row))
        case .timestamp(let values): return .timestamp(Timestamp(microseconds: values[row]))
        case .stringList(let lists): return .stringList(lists.list(at: row))
        }
    }

    private func categoryValue(at row: Int) -> Value {
        guard case .categories(let texts) = content else { return .missing }
        return .string(texts.categories.string(at: Int(texts.codes[row])))
    }

    /// All values; missing ones are `.missing`.
    public var values: [Value] { (0..<count).map(uncheckedValue(at:)) }

    /// All values as one Swift type; missing ones are `nil`.
    ///
    /// - Parameter type: The element type that belongs to the type of the column.
    /// - Returns: The values in row order.
    /// - Throws: ``DataError`` with code `typeMismatch` when the column has another type.
    /// - Complexity: O(count).
    public func values<Element: ColumnElement>(as type: Element.Type) throws(DataError) -> [Element?] {
        guard let values = Element.values(of: self) else {
            throw DataError(
                .typeMismatch, "a column of type \(self.type.rawValue) was read as \(Element.columnType.rawValue)",
                at: "column")
        }
        return values
    }

    /// The values as doubles, with NaN for missing ones; `nil` for columns that are neither numeric nor truth values.
    ///
    /// Integers beyond 2⁵³ are rounded to the nearest double.
    package var numbers: [Double]? {
        var numbers: [Double]
        switch storage {
        case .bool(let values): numbers = values.map { $0 ? 1 : 0 }
        case .int64(let values): numbers = values.map(Double.init)
        case .double(let values): numbers = values
        case .float(let values): numbers = values.map(Double.init)
        case .string, .timestamp, .stringList: return nil
        }
        if validity.hasMissing {
            for row in numbers.indices where !validity[row] { numbers[row] = .nan }
        }
        return numbers
    }

    /// Whether a present value is NaN.
    package var holdsNaN: Bool {
        switch storage {
        case .double(let values): values.contains { $0.isNaN }
        case .float(let values): values.contains { $0.isNaN }
        default: false
        }
    }

    /// The texts of a string column, with empty ones for missing values; those of a categorical column are put together
    /// each time.
    package var texts: TextBuffer? { if case .string(let texts) = storage { texts } else { nil } }

    /// The lists of a list column; missing ones are empty.
    package var lists: TextListBuffer? { if case .stringList(let lists) = storage { lists } else { nil } }
}
