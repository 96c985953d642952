/// A type whose canonical JSON is written at once, without a container.
protocol JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) throws(JSONCodingFault)
}

extension JSONDirectEncodable where Self: FixedWidthInteger {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) {
        CanonicalJSON.append(self, to: &bytes)
    }
}

extension Int: JSONDirectEncodable {}
extension Int8: JSONDirectEncodable {}
extension Int16: JSONDirectEncodable {}
extension Int32: JSONDirectEncodable {}
extension Int64: JSONDirectEncodable {}
extension UInt: JSONDirectEncodable {}
extension UInt8: JSONDirectEncodable {}
extension UInt16: JSONDirectEncodable {}
extension UInt32: JSONDirectEncodable {}
extension UInt64: JSONDirectEncodable {}

extension Bool: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) {
        bytes.append(contentsOf: (self ? "true" : "false").utf8)
    }
}

extension String: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) { CanonicalJSON.append(self, to: &bytes) }
}

extension Double: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) throws(JSONCodingFault) {
        try CanonicalJSON.append(self, to: &bytes)
    }
}

extension Float: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) throws(JSONCodingFault) {
        try CanonicalJSON.append(self, to: &bytes)
    }
}

extension JSONValue: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) throws(JSONCodingFault) {
        try CanonicalJSON.append(self, remainingDepth: remainingDepth, to: &bytes)
    }
}

extension Array: JSONDirectEncodable where Element: JSONDirectEncodable {
    func appendCanonicalJSON(to bytes: inout [UInt8], remainingDepth: Int) throws(JSONCodingFault) {
        guard remainingDepth > 0 else { throw CanonicalJSON.tooDeep }
        bytes.append(UInt8(ascii: "["))
        for (index, element) in enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            do {
                try element.appendCanonicalJSON(to: &bytes, remainingDepth: remainingDepth - 1)
            } catch {
                throw JSONCodingFault(code: error.code, problem: "element \(index): \(error.problem)")
            }
        }
        bytes.append(UInt8(ascii: "]"))
    }
}

/// A collection whose own `encode(to:)` writes its elements in an order that differs from run to run.
protocol JSONUnorderedCollection {
    /// The canonical text of each element in a fixed order, or `nil` when `encode(to:)` uses an object.
    func sortedPieces(in place: JSONEncodingPlace) throws -> [[UInt8]]?
}

extension Set: JSONUnorderedCollection where Element: Encodable {
    func sortedPieces(in place: JSONEncodingPlace) throws -> [[UInt8]]? {
        try map { try place.canonicalText($0) }.sorted { $0.lexicographicallyPrecedes($1) }
    }
}

extension Dictionary: JSONUnorderedCollection where Key: Encodable, Value: Encodable {
    func sortedPieces(in place: JSONEncodingPlace) throws -> [[UInt8]]? {
        // The standard library writes these keys as the keys of an object.
        if Key.self == String.self || Key.self == Int.self || Key.self is any CodingKeyRepresentable.Type { return nil }
        let pairs = try map { (try place.canonicalText($0), try place.canonicalText($1)) }
        return pairs.sorted { $0.0.lexicographicallyPrecedes($1.0) }.flatMap { [$0.0, $0.1] }
    }
}

/// Where the elements of an unordered collection are encoded.
struct JSONEncodingPlace {
    let session: JSONEncodingSession
    let depth: Int
    let calls: Int
    let path: CodingPath?

    /// The canonical text of an element.
    func canonicalText(_ value: some Encodable) throws -> [UInt8] {
        let inner = JSONEncodingSession(maximumDepth: session.maximumDepth, userInfo: session.userInfo)
        let element = try inner.element(value, depth: depth, calls: calls, path: path)
        if let fault = inner.fault { throw fault }
        var bytes: [UInt8] = []
        inner.append(element, to: &bytes)
        return bytes
    }
}
