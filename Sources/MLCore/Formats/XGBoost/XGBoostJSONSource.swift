/// A model file in JSON.
///
/// Numbers that are not finite are read as XGBoost writes them, `NaN` and `Infinity`: trees of vector leaves have them
/// where they have no threshold.
struct XGBoostJSONSource: XGBoostSource {
    static var format: ModelFormat { .xgboostJSON }

    private var tokenizer: JSONTokenizer
    private var pending: JSONToken?

    /// Creates a source at the start of a file.
    ///
    /// - Parameter bytes: The file; it must stay in place while the source is used.
    /// - Throws: ``CoreError`` of code `limitExceeded` when the file is too long.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(CoreError) {
        tokenizer = try JSONTokenizer(
            bytes,
            limits: JSONLimits(
                maximumByteCount: .max, maximumStringByteCount: .max, maximumValueCount: .max))
        tokenizer.acceptsNonFiniteNumbers = true
    }

    private mutating func token() throws(CoreError) -> JSONToken {
        if let token = pending {
            pending = nil
            return token
        }
        return try tokenizer.next()
    }

    private func unexpected(_ expected: String) -> CoreError {
        tokenizer.malformed("expected \(expected)", at: tokenizer.tokenStart)
    }

    mutating func beginObject() throws(CoreError) {
        guard case .beginObject = try token() else { throw unexpected("an object") }
    }

    mutating func nextKey() throws(CoreError) -> String? {
        guard case .key(let text) = try token() else { return nil }
        return tokenizer.string(text)
    }

    mutating func beginArray() throws(CoreError) {
        guard case .beginArray = try token() else { throw unexpected("an array") }
    }

    mutating func nextElement() throws(CoreError) -> Bool {
        let next = try token()
        if next == .endArray { return false }
        pending = next
        return true
    }

    mutating func text() throws(CoreError) -> String {
        guard case .string(let text) = try token() else { throw unexpected("a string") }
        return tokenizer.string(text)
    }

    mutating func integer() throws(CoreError) -> Int64 {
        guard case .number(let number) = try token(), let value = tokenizer.int64(number) else {
            throw unexpected("an integer of 64 bits")
        }
        return value
    }

    mutating func floats() throws(CoreError) -> [Float] {
        try beginArray()
        var values: [Float] = []
        while case .number(let number) = try tokenizer.next() { values.append(try tokenizer.extendedFloat(number)) }
        try expectEndOfArray("a number")
        return values
    }

    mutating func integers() throws(CoreError) -> [Int64] {
        try beginArray()
        var values: [Int64] = []
        while true {
            switch try tokenizer.next() {
            case .number(let number):
                guard let value = tokenizer.int64(number) else { throw unexpected("an integer of 64 bits") }
                values.append(value)
            case .boolean(let value): values.append(value ? 1 : 0)
            case .endArray: return values
            default: throw unexpected("an integer")
            }
        }
    }

    /// Throws unless the last token closed an array.
    private func expectEndOfArray(_ expected: String) throws(CoreError) {
        guard tokenizer.bytes[tokenizer.tokenStart] == UInt8(ascii: "]") else { throw unexpected(expected) }
    }

    mutating func skip() throws(CoreError) {
        switch try token() {
        case .beginObject, .beginArray:
            let depth = tokenizer.depth
            while tokenizer.depth >= depth { _ = try tokenizer.next() }
        case .string, .number, .boolean, .null: break
        case .key, .endObject, .endArray, .end: throw unexpected("a value")
        }
    }

    mutating func expectEnd() throws(CoreError) {
        guard case .end = try token() else { throw unexpected("the end of the file") }
    }
}
