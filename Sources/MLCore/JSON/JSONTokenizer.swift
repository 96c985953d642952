/// A pull reader over one JSON text: strict, bounded and not recursive.
///
/// Grammar: RFC 8259, with its open points closed. One value of any kind, white space around it, nothing else. Refused
/// are: a byte order mark, invalid UTF-8, escapes of lone surrogates, control characters in strings, numbers outside of
/// the grammar, duplicate keys in an object, and everything beyond ``JSONLimits``. Two keys are duplicates when they are
/// equal as Swift strings, that is by Unicode canonical equivalence, since a Swift dictionary would merge them.
///
/// The tokenizer points into memory that the caller owns: it is used inside of a `withUnsafeBufferPointer` closure and
/// must not leave it. ``restart(_:byteOffset:line:)`` keeps its buffers, so reading many lines allocates nothing.
package struct JSONTokenizer {
    /// What the grammar allows next.
    enum Expectation {
        case value
        case valueOrEndOfArray
        case keyOrEndOfObject
        case commaOrEnd
    }

    /// An open array or object.
    struct Frame {
        let isObject: Bool
        let firstKey: Int
        /// All keys of the object, once there are too many to compare one by one.
        var manyKeys: Set<String>?
    }

    /// A key of an open object; `decoded` is set unless the bytes are plain ASCII.
    struct Key {
        let text: JSONText
        let decoded: String?
    }

    /// The limits.
    package let limits: JSONLimits
    /// Whether the words `NaN`, `Infinity` and `-Infinity` are read as numbers, against the grammar.
    package var acceptsNonFiniteNumbers = false
    /// The bytes being read.
    package private(set) var bytes: UnsafeBufferPointer<UInt8>
    /// The offset of the first byte that is not read yet.
    package internal(set) var position = 0
    /// The offset of the first byte of the last token.
    package private(set) var tokenStart = 0
    var expectation = Expectation.value
    var frames: [Frame] = []
    var keys: [Key] = []
    private var valueCount = 0
    private(set) var byteOffset = 0
    private(set) var firstLine = 1

    /// Creates a tokenizer at the start of a text.
    ///
    /// - Parameters:
    ///   - bytes: The text; it must stay in place while the tokenizer is used.
    ///   - limits: The limits.
    ///   - byteOffset: What the first byte's offset is called in errors.
    ///   - line: What the first line is called in errors.
    /// - Throws: ``CoreError`` of code `limitExceeded` when the text is too long.
    package init(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = JSONLimits(), byteOffset: Int = 0, line: Int = 1
    ) throws(CoreError) {
        self.bytes = UnsafeBufferPointer(start: nil, count: 0)
        self.limits = limits
        try restart(bytes, byteOffset: byteOffset, line: line)
    }

    /// Begins another text.
    ///
    /// - Parameters:
    ///   - bytes: The text; it must stay in place while the tokenizer is used.
    ///   - byteOffset: What the first byte's offset is called in errors.
    ///   - line: What the first line is called in errors.
    /// - Throws: ``CoreError`` of code `limitExceeded` when the text is too long.
    package mutating func restart(
        _ bytes: UnsafeBufferPointer<UInt8>, byteOffset: Int = 0, line: Int = 1
    ) throws(CoreError) {
        self.bytes = bytes
        self.byteOffset = byteOffset
        firstLine = line
        position = 0
        tokenStart = 0
        valueCount = 0
        expectation = .value
        frames.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        if bytes.count > limits.maximumByteCount {
            throw limitExceeded(
                "the JSON text has \(bytes.count) bytes, more than \(limits.maximumByteCount)", at: bytes.startIndex)
        }
    }

    /// How many arrays and objects are open.
    package var depth: Int { frames.count }

    /// Reads the next token.
    ///
    /// After ``JSONToken/end``, every further call returns it again.
    ///
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming byte, line and column.
    package mutating func next() throws(CoreError) -> JSONToken {
        skipWhiteSpace()
        tokenStart = position
        switch expectation {
        case .value:
            return try valueToken()
        case .valueOrEndOfArray:
            return peek() == UInt8(ascii: "]") ? close() : try valueToken()
        case .keyOrEndOfObject:
            return peek() == UInt8(ascii: "}") ? close() : try key()
        case .commaOrEnd:
            guard let frame = frames.last else {
                guard position == bytes.count else { throw malformed("unexpected text after the JSON value") }
                return .end
            }
            switch peek() {
            case UInt8(ascii: ","):
                position += 1
                skipWhiteSpace()
                tokenStart = position
                return frame.isObject ? try key() : try valueToken()
            case UInt8(ascii: "}") where frame.isObject, UInt8(ascii: "]") where !frame.isObject:
                return close()
            default:
                throw unexpected(frame.isObject ? "',' or '}'" : "',' or ']'")
            }
        }
    }

    /// Reads one whole value without delivering it; it is checked like any other.
    ///
    /// - Returns: The range of the value's bytes.
    /// - Throws: ``CoreError`` as ``next()`` does, or of code `malformedInput` where the grammar allows no value.
    @discardableResult
    package mutating func skipValue() throws(CoreError) -> Range<Int> {
        let depth = frames.count
        switch try next() {
        case .beginObject, .beginArray:
            let start = tokenStart
            while frames.count > depth { _ = try next() }
            return start..<position
        case .string, .number, .boolean, .null:
            return tokenStart..<position
        case .key, .endObject, .endArray, .end:
            throw malformed("expected a value", at: tokenStart)
        }
    }

    @inline(__always)
    func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func valueToken() throws(CoreError) -> JSONToken {
        guard let first = peek() else { throw unexpected("a value") }
        valueCount += 1
        if valueCount > limits.maximumValueCount {
            throw limitExceeded("the JSON text has more than \(limits.maximumValueCount) values")
        }
        expectation = .commaOrEnd
        if acceptsNonFiniteNumbers, let number = nonFiniteNumber(first) { return .number(number) }
        switch first {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "{"): return try open(isObject: true)
        case UInt8(ascii: "["): return try open(isObject: false)
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func open(isObject: Bool) throws(CoreError) -> JSONToken {
        guard frames.count < limits.maximumDepth else {
            throw limitExceeded("the JSON text nests deeper than \(limits.maximumDepth) levels")
        }
        position += 1
        frames.append(Frame(isObject: isObject, firstKey: keys.count, manyKeys: nil))
        expectation = isObject ? .keyOrEndOfObject : .valueOrEndOfArray
        return isObject ? .beginObject : .beginArray
    }

    /// Closes the innermost frame; the caller has seen the matching bracket.
    private mutating func close() -> JSONToken {
        position += 1
        expectation = .commaOrEnd
        guard let frame = frames.popLast() else { return .end }
        keys.removeSubrange(frame.firstKey...)
        return frame.isObject ? .endObject : .endArray
    }

    private mutating func key() throws(CoreError) -> JSONToken {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
        let text = try string()
        try register(text)
        skipWhiteSpace()
        guard peek() == UInt8(ascii: ":") else { throw unexpected("':' after the key") }
        position += 1
        expectation = .value
        return .key(text)
    }

    private mutating func word(_ word: StaticString, _ token: JSONToken) throws(CoreError) -> JSONToken {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw unexpected("'\(word)'") }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] {
            throw unexpected("'\(word)'")
        }
        position = end
        return token
    }
}
