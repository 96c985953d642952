import MLCore

/// Collects the fields of one column: as text while the type is open, as values when it is given.
struct CSVColumn {
    /// Why a field cannot become a value.
    struct Problem {
        let code: DataError.Code
        let text: String
        let remedy: String?
    }

    /// The name in the frame.
    let name: String
    /// The position of the field in a record.
    let source: Int
    /// The type, when it is given.
    let type: ColumnType?
    /// Whether the empty field without quotes is missing.
    let isEmptyMissing: Bool
    /// Other fields without quotes that mean missing.
    let missingTokens: [[UInt8]]
    let acceptsNonFinite: Bool
    let allowsMissing: Bool
    /// Texts while the type is open, else values.
    private(set) var builder: ColumnBuilder

    init(name: String, source: Int, reader: CSVReader) {
        self.name = name
        self.source = source
        type = reader.options.type(of: name)
        allowsMissing = reader.options.allowsMissing(name)
        isEmptyMissing = reader.missingTokens.contains("")
        missingTokens = reader.missingTokens.filter { !$0.isEmpty }.sorted().map { Array($0.utf8) }
        acceptsNonFinite = reader.acceptsNonFiniteNumbers
        builder = ColumnBuilder(type ?? .string)
    }

    /// Adds a field; one that cannot become a value is added as missing.
    ///
    /// - Returns: What is wrong with the field, if anything.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, isQuoted: Bool) -> Problem? {
        if !isQuoted, isMissing(text) {
            builder.appendMissing()
            return allowsMissing
                ? nil : Problem(code: .missingValue, text: "a value is missing", remedy: "The schema asks for one.")
        }
        switch builder.type {
        case .string:
            builder.append(utf8: text)
            return nil
        case .int64: if let value = NumberParser.int64(text) { return added { $0.append(integer: value) } }
        case .double: if let value = double(text) { return added { $0.append(double: value) } }
        case .float: if let value = float(text) { return added { $0.append(float: value) } }
        case .bool: if let value = CSVText.bool(text) { return added { $0.append(bool: value) } }
        case .timestamp:
            if let value = TimestampParser.timestamp(text) { return added { $0.append(integer: value.microseconds) } }
        case .stringList:
            if let list = CSVText.list(text) {
                return added { builder in
                    for element in list { builder.appendElement(element) }
                    builder.endList()
                }
            }
        }
        builder.appendMissing()
        let shown = String(decoding: text.prefix(40), as: UTF8.self).debugDescription
        if builder.type.isNumeric, CSVText.isNonFiniteWord(text) || CSVText.isDecimal(text) {
            return Problem(
                code: .valueOutOfRange, text: "\(shown) is not a number that a \(builder.type.rawValue) column holds",
                remedy: "Correct the value, list it as a missing token, or choose another type.")
        }
        return Problem(
            code: .typeMismatch, text: "\(shown) is not of type \(builder.type.rawValue)",
            remedy: "Correct the value, list it as a missing token, or choose another type.")
    }

    /// Forgets the values.
    mutating func removeAll() { builder = ColumnBuilder(builder.type) }

    private func isMissing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.isEmpty { return isEmptyMissing }
        return !missingTokens.isEmpty && missingTokens.contains { $0.count == text.count && $0.elementsEqual(text) }
    }

    private mutating func added(_ append: (inout ColumnBuilder) -> Void) -> Problem? {
        append(&builder)
        return nil
    }

    private func double(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        NumberParser.double(text) ?? (acceptsNonFinite ? CSVText.nonFinite(text) : nil)
    }

    private func float(_ text: UnsafeBufferPointer<UInt8>) -> Float? {
        NumberParser.float(text) ?? (acceptsNonFinite ? CSVText.nonFinite(text).map { Float($0) } : nil)
    }

    static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return UnsafeBufferPointer(rebasing: text[..<0]) }
        return UnsafeBufferPointer(rebasing: text[first...last])
    }

    static func trimmed(_ text: String) -> String {
        var text = text
        return text.withUTF8 { String(decoding: trimmed($0), as: UTF8.self) }
    }
}
