/// The encoder that one value sees; it also is its single-value container.
final class JSONElementEncoder: Encoder, SingleValueEncodingContainer {
    let session: JSONEncodingSession
    let depth: Int
    let calls: Int
    let path: CodingPath?
    /// What the value encoded so far.
    private(set) var element: JSONEncodingElement?

    init(_ session: JSONEncodingSession, depth: Int, calls: Int, path: CodingPath?) {
        self.session = session
        self.depth = depth
        self.calls = calls
        self.path = path
    }

    var codingPath: [any CodingKey] { CodingPath.keys(path) }
    var userInfo: [CodingUserInfoKey: Any] { session.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            JSONKeyedEncodingContainer<Key>(session: session, node: node(isObject: true), calls: calls, path: path))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONUnkeyedEncodingContainer(session: session, node: node(isObject: false), calls: calls, path: path)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws {
        try checkEmpty("null")
        element = session.null()
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try checkEmpty(value)
        element = try session.element(value, depth: depth, calls: calls, path: path)
    }

    private func checkEmpty(_ value: Any) throws {
        guard element == nil else { throw session.error(Self.twice, path, value) }
    }

    /// The container's node: a second container of the same kind continues the first, as subclasses need.
    private func node(isObject: Bool) -> JSONEncodingNode {
        if case .node(let node) = element, node.isObject == isObject { return node }
        let node = JSONEncodingNode(isObject: isObject, depth: depth + 1)
        if element != nil {
            session.record(session.error(Self.twice, path, "container"))
        } else if depth >= session.maximumDepth {
            session.record(session.error(CanonicalJSON.tooDeep, path, "container"))
        } else {
            element = .node(node)
        }
        return node
    }

    private static var twice: JSONCodingFault {
        JSONCodingFault(code: .invalidArgument, problem: "two values are encoded in one place")
    }
}
