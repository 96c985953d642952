import MLCore

/// Collects the values of one field; the type is given or taken from the values.
struct JSONLColumn {
    /// A value of a record, before it is known whether the record is good.
    enum Item {
        case null
        case boolean(Bool)
        case number(JSONNumber)
        case string(JSONText)
        /// Strings, as a range of the record's list of strings.
        case list(Range<Int>)
        /// An object, or an array with an element that is not a string.
        case other
    }

    /// The name in the frame.
    let name: String
    /// The name in the input.
    let source: String
    let sourceBytes: [UInt8]
    let allowsMissing: Bool
    let isGiven: Bool
    /// How times are written.
    let times: TimestampParser
    /// `nil` until the first value that is not missing.
    private(set) var builder: ColumnBuilder?
    /// The line of the first value that is not missing.
    private(set) var firstLine = 0
    private var count = 0
    /// Integers so far of a column that might turn out to hold doubles: beyond 2⁵³ the turn would lose digits.
    private var holdsLargeInteger = false

    init(name: String, source: String, options: ReadingOptions) {
        let type = options.type(of: name)
        self.init(
            name: name, source: source, type: type, allowsMissing: options.allowsMissing(name),
            times: options.times(of: name))
    }

    private init(name: String, source: String, type: ColumnType?, allowsMissing: Bool, times: TimestampParser) {
        self.name = name
        self.source = source
        self.times = times
        sourceBytes = Array(source.utf8)
        self.allowsMissing = allowsMissing
        isGiven = type != nil
        builder = type.map(ColumnBuilder.init)
    }

    /// Forgets the values, and the type unless it is given.
    mutating func removeAll() {
        self = JSONLColumn(
            name: name, source: source, type: isGiven ? type : nil, allowsMissing: allowsMissing,
            times: times)
    }

    /// The type so far.
    var type: ColumnType? { builder?.type }

    /// The column with `rowCount` values, the last ones missing.
    func column(rowCount: Int) -> Column {
        var copy = self
        if copy.builder == nil { copy.builder = ColumnBuilder(.string) }
        copy.pad(to: rowCount, alsoMissing: true)
        return copy.builder?.column() ?? Column(empty: .string)
    }

    /// Adds the value of a row; rows without a value since the last one are missing.
    mutating func add(_ item: Item, row: Int, line: Int, from tokens: JSONTokenizer, lists: [JSONText]) {
        if case .null = item { return }
        if builder == nil {
            builder = Self.type(of: item).map(ColumnBuilder.init)
            firstLine = line
        }
        if case .number(let number) = item, !number.isInteger, builder?.type == .int64 { becomeDouble() }
        pad(to: row, alsoMissing: false)
        count = row + 1
        switch item {
        case .null, .other: builder?.appendMissing()
        case .boolean(let value): builder?.append(bool: value)
        case .number(let number): add(number, from: tokens)
        case .string(let text):
            if builder?.type == .timestamp {
                let time = time(text, from: tokens)
                if let time { builder?.append(integer: time) } else { builder?.appendMissing() }
            } else if let plain = tokens.plainBytes(text) {
                builder?.append(utf8: plain)
            } else {
                var string = tokens.string(text)
                string.withUTF8 { builder?.append(utf8: $0) }
            }
        case .list(let range):
            for text in lists[range] {
                if let plain = tokens.plainBytes(text) {
                    builder?.appendElement(utf8: plain)
                } else {
                    builder?.appendElement(tokens.string(text))
                }
            }
            builder?.endList()
        }
    }

    /// Adds the values of the next rows, whose part has the type of the column.
    ///
    /// - Parameters:
    ///   - part: The values.
    ///   - row: The first of the rows; rows without a value before it are missing.
    ///   - hasLargeInteger: Whether an integer is too large for a double to hold.
    mutating func add(_ part: ColumnPart, row: Int, hasLargeInteger: Bool) {
        // Without a type there is no value in the part either.
        guard builder != nil else { return }
        pad(to: row, alsoMissing: false)
        builder?.append(part)
        count = row + part.rowCount
        holdsLargeInteger = holdsLargeInteger || hasLargeInteger
    }

    private mutating func add(_ number: JSONNumber, from tokens: JSONTokenizer) {
        switch builder?.type {
        case .int64:
            let value = tokens.int64(number) ?? 0
            if value.magnitude > 1 << 53 { holdsLargeInteger = true }
            builder?.append(integer: value)
        case .double: builder?.append(double: (try? tokens.double(number)) ?? 0)
        case .float: builder?.append(float: (try? tokens.float(number)) ?? 0)
        default: builder?.appendMissing()
        }
    }

    private mutating func pad(to row: Int, alsoMissing: Bool) {
        while count < row {
            builder?.appendMissing()
            count += 1
        }
    }

    /// Turns the integers so far into doubles.
    private mutating func becomeDouble() {
        guard let column = builder?.column(), case .int64(let values) = column.storage else { return }
        var doubles = ColumnBuilder(.double)
        doubles.reserve(values.count)
        for (row, value) in values.enumerated() {
            if column.validity[row] { doubles.append(double: Double(value)) } else { doubles.appendMissing() }
        }
        builder = doubles
    }

    /// The type that a value gives to a column of open type.
    static func type(of item: Item) -> ColumnType? {
        switch item {
        case .null, .other: nil
        case .boolean: .bool
        case .number(let number): number.isInteger ? .int64 : .double
        case .string: .string
        case .list: .stringList
        }
    }

    /// What is wrong with a value for this column, if anything.
    func problem(with item: Item, from tokens: JSONTokenizer) -> (code: DataError.Code, text: String)? {
        switch item {
        case .null: return allowsMissing ? nil : (.missingValue, "the value is null where one is required")
        case .other: return (.typeMismatch, "the value is an object, or an array of other things than strings")
        case .number(let number):
            switch type {
            case .double, .float:
                let fits = type == .double ? (try? tokens.double(number)) != nil : (try? tokens.float(number)) != nil
                return fits ? nil : (.valueOutOfRange, "the number is too large")
            case .int64, nil:
                if number.isInteger {
                    return tokens.int64(number) == nil ? (.valueOutOfRange, "the integer has more than 64 bits") : nil
                }
                guard (try? tokens.double(number)) != nil else { return (.valueOutOfRange, "the number is too large") }
                if type == nil { return nil }
                if isGiven { return (.typeMismatch, "the number is not an integer") }
                return holdsLargeInteger
                    ? (.typeMismatch, "the number is not an integer, and integers before it do not fit a double") : nil
            default: return mismatch("a number")
            }
        case .boolean: return type == .bool || type == nil ? nil : mismatch("a truth value")
        case .list: return type == .stringList || type == nil ? nil : mismatch("an array of strings")
        case .string(let text):
            if type == .string || type == nil { return nil }
            guard type == .timestamp else { return mismatch("a string") }
            let time = time(text, from: tokens)
            return time == nil
                ? (
                    .typeMismatch,
                    "the string is not a time in \(times.isStandard ? "ISO 8601" : "the format of the column")"
                ) : nil
        }
    }

    /// The microseconds that a string names, or `nil` when it is no time.
    private func time(_ text: JSONText, from tokens: JSONTokenizer) -> Int64? {
        if let plain = tokens.plainBytes(text) { return times.microseconds(plain) }
        var string = tokens.string(text)
        return string.withUTF8 { times.microseconds($0) }
    }

    private func mismatch(_ what: String) -> (code: DataError.Code, text: String) {
        let reason = isGiven ? "" : " since line \(firstLine)"
        return (.typeMismatch, "the value is \(what) in a column of type \(type?.rawValue ?? "unknown")\(reason)")
    }
}
