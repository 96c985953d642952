import MLCore

/// A column that grows by the parts of one block after the other.
struct ColumnAssembly {
    /// A row and what stands there.
    struct Sight {
        let row: Int
        let text: String
    }

    let isOpen: Bool
    private(set) var kind = FieldKind.unknown
    private(set) var type: ColumnType
    private(set) var validity = ValidityBitmap()
    private var values = ColumnValues()
    /// How many rows at the beginning have to be read again as texts.
    private(set) var unreadCount = 0
    /// Rows with a zero that has a minus sign, while the column holds integers.
    private var negativeZeros: [Int] = []
    /// The first value that is no number, and the first that is no time.
    var firstOther: Sight?
    var firstTimeless: Sight?
    /// The first number that no double holds.
    var firstBadNumber: Sight?
    private(set) var hasFiniteNumber = false
    /// How many rows and bytes of text may be expected in all for each one of the first part.
    private let expectedParts: Double

    init(type: ColumnType?, expectedParts: Double) {
        isOpen = type == nil
        self.type = type ?? .string
        self.expectedParts = expectedParts
    }

    var count: Int { validity.count }

    /// Adds the values of a part, which has the kind of the column or nothing but missing values.
    mutating func append(_ part: ColumnPart) {
        let rows = part.rowCount
        if isOpen, part.missingCount == rows {
            appendMissing(rows)
        } else {
            if count == 0 { reserve(part) }
            values.append(part, type: type)
            if !part.negativeZeros.isEmpty { negativeZeros += part.negativeZeros.map { count + $0 } }
            hasFiniteNumber = hasFiniteNumber || part.hasFiniteNumber || part.kind == .integer
        }
        validity.append(words: UnsafePointer(part.validity), count: rows, missingCount: part.missingCount)
    }

    /// Turns the values so far into a wider kind.
    mutating func widen(to wider: FieldKind) {
        guard wider != kind else { return }
        let old = kind
        kind = wider
        type = wider.type
        switch (old, wider) {
        case (.integer, .number):
            values.doubles.reserveCapacity(values.integers.capacity)
            values.doubles.append(contentsOf: values.integers.lazy.map { Double($0) })
            for row in negativeZeros { values.doubles[row] = -0.0 }
            values.integers = []
            negativeZeros = []
        case (.unknown, _): values.appendMissing(count, type: type)
        default:
            values.bools = []
            values.integers = []
            values.doubles = []
            negativeZeros = []
            unreadCount = count
        }
    }

    /// The column, when no row is unread.
    func column() -> Column {
        // Nothing was stored while nothing was known.
        if isOpen, kind == .unknown { return Column(.string(TextBuffer(emptyTexts: count)), validity: validity) }
        return Column(values.storage(type), validity: validity)
    }

    /// The text column whose first rows are given.
    func column(after first: TextBuffer) -> Column {
        var all = first
        all.append(contentsOf: values.texts)
        return Column(.string(all), validity: validity)
    }

    /// Reads all rows as texts, since there is no other kind for them.
    mutating func becomeText() {
        kind = .text
        type = .string
        values.integers = []
        values.doubles = []
        unreadCount = count
    }

    private mutating func appendMissing(_ rows: Int) {
        if kind != .unknown { values.appendMissing(rows, type: type) }
    }

    /// Makes room for all rows of the input, as far as the first part tells.
    private mutating func reserve(_ part: ColumnPart) {
        let rows = expected(part.rowCount)
        switch type {
        case .bool: LargeArrays.reserve(&values.bools, rows)
        case .int64, .timestamp: LargeArrays.reserve(&values.integers, rows)
        case .double: LargeArrays.reserve(&values.doubles, rows)
        case .float: LargeArrays.reserve(&values.floats, rows)
        case .string: values.texts.reserveLarge(texts: rows, bytes: expected(part.textCount))
        case .stringList: break
        }
    }

    private func expected(_ count: Int) -> Int { Int(exactly: (Double(count) * expectedParts).rounded(.up)) ?? count }
}
