/// Reads JSON text into values: strict, bounded and not recursive.
///
/// The text must be one value by RFC 8259 in UTF-8. Refused are: a byte order mark, invalid UTF-8, escapes of lone
/// surrogates, duplicate keys (equal as Swift strings), numbers that fit neither a 64-bit integer nor a finite double,
/// text after the value, and everything beyond ``limits``.
///
/// ```swift
/// let value = try JSONReader().value(from: bytes)
/// let name = value["name"]?.stringValue
/// ```
public struct JSONReader: Sendable, Hashable {
    /// How much a text may ask for.
    public var limits: JSONLimits

    /// Creates a reader.
    ///
    /// - Parameter limits: How much a text may ask for.
    public init(limits: JSONLimits = JSONLimits()) { self.limits = limits }

    /// Reads one value.
    ///
    /// - Parameter bytes: The text in UTF-8.
    /// - Returns: The value.
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming byte, line and column.
    /// - Complexity: O(count).
    public func value(from bytes: [UInt8]) throws(CoreError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { (buffer) throws(CoreError) in try value(buffer) }
    }

    /// Reads one value from memory that the caller holds.
    ///
    /// - Parameter bytes: The text in UTF-8.
    /// - Returns: The value; it does not refer to `bytes`.
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming byte, line and column.
    /// - Complexity: O(count).
    public func value(from bytes: UnsafeRawBufferPointer) throws(CoreError) -> JSONValue {
        try bytes.withMemoryRebound(to: UInt8.self) { (buffer) throws(CoreError) in try value(buffer) }
    }

    /// Reads one value from a string.
    ///
    /// - Parameter text: The text.
    /// - Returns: The value.
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming byte, line and column.
    /// - Complexity: O(count).
    public func value(fromText text: String) throws(CoreError) -> JSONValue { try value(from: Array(text.utf8)) }

    private func value(_ bytes: UnsafeBufferPointer<UInt8>) throws(CoreError) -> JSONValue {
        var tokenizer = try JSONTokenizer(bytes, limits: limits)
        let value = try tokenizer.value()
        _ = try tokenizer.next()
        return value
    }
}

extension JSONTokenizer {
    /// An array or object whose elements are still being read.
    private struct Container {
        var keys: [String] = []
        var values: [JSONValue] = []
    }

    /// Reads the next whole value into a tree.
    ///
    /// - Throws: ``CoreError`` as ``next()`` does, or of code `malformedInput` where the grammar allows no value.
    package mutating func value() throws(CoreError) -> JSONValue {
        var open: [Container] = []
        while true {
            var value: JSONValue
            switch try next() {
            case .beginObject, .beginArray:
                open.append(Container())
                continue
            case .key(let text):
                guard !open.isEmpty else { throw malformed("expected a value", at: tokenStart) }
                open[open.count - 1].keys.append(string(text))
                continue
            case .endObject:
                guard let object = open.popLast() else { throw malformed("expected a value", at: tokenStart) }
                value = .object(JSONObject(uniqueKeys: object.keys, values: object.values))
            case .endArray:
                guard let array = open.popLast() else { throw malformed("expected a value", at: tokenStart) }
                value = .array(array.values)
            case .string(let text): value = .string(string(text))
            case .number(let number): value = try self.value(number)
            case .boolean(let truth): value = .bool(truth)
            case .null: value = .null
            case .end: throw malformed("expected a value", at: tokenStart)
            }
            if open.isEmpty { return value }
            open[open.count - 1].values.append(value)
        }
    }
}
