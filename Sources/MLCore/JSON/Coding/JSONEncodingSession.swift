/// A value that is being encoded: finished scalars as text, arrays and objects as nodes, an inner encoder's result.
enum JSONEncodingElement {
    case text(Range<Int>)
    case node(JSONEncodingNode)
    case encoder(JSONElementEncoder)
}

/// An array or object that is being encoded.
final class JSONEncodingNode {
    let isObject: Bool
    let depth: Int
    var keys: [String] = []
    var knownKeys: Set<String> = []
    var elements: [JSONEncodingElement] = []

    init(isObject: Bool, depth: Int) {
        self.isObject = isObject
        self.depth = depth
    }
}

/// The state of one call of ``CanonicalJSONEncoder/encode(_:)``.
final class JSONEncodingSession {
    let maximumDepth: Int
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// The text of all scalars, in the order they were encoded.
    var scalars: [UInt8] = []
    /// The first fault that could not be thrown where it was found.
    var fault: (any Error)?

    init(maximumDepth: Int, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.maximumDepth = maximumDepth
        self.userInfo = userInfo
    }

    /// Encodes a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - depth: How many arrays and objects enclose it.
    ///   - calls: How many `encode(to:)` are running: a value that encodes itself must not exhaust the stack.
    ///   - path: Where the value is.
    /// - Returns: The encoded value.
    /// - Throws: `EncodingError` with a ``CoreError`` underneath, or what the value's own `encode(to:)` throws.
    func element<Value: Encodable>(
        _ value: Value, depth: Int, calls: Int, path: CodingPath?
    ) throws -> JSONEncodingElement {
        if let direct = value as? any JSONDirectEncodable {
            return try text(path, value) { (bytes) throws(JSONCodingFault) in
                try direct.appendCanonicalJSON(to: &bytes, remainingDepth: maximumDepth - depth)
            }
        }
        guard calls < maximumDepth + 64 else { throw error(CanonicalJSON.tooDeep, path, value) }
        let place = JSONEncodingPlace(session: self, depth: depth + 1, calls: calls + 1, path: path)
        if let unordered = value as? any JSONUnorderedCollection, let pieces = try unordered.sortedPieces(in: place) {
            let node = try node(isObject: false, depth: depth, path: path, value)
            for piece in pieces {
                let start = scalars.count
                scalars.append(contentsOf: piece)
                node.elements.append(.text(start..<scalars.count))
            }
            return .node(node)
        }
        let encoder = JSONElementEncoder(self, depth: depth, calls: calls + 1, path: path)
        try value.encode(to: encoder)
        guard let element = encoder.element else {
            throw error(JSONCodingFault(code: .invalidArgument, problem: "\(Value.self) encodes nothing"), path, value)
        }
        return element
    }

    /// Makes a node, or throws when it would be too deep.
    func node(isObject: Bool, depth: Int, path: CodingPath?, _ value: Any) throws -> JSONEncodingNode {
        guard depth < maximumDepth else { throw error(CanonicalJSON.tooDeep, path, value) }
        return JSONEncodingNode(isObject: isObject, depth: depth + 1)
    }

    /// Encodes `null`.
    func null() -> JSONEncodingElement {
        let start = scalars.count
        scalars.append(contentsOf: "null".utf8)
        return .text(start..<scalars.count)
    }

    /// An error that knows its code and place.
    func error(_ fault: JSONCodingFault, _ path: CodingPath?, _ value: Any) -> EncodingError {
        EncodingError.invalidValue(
            value,
            EncodingError.Context(
                codingPath: CodingPath.keys(path), debugDescription: fault.problem,
                underlyingError: CoreError(fault.code, fault.problem)))
    }

    /// Remembers a fault of a function that cannot throw; encoding goes on and fails at its end.
    func record(_ error: any Error) { if fault == nil { fault = error } }

    /// Writes an element with its objects in key order; the recursion is bounded by ``maximumDepth``.
    func append(_ element: JSONEncodingElement, to bytes: inout [UInt8]) {
        switch element {
        case .text(let range): bytes.append(contentsOf: scalars[range])
        case .encoder(let encoder):
            if let element = encoder.element {
                append(element, to: &bytes)
            } else {
                bytes.append(contentsOf: "{}".utf8)
            }
        case .node(let node) where node.isObject:
            bytes.append(UInt8(ascii: "{"))
            for (count, index) in CanonicalJSON.order(of: node.keys).enumerated() {
                if count > 0 { bytes.append(UInt8(ascii: ",")) }
                CanonicalJSON.append(node.keys[index], to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(node.elements[index], to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .node(let node):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in node.elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    private func text(
        _ path: CodingPath?, _ value: Any, _ body: (inout [UInt8]) throws(JSONCodingFault) -> Void
    ) throws -> JSONEncodingElement {
        let start = scalars.count
        do {
            try body(&scalars)
        } catch {
            throw self.error(error, path, value)
        }
        return .text(start..<scalars.count)
    }
}
