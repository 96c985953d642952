/// The bytes of canonical JSON: how each kind of value is written, and in which order keys come.
package enum CanonicalJSON {
    /// Appends an integer as its digits.
    static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Appends a double as its shortest text (``NumberText/shortest(_:)-(Double)``).
    static func append(_ value: Double, to bytes: inout [UInt8]) throws(JSONCodingFault) {
        guard value.isFinite else { throw nonFinite(value.description) }
        NumberText.appendShortest(value, to: &bytes)
    }

    /// Appends a float as its own shortest text.
    static func append(_ value: Float, to bytes: inout [UInt8]) throws(JSONCodingFault) {
        guard value.isFinite else { throw nonFinite(value.description) }
        NumberText.appendShortest(value, to: &bytes)
    }

    /// Appends a string in quotes; only the quote, the backslash and U+0000 to U+001F are escaped.
    package static func append(_ value: String, to bytes: inout [UInt8]) {
        var value = value
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { text in
            var start = 0
            for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                bytes.append(contentsOf: text[start..<index])
                appendEscape(byte, to: &bytes)
                start = index + 1
            }
            bytes.append(contentsOf: text[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a tree.
    ///
    /// - Parameters:
    ///   - value: The tree.
    ///   - remainingDepth: How many more levels of arrays and objects are allowed; this bounds the recursion.
    ///   - bytes: What is appended to.
    /// - Throws: A fault when a number is not finite or the tree is too deep.
    static func append(_ value: JSONValue, remainingDepth: Int, to bytes: inout [UInt8]) throws(JSONCodingFault) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
        case .integer(let integer): append(integer, to: &bytes)
        case .number(let number): try append(number, to: &bytes)
        case .string(let text): append(text, to: &bytes)
        case .array(let elements):
            guard remainingDepth > 0 else { throw tooDeep }
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try append(element, remainingDepth: remainingDepth - 1, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            guard remainingDepth > 0 else { throw tooDeep }
            bytes.append(UInt8(ascii: "{"))
            for (count, index) in order(of: object.keys).enumerated() {
                if count > 0 { bytes.append(UInt8(ascii: ",")) }
                append(object.keys[index], to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                try append(object.values[index], remainingDepth: remainingDepth - 1, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The positions of the keys in canonical order.
    static func order(of keys: [String]) -> [Int] {
        keys.indices.sorted { precedes(keys[$0], keys[$1]) }
    }

    /// Whether a key comes before another: by UTF-16 code units, as RFC 8785 orders them.
    ///
    /// UTF-8 has the same order but for U+E000 to U+FFFF (first byte 0xEE or 0xEF), which UTF-16 puts after the
    /// surrogate pairs of U+10000 and above (first byte 0xF0 to 0xF4).
    static func precedes(_ first: String, _ second: String) -> Bool {
        var firstBytes = first.utf8.makeIterator()
        var secondBytes = second.utf8.makeIterator()
        while let one = firstBytes.next() {
            guard let other = secondBytes.next() else { return false }
            if one != other { return rank(one) < rank(other) }
        }
        return secondBytes.next() != nil
    }

    /// The fault of nesting deeper than allowed.
    static var tooDeep: JSONCodingFault { JSONCodingFault(code: .limitExceeded, problem: "the value nests too deep") }

    private static func rank(_ byte: UInt8) -> UInt8 { byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte }

    private static func nonFinite(_ text: String) -> JSONCodingFault {
        JSONCodingFault(
            code: .nonFiniteValue,
            problem: "\(text) has no JSON form; wrap it in ExtendedReal if it is meant to be stored")
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(contentsOf: Hexadecimal.text([byte]).utf8)
        }
    }
}
