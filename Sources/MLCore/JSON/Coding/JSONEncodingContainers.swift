/// The members of an object that is being encoded.
struct JSONKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let session: JSONEncodingSession
    let node: JSONEncodingNode
    let calls: Int
    let path: CodingPath?

    var codingPath: [any CodingKey] { CodingPath.keys(path) }

    mutating func encodeNil(forKey key: Key) throws {
        try add(key, "null") { _ in session.null() }
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try add(key, value) { path in try session.element(value, depth: node.depth, calls: calls, path: path) }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        let encoder = nested(key)
        return encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { nested(JSONCodingKey.superKey) }

    mutating func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func add(_ key: any CodingKey, _ value: Any, _ body: (CodingPath) throws -> JSONEncodingElement) throws {
        let path = CodingPath(path, key)
        guard node.knownKeys.insert(key.stringValue).inserted else {
            throw session.error(
                JSONCodingFault(code: .duplicateName, problem: "a key is encoded twice"), path, value)
        }
        let element = try body(path)
        node.keys.append(key.stringValue)
        node.elements.append(element)
    }

    private func nested(_ key: any CodingKey) -> JSONElementEncoder {
        let encoder = JSONElementEncoder(
            session, depth: node.depth, calls: calls + 1, path: CodingPath(path, key))
        do {
            try add(key, "container") { _ in .encoder(encoder) }
        } catch {
            session.record(error)
        }
        return encoder
    }
}

/// The elements of an array that is being encoded.
struct JSONUnkeyedEncodingContainer: UnkeyedEncodingContainer {
    let session: JSONEncodingSession
    let node: JSONEncodingNode
    let calls: Int
    let path: CodingPath?

    var codingPath: [any CodingKey] { CodingPath.keys(path) }
    var count: Int { node.elements.count }

    mutating func encodeNil() throws { node.elements.append(session.null()) }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        node.elements.append(try session.element(value, depth: node.depth, calls: calls, path: nextPath))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

    mutating func superEncoder() -> any Encoder { nested() }

    private var nextPath: CodingPath { CodingPath(path, JSONCodingKey(intValue: count)) }

    private func nested() -> JSONElementEncoder {
        let encoder = JSONElementEncoder(session, depth: node.depth, calls: calls + 1, path: nextPath)
        node.elements.append(.encoder(encoder))
        return encoder
    }
}
