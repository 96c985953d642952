/// A value of a model file to be written, with the type that it has in UBJSON.
enum XGBoostValue {
    case members([Member])
    case array([XGBoostValue])
    case text(String)
    case integer(Int64)
    case floats([Float])
    case integers32([Int32])
    case integers64([Int64])
    case bytes([UInt8])
    case integers8([Int8])

    /// A member of an object.
    struct Member {
        let key: String
        let value: XGBoostValue
    }

    /// An object.
    static func object(_ members: [(key: String, value: XGBoostValue)]) -> XGBoostValue {
        .members(members.map { Member(key: $0.key, value: $0.value) })
    }

    /// An object whose values are texts, as XGBoost stores parameters.
    static func parameters(_ members: KeyValuePairs<String, Int>) -> XGBoostValue {
        .object(members.map { ($0.key, .text($0.value.description)) })
    }

    /// An array of texts.
    static func texts(_ texts: [String]) -> XGBoostValue { .array(texts.map { .text($0) }) }

    // MARK: JSON

    /// Appends the value as JSON; the nesting is that of the program and not of data.
    func appendJSON(to bytes: inout [UInt8]) {
        switch self {
        case .members(let members):
            Self.appendList(members, "{", "}", to: &bytes) { member, bytes in
                CanonicalJSON.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.appendJSON(to: &bytes)
            }
        case .array(let values): Self.appendList(values, "[", "]", to: &bytes) { $0.appendJSON(to: &$1) }
        case .text(let text): CanonicalJSON.append(text, to: &bytes)
        case .integer(let value): CanonicalJSON.append(value, to: &bytes)
        case .floats(let values): Self.appendList(values, "[", "]", to: &bytes) { Self.append($0, to: &$1) }
        case .integers32(let values):
            Self.appendList(values, "[", "]", to: &bytes) { CanonicalJSON.append($0, to: &$1) }
        case .integers64(let values):
            Self.appendList(values, "[", "]", to: &bytes) { CanonicalJSON.append($0, to: &$1) }
        case .bytes(let values): Self.appendList(values, "[", "]", to: &bytes) { CanonicalJSON.append($0, to: &$1) }
        case .integers8(let values): Self.appendList(values, "[", "]", to: &bytes) { CanonicalJSON.append($0, to: &$1) }
        }
    }

    /// Appends a number as XGBoost reads it: infinities are words.
    static func append(_ value: Float, to bytes: inout [UInt8]) {
        if value.isFinite {
            NumberText.appendShortest(value, to: &bytes)
        } else {
            bytes.append(contentsOf: (value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity").utf8)
        }
    }

    private static func appendList<Element>(
        _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar, to bytes: inout [UInt8],
        _ append: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(element, &bytes)
        }
        bytes.append(UInt8(ascii: close))
    }

    // MARK: UBJSON

    /// Appends the value as UBJSON, with the types that XGBoost expects.
    func appendUBJSON(to writer: inout BinaryWriter) {
        switch self {
        case .members(let members):
            writer.write(UInt8(ascii: "{"))
            for member in members {
                Self.appendText(member.key, to: &writer)
                member.value.appendUBJSON(to: &writer)
            }
            writer.write(UInt8(ascii: "}"))
        case .array(let values):
            writer.write(UInt8(ascii: "["))
            Self.appendCount(values.count, to: &writer)
            for value in values { value.appendUBJSON(to: &writer) }
        case .text(let text):
            writer.write(UInt8(ascii: "S"))
            Self.appendText(text, to: &writer)
        case .integer(let value):
            writer.write(UInt8(ascii: "L"))
            writer.write(value, order: .big)
        case .floats(let values): Self.append(values, "d", to: &writer)
        case .integers32(let values): Self.append(values, "l", to: &writer)
        case .integers64(let values): Self.append(values, "L", to: &writer)
        case .bytes(let values): Self.append(values, "U", to: &writer)
        case .integers8(let values): Self.append(values, "i", to: &writer)
        }
    }

    private static func append(
        _ values: [some BinaryScalar], _ marker: Unicode.Scalar, to writer: inout BinaryWriter
    ) {
        writer.write(UInt8(ascii: "["))
        writer.write(UInt8(ascii: "$"))
        writer.write(UInt8(ascii: marker))
        appendCount(values.count, to: &writer)
        writer.writeArray(values, order: .big)
    }

    private static func appendCount(_ count: Int, to writer: inout BinaryWriter) {
        writer.write(UInt8(ascii: "#"))
        writer.write(UInt8(ascii: "L"))
        writer.write(Int64(count), order: .big)
    }

    private static func appendText(_ text: String, to writer: inout BinaryWriter) {
        let bytes = Array(text.utf8)
        writer.write(UInt8(ascii: "L"))
        writer.write(Int64(bytes.count), order: .big)
        writer.writeArray(bytes)
    }
}
