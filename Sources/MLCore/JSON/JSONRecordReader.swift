/// Reads chosen fields of many JSON objects, such as the lines of a JSONL file, without building trees.
///
/// Members with other keys are skipped, but checked as strictly as the rest. The reader keeps its buffers from record to
/// record.
///
/// ```swift
/// var reader = try JSONRecordReader(fields: ["title", "year"])
/// try reader.begin(line, line: 7)
/// while let field = try reader.next() {
///     switch field.value { … }  // field.index is 0 for title and 1 for year
/// }
/// ```
///
/// It points into memory that the caller owns: from ``begin(_:byteOffset:line:)`` to the last use of a text, the bytes
/// must stay in place.
package struct JSONRecordReader {
    /// The value of a field.
    package enum Value: Sendable, Equatable {
        /// `null`
        case null
        /// `true` or `false`.
        case boolean(Bool)
        /// A number without fraction and exponent.
        case integer(Int64)
        /// Any other number.
        case number(Double)
        /// A string; ``JSONRecordReader/string(_:)`` decodes it.
        case string(JSONText)
        /// An array, as the range of its bytes in the record.
        case array(Range<Int>)
        /// An object, as the range of its bytes in the record.
        case object(Range<Int>)
    }

    /// A field that was found.
    package struct Field: Sendable, Equatable {
        /// The field's position in the list of fields.
        package let index: Int
        /// The value.
        package let value: Value
    }

    /// The keys that are delivered.
    package let fields: [String]
    /// The reader of tokens, for errors (``JSONTokenizer/malformed(_:at:)``) and texts.
    package private(set) var tokenizer: JSONTokenizer
    private let fieldBytes: [[UInt8]]
    private let positions: [String: Int]
    private var expected = 0

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - fields: The keys to deliver; each once.
    ///   - limits: The limits of each record.
    /// - Throws: ``CoreError`` of code `duplicateName` when a field is listed twice.
    package init(fields: [String], limits: JSONLimits = JSONLimits()) throws(CoreError) {
        var positions: [String: Int] = [:]
        for (index, field) in fields.enumerated() where positions.updateValue(index, forKey: field) != nil {
            throw CoreError(.duplicateName, "the field '\(field)' is asked for twice")
        }
        self.fields = fields
        self.positions = positions
        fieldBytes = fields.map { Array($0.utf8) }
        tokenizer = try JSONTokenizer(UnsafeBufferPointer(start: nil, count: 0), limits: limits)
    }

    /// Begins a record.
    ///
    /// - Parameters:
    ///   - record: The bytes of one JSON object.
    ///   - byteOffset: What the first byte's offset is called in errors.
    ///   - line: What the first line is called in errors.
    /// - Throws: ``CoreError`` of code `malformedInput` when the record is no object, or `limitExceeded`.
    package mutating func begin(
        _ record: UnsafeBufferPointer<UInt8>, byteOffset: Int = 0, line: Int = 1
    ) throws(CoreError) {
        try tokenizer.restart(record, byteOffset: byteOffset, line: line)
        expected = 0
        guard case .beginObject = try tokenizer.next() else {
            throw tokenizer.malformed("the record is not an object", at: tokenizer.tokenStart)
        }
    }

    /// Reads on to the next of the fields, in the order of the record.
    ///
    /// - Returns: The field, or `nil` at the end of the record.
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming byte, line and column.
    package mutating func next() throws(CoreError) -> Field? {
        while case .key(let text) = try tokenizer.next() {
            if let index = index(of: text) { return Field(index: index, value: try value()) }
            try tokenizer.skipValue()
        }
        // The object is closed: only the end of the text is left to check.
        guard case .end = try tokenizer.next() else { throw tokenizer.malformed("the record goes on after its end") }
        return nil
    }

    /// The string of a value.
    package func string(_ text: JSONText) -> String { tokenizer.string(text) }

    /// The strings of an array value.
    ///
    /// - Parameter array: The range of an array's bytes.
    /// - Returns: The strings, or `nil` when an element is not a string.
    /// - Throws: ``CoreError`` of code `malformedInput` when the range holds no JSON.
    package func strings(_ array: Range<Int>) throws(CoreError) -> [String]? {
        guard array.lowerBound >= 0, array.upperBound <= tokenizer.bytes.count else { return nil }
        let bytes = UnsafeBufferPointer(rebasing: tokenizer.bytes[array])
        var elements = try JSONTokenizer(bytes, limits: tokenizer.limits)
        guard case .beginArray = try elements.next() else { return nil }
        var strings: [String] = []
        while case .string(let text) = try elements.next() { strings.append(elements.string(text)) }
        return elements.depth == 0 ? strings : nil
    }

    /// The tree of an array or object value.
    ///
    /// - Parameter range: The range of the value's bytes.
    /// - Returns: The value.
    /// - Throws: ``CoreError`` when the range does not hold exactly one JSON value or a number does not fit its type.
    package func tree(_ range: Range<Int>) throws(CoreError) -> JSONValue {
        guard range.lowerBound >= 0, range.upperBound <= tokenizer.bytes.count else {
            throw CoreError(.invalidArgument, "the range \(range) lies outside of the record")
        }
        return try JSONReader(limits: tokenizer.limits).value(
            from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(tokenizer.bytes)[range]))
    }

    /// The position of the key among the fields; records mostly have their keys in the same order.
    private mutating func index(of text: JSONText) -> Int? {
        if let plain = tokenizer.plainBytes(text), text.isASCII {
            for step in 0..<fieldBytes.count {
                let index = (expected + step) % fieldBytes.count
                if plain.count == fieldBytes[index].count, plain.elementsEqual(fieldBytes[index]) {
                    expected = index + 1
                    return index
                }
                if step == 7 { break }
            }
            if fieldBytes.count <= 8 { return nil }
        }
        guard let index = positions[tokenizer.string(text)] else { return nil }
        expected = index + 1
        return index
    }

    private mutating func value() throws(CoreError) -> Value {
        let token = try tokenizer.next()
        let start = tokenizer.tokenStart
        switch token {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .string(let text): return .string(text)
        case .number(let number):
            switch try tokenizer.value(number) {
            case .integer(let value): return .integer(value)
            case .number(let value): return .number(value)
            default: throw tokenizer.malformed("expected a number", at: start)
            }
        case .beginArray, .beginObject:
            let depth = tokenizer.depth
            while tokenizer.depth >= depth { _ = try tokenizer.next() }
            return token == .beginArray ? .array(start..<tokenizer.position) : .object(start..<tokenizer.position)
        case .key, .endObject, .endArray, .end:
            throw tokenizer.malformed("expected a value", at: start)
        }
    }
}
