/// A type that is read from a node at once, without a container.
protocol JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault)
}

extension JSONDirectDecodable where Self: FixedWidthInteger {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        guard case .number(let number) = document.nodes[node].token, number.isInteger else {
            throw document.mismatch("an integer", node: node)
        }
        let value = document.withBytes(of: number) { text -> Self? in
            if let value = NumberParser.int64(text) { return Self(exactly: value) }
            return NumberParser.uint64(text).flatMap { Self(exactly: $0) }
        }
        guard let value else {
            throw JSONCodingFault(code: .malformedInput, problem: "the integer does not fit in \(Self.self)")
        }
        self = value
    }
}

extension Int: JSONDirectDecodable {}
extension Int8: JSONDirectDecodable {}
extension Int16: JSONDirectDecodable {}
extension Int32: JSONDirectDecodable {}
extension Int64: JSONDirectDecodable {}
extension UInt: JSONDirectDecodable {}
extension UInt8: JSONDirectDecodable {}
extension UInt16: JSONDirectDecodable {}
extension UInt32: JSONDirectDecodable {}
extension UInt64: JSONDirectDecodable {}

extension Bool: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        guard case .boolean(let value) = document.nodes[node].token else {
            throw document.mismatch("true or false", node: node)
        }
        self = value
    }
}

extension String: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        guard case .string(let text) = document.nodes[node].token else {
            throw document.mismatch("a string", node: node)
        }
        self = document.string(text)
    }
}

extension Double: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        self = try document.number(node) { NumberParser.double($0) }
    }
}

extension Float: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        self = try document.number(node) { NumberParser.float($0) }
    }
}

extension JSONValue: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        do throws(CoreError) {
            self = try document.tree(node)
        } catch {
            throw JSONCodingFault(code: error.code, problem: error.details.problem)
        }
    }
}

extension Array: JSONDirectDecodable where Element: JSONDirectDecodable {
    init(json document: JSONDocument, node: Int) throws(JSONCodingFault) {
        guard document.nodes[node].token == .beginArray else { throw document.mismatch("an array", node: node) }
        self = []
        reserveCapacity(document.nodes[node].count)
        var element = node + 1
        for index in 0..<document.nodes[node].count {
            do {
                append(try Element(json: document, node: element))
            } catch {
                throw JSONCodingFault(code: error.code, problem: "element \(index): \(error.problem)")
            }
            element = document.nodes[element].next
        }
    }
}

extension JSONDocument {
    /// A number node as a floating-point number.
    fileprivate func number<Number>(
        _ node: Int, _ parse: (UnsafeBufferPointer<UInt8>) -> Number?
    ) throws(JSONCodingFault) -> Number {
        guard case .number(let number) = nodes[node].token else { throw mismatch("a number", node: node) }
        guard let value = withBytes(of: number, parse) else {
            throw JSONCodingFault(code: .malformedInput, problem: "the number is too large for \(Number.self)")
        }
        return value
    }
}
