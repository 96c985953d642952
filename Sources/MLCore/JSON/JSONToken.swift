/// One lexical element of a JSON text, as ``JSONTokenizer`` delivers it.
package enum JSONToken: Sendable, Equatable {
    /// `{`
    case beginObject
    /// `}`
    case endObject
    /// `[`
    case beginArray
    /// `]`
    case endArray
    /// The key of an object's member, its colon already read.
    case key(JSONText)
    /// A string.
    case string(JSONText)
    /// A number.
    case number(JSONNumber)
    /// `true` or `false`.
    case boolean(Bool)
    /// `null`
    case null
    /// The end of the text: one whole value was read, and nothing but white space follows it.
    case end
}

/// Where a string lies in a JSON text, between its quotes.
package struct JSONText: Sendable, Equatable {
    /// The offset of the first byte after the opening quote.
    package let start: Int
    /// The number of bytes up to the closing quote.
    package let count: Int
    /// Whether the bytes contain escapes; without them the bytes are the string's UTF-8.
    package let hasEscapes: Bool
    /// Whether all bytes are ASCII.
    package let isASCII: Bool
}

/// Where a number lies in a JSON text.
package struct JSONNumber: Sendable, Equatable {
    /// The offset of the first byte.
    package let start: Int
    /// The number of bytes.
    package let count: Int
    /// Whether the number has neither fraction nor exponent.
    package let isInteger: Bool
}
