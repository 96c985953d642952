/// The state of one call of ``CanonicalJSONDecoder/decode(_:from:)``.
final class JSONDecodingSession {
    let document: JSONDocument
    let rejectsUnknownKeys: Bool
    let userInfo: [CodingUserInfoKey: any Sendable]

    init(document: JSONDocument, rejectsUnknownKeys: Bool, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.document = document
        self.rejectsUnknownKeys = rejectsUnknownKeys
        self.userInfo = userInfo
    }

    /// Decodes a node.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - node: The node.
    ///   - calls: How many `init(from:)` are running: a type that decodes itself must not exhaust the stack.
    ///   - path: Where the node is.
    /// - Returns: The value.
    /// - Throws: `DecodingError`, or what the type's own `init(from:)` throws.
    func decode<Value: Decodable>(_ type: Value.Type, node: Int, calls: Int, path: CodingPath?) throws -> Value {
        if let direct = type as? any JSONDirectDecodable.Type {
            do throws(JSONCodingFault) {
                if let value = try direct.init(json: document, node: node) as? Value { return value }
            } catch {
                throw self.error(error, type, node: node, path: path)
            }
        }
        guard calls < document.limits.maximumDepth + 64 else {
            throw error(CanonicalJSON.tooDeep, type, node: node, path: path)
        }
        return try Value(from: JSONElementDecoder(session: self, node: node, calls: calls + 1, path: path))
    }

    /// Whether a node is `null`.
    func isNull(_ node: Int) -> Bool { document.nodes[node].token == .null }

    /// The error of a node that does not hold what is asked for.
    func error(_ fault: JSONCodingFault, _ type: Any.Type, node: Int, path: CodingPath?) -> DecodingError {
        let context = context(fault, node: node, path: path)
        if isNull(node) { return .valueNotFound(type, context) }
        return fault.isMismatch ? .typeMismatch(type, context) : .dataCorrupted(context)
    }

    /// The context of an error, with a ``CoreError`` underneath that names the place in the text too.
    func context(_ fault: JSONCodingFault, node: Int, path: CodingPath?) -> DecodingError.Context {
        let keys = CodingPath.keys(path)
        let place = "\(document.place(node)), in \(CodingPath.description(keys))"
        return DecodingError.Context(
            codingPath: keys, debugDescription: fault.problem,
            underlyingError: CoreError(fault.code, fault.problem, at: place))
    }

    /// The fault of a node of the wrong kind.
    func mismatch(_ expected: String, node: Int) -> JSONCodingFault { document.mismatch(expected, node: node) }
}

extension JSONDocument {
    /// The fault of a node of the wrong kind.
    func mismatch(_ expected: String, node: Int) -> JSONCodingFault {
        JSONCodingFault(code: .malformedInput, problem: "expected \(expected), not \(kind(node))", isMismatch: true)
    }
}
