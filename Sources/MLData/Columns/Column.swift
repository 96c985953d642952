public import MLCore

/// Values of one type, some of which may be missing: the content of one column of a ``DataFrame``.
///
/// Numbers, truth values and times are stored as one array each, texts as UTF-8 bytes and offsets, and a
/// ``ValidityBitmap`` says which values are missing. A column of texts may be categorical: then each distinct text is
/// stored once (``categorized()``). A column is immutable; copies share their storage.
///
/// Two columns are equal when they have the same type, the same rows are missing, and the other values are the same bit
/// for bit: NaN equals the same NaN, and 0.0 is not -0.0. Whether a column is categorical does not count.
///
/// ```swift
/// let years = Column([1999, nil, 2004])
/// years.missingCount       // 1
/// ```
public struct Column: Sendable {
    /// The values of a column by type; where a value is missing, the storage holds zero, `false` or an empty text.
    package enum Storage: Sendable {
        case bool([Bool])
        case int64([Int64])
        case double([Double])
        case float([Float])
        case string(TextBuffer)
        /// Microseconds since the Unix epoch, UTC.
        case timestamp([Int64])
        case stringList(TextListBuffer)
    }

    /// The values, or numbers of them.
    package enum Content: Sendable {
        case values(Storage)
        case categories(CategoryTexts)
    }

    /// The values as they are stored.
    package let content: Content
    /// Which values are present.
    public let validity: ValidityBitmap

    /// Creates a column from its parts.
    ///
    /// - Precondition: Both have the same length, and missing values are stored as zero, `false` or empty.
    package init(_ storage: Storage, validity: ValidityBitmap) {
        content = .values(storage)
        self.validity = validity
        assert(storage.count == validity.count)
    }

    /// Creates a categorical column.
    package init(_ texts: CategoryTexts) {
        content = .categories(texts)
        validity = texts.validity
    }

    /// The values by type.
    ///
    /// - Complexity: O(1), and O(bytes of the texts) for a categorical column: whoever looks at rows one by one calls
    ///   ``decoded()`` before.
    package var storage: Storage {
        switch content {
        case .values(let storage): storage
        case .categories(let texts): .string(texts.decoded())
        }
    }

    /// Creates a column of values of one type.
    ///
    /// - Parameter values: The values; `nil` is missing.
    /// - Complexity: O(count).
    public init<Element: ColumnElement>(_ values: [Element?]) {
        var builder = ColumnBuilder(Element.columnType)
        builder.reserve(values.count)
        for value in values { builder.append(element: value) }
        self = builder.column()
    }

    /// Creates a column without missing values.
    ///
    /// - Parameter values: The values.
    /// - Complexity: O(count).
    public init<Element: ColumnElement>(present values: [Element]) {
        var builder = ColumnBuilder(Element.columnType)
        builder.reserve(values.count)
        for value in values { builder.append(element: value) }
        self = builder.column()
    }

    /// The type of the values.
    public var type: ColumnType {
        switch content {
        case .values(.bool): .bool
        case .values(.int64): .int64
        case .values(.double): .double
        case .values(.float): .float
        case .values(.string), .categories: .string
        case .values(.timestamp): .timestamp
        case .values(.stringList): .stringList
        }
    }

    /// The number of values, missing ones included.
    public var count: Int { validity.count }

    /// The number of missing values.
    public var missingCount: Int { validity.missingCount }
}

extension Column.Storage {
    /// The number of values.
    package var count: Int {
        switch self {
        case .bool(let values): values.count
        case .int64(let values), .timestamp(let values): values.count
        case .double(let values): values.count
        case .float(let values): values.count
        case .string(let texts): texts.count
        case .stringList(let lists): lists.count
        }
    }
}
