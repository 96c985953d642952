public import MLCore

extension Column {
    /// Creates an empty column.
    ///
    /// - Parameter type: The type of the values.
    public init(empty type: ColumnType) { self = ColumnBuilder(type).column() }

    /// The values of the given rows, in that order; a row may occur more than once.
    ///
    /// - Parameter positions: Rows, counted from 0.
    /// - Returns: A column with one value for each position.
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such row.
    /// - Complexity: O(positions).
    public func taking(_ positions: [Int]) throws(DataError) -> Column {
        try DataFrame.check(positions, rowCount: count)
        return uncheckedTaking(positions)
    }

    /// The values of the given rows.
    ///
    /// - Precondition: Every position is a row of the column.
    package func uncheckedTaking(_ positions: [Int]) -> Column {
        if case .categories(let texts) = content { return Column(texts.taking(positions)) }
        let storage: Storage =
            switch storage {
            case .bool(let values): .bool(positions.map { values[$0] })
            case .int64(let values): .int64(positions.map { values[$0] })
            case .double(let values): .double(positions.map { values[$0] })
            case .float(let values): .float(positions.map { values[$0] })
            case .string(let texts): .string(texts.taking(positions))
            case .timestamp(let values): .timestamp(positions.map { values[$0] })
            case .stringList(let lists): .stringList(lists.taking(positions))
            }
        return Column(storage, validity: validity.taking(positions))
    }

    /// The values of the given rows; a missing value where there is no row.
    ///
    /// - Precondition: Every position is a row of the column.
    package func uncheckedTaking(optional positions: [Int?]) -> Column {
        if case .categories(let texts) = content { return Column(texts.taking(optional: positions)) }
        var validity = ValidityBitmap()
        for position in positions { validity.append(position.map { self.validity[$0] } ?? false) }
        func taken<Element>(_ values: [Element], _ zero: Element) -> [Element] {
            positions.map { $0.map { values[$0] } ?? zero }
        }
        switch storage {
        case .bool(let values): return Column(.bool(taken(values, false)), validity: validity)
        case .int64(let values): return Column(.int64(taken(values, 0)), validity: validity)
        case .timestamp(let values): return Column(.timestamp(taken(values, 0)), validity: validity)
        case .double(let values): return Column(.double(taken(values, 0)), validity: validity)
        case .float(let values): return Column(.float(taken(values, 0)), validity: validity)
        case .string(let texts): return Column(.string(texts.taking(optional: positions)), validity: validity)
        case .stringList(let lists):
            var result = TextListBuffer()
            for position in positions { result.append(position.map(lists.list(at:)) ?? []) }
            return Column(.stringList(result), validity: validity)
        }
    }

    /// A column of missing values.
    package init(missing type: ColumnType, count: Int) {
        var builder = ColumnBuilder(type)
        builder.reserve(count)
        for _ in 0..<max(0, count) { builder.appendMissing() }
        self = builder.column()
    }

    /// The values of this column followed by those of another one.
    ///
    /// - Parameter other: A column of the same type.
    /// - Returns: The values of both.
    /// - Throws: ``DataError`` with code `typeMismatch` when the types differ.
    /// - Complexity: O(count of both).
    public func appending(_ other: Column) throws(DataError) -> Column {
        if case .categories(let left) = content, case .categories(let right) = other.content,
            let both = CategoryTexts(joining: [left, right])
        {
            return Column(both)
        }
        var validity = validity
        validity.append(contentsOf: other.validity)
        switch (storage, other.storage) {
        case (.bool(let left), .bool(let right)): return Column(.bool(left + right), validity: validity)
        case (.int64(let left), .int64(let right)): return Column(.int64(left + right), validity: validity)
        case (.double(let left), .double(let right)): return Column(.double(left + right), validity: validity)
        case (.float(let left), .float(let right)): return Column(.float(left + right), validity: validity)
        case (.timestamp(let left), .timestamp(let right)):
            return Column(.timestamp(left + right), validity: validity)
        case (.string(var left), .string(let right)):
            left.append(contentsOf: right)
            return Column(.string(left), validity: validity)
        case (.stringList(var left), .stringList(let right)):
            left.append(contentsOf: right)
            return Column(.stringList(left), validity: validity)
        default:
            throw DataError(
                .typeMismatch, "a column of type \(other.type.rawValue) cannot follow one of type \(type.rawValue)",
                at: "column")
        }
    }
}

extension Column.Storage {
    /// The values with zero, `false` or an empty text where the bitmap says that a value is missing.
    func clearing(_ validity: ValidityBitmap) -> Column.Storage {
        func cleared<Element>(_ values: [Element], _ zero: Element) -> [Element] {
            var values = values
            for row in values.indices where !validity[row] { values[row] = zero }
            return values
        }
        switch self {
        case .bool(let values): return .bool(cleared(values, false))
        case .int64(let values): return .int64(cleared(values, 0))
        case .timestamp(let values): return .timestamp(cleared(values, 0))
        case .double(let values): return .double(cleared(values, 0))
        case .float(let values): return .float(cleared(values, 0))
        case .string(let texts):
            var result = TextBuffer()
            result.reserve(texts: texts.count, bytes: texts.bytes.count)
            for row in 0..<texts.count {
                if validity[row] { result.append(row..<row + 1, of: texts) } else { result.appendEmpty() }
            }
            return .string(result)
        case .stringList(let lists):
            var result = TextListBuffer()
            for row in 0..<lists.count { result.append(validity[row] ? lists.list(at: row) : []) }
            return .stringList(result)
        }
    }
}
