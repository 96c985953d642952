public import MLCore

/// Collects values of one type and makes a ``Column`` of them.
///
/// Each append is O(1) amortised in the size of the value; nothing is allocated per row.
public struct ColumnBuilder: Sendable {
    /// The type of the values.
    public let type: ColumnType
    /// Which values are present.
    private(set) var validity = ValidityBitmap()

    private var values = ColumnValues()

    /// Creates an empty builder.
    ///
    /// - Parameter type: The type of the values.
    public init(_ type: ColumnType) { self.type = type }

    /// The number of values so far.
    public var count: Int { validity.count }

    /// Makes room for more values.
    ///
    /// - Parameter count: How many values will follow; a negative count counts as zero.
    public mutating func reserve(_ count: Int) {
        let total = self.count + max(0, count)
        switch type {
        case .bool: values.bools.reserveCapacity(total)
        case .int64, .timestamp: values.integers.reserveCapacity(total)
        case .double: values.doubles.reserveCapacity(total)
        case .float: values.floats.reserveCapacity(total)
        case .string: values.texts.reserve(texts: max(0, count), bytes: 0)
        case .stringList: break
        }
    }

    /// The column of the values so far.
    public func column() -> Column {
        Column(values.storage(type), validity: validity)
    }

    /// Adds a missing value.
    public mutating func appendMissing() {
        values.appendMissing(1, type: type)
        validity.append(false)
    }

    /// Adds a value.
    ///
    /// - Parameter value: A value of the type of the builder, or `.missing`.
    /// - Throws: ``DataError`` with code `typeMismatch` when the value has another type; nothing is added then.
    public mutating func append(_ value: Value) throws(DataError) {
        guard appendMatching(value) else {
            throw DataError(
                .typeMismatch, "a value has type \(value.type?.rawValue ?? "missing")", at: "row \(count)",
                remedy: "Give a value of type \(type.rawValue).")
        }
    }
}

extension ColumnBuilder {
    /// Adds an element of the Swift type of the builder, or a missing value for `nil`.
    mutating func append<Element: ColumnElement>(element: Element?) {
        let isAdded = element.map { appendMatching($0.columnValue) }
        if isAdded != true { appendMissing() }
    }

    /// Adds a truth value.
    ///
    /// - Precondition: The type is `bool`; so for the other kernels below with their types.
    package mutating func append(bool value: Bool) {
        assert(type == .bool)
        values.bools.append(value)
        validity.append(true)
    }

    /// Adds an integer or the microseconds of a time.
    package mutating func append(integer value: Int64) {
        assert(type == .int64 || type == .timestamp)
        values.integers.append(value)
        validity.append(true)
    }

    /// Adds a double.
    package mutating func append(double value: Double) {
        assert(type == .double)
        values.doubles.append(value)
        validity.append(true)
    }

    /// Adds a float.
    package mutating func append(float value: Float) {
        assert(type == .float)
        values.floats.append(value)
        validity.append(true)
    }

    /// Adds a text given as well-formed UTF-8.
    package mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
        assert(type == .string)
        values.texts.append(utf8: text)
        validity.append(true)
    }

    /// Adds a text to the list that ``endList()`` will close.
    mutating func appendElement(utf8 text: UnsafeBufferPointer<UInt8>) {
        assert(type == .stringList)
        values.lists.appendElement(utf8: text)
    }

    /// Adds a text to the list that ``endList()`` will close.
    mutating func appendElement(_ text: String) {
        var text = text
        text.withUTF8 { appendElement(utf8: $0) }
    }

    /// Closes a list of the texts added since the last one.
    mutating func endList() {
        values.lists.endList()
        validity.append(true)
    }

    /// Adds the values of a part of a table, which has the type of the builder.
    mutating func append(_ part: ColumnPart) {
        values.append(part, type: type)
        validity.append(words: UnsafePointer(part.validity), count: part.rowCount, missingCount: part.missingCount)
    }

    /// Adds the values of a column.
    ///
    /// - Precondition: The column has the type of the builder.
    mutating func append(contentsOf column: Column) {
        switch column.storage {
        case .bool(let values): self.values.bools.append(contentsOf: values)
        case .int64(let values), .timestamp(let values): self.values.integers.append(contentsOf: values)
        case .double(let values): self.values.doubles.append(contentsOf: values)
        case .float(let values): self.values.floats.append(contentsOf: values)
        case .string(let texts): self.values.texts.append(contentsOf: texts)
        case .stringList(let lists): self.values.lists.append(contentsOf: lists)
        }
        validity.append(contentsOf: column.validity)
    }

    private mutating func appendMatching(_ value: Value) -> Bool {
        switch (type, value) {
        case (.bool, .bool(let value)): values.bools.append(value)
        case (.int64, .int64(let value)): values.integers.append(value)
        case (.double, .double(let value)): values.doubles.append(value)
        case (.float, .float(let value)): values.floats.append(value)
        case (.timestamp, .timestamp(let value)): values.integers.append(value.microseconds)
        case (.string, .string(let value)): values.texts.append(value)
        case (.stringList, .stringList(let value)): values.lists.append(value)
        case (_, .missing):
            appendMissing()
            return true
        default: return false
        }
        validity.append(true)
        return true
    }
}
