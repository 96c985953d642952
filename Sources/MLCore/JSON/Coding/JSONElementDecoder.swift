/// The decoder that one value sees; it also is its single-value container.
struct JSONElementDecoder: Decoder, SingleValueDecodingContainer {
    let session: JSONDecodingSession
    let node: Int
    let calls: Int
    let path: CodingPath?

    var codingPath: [any CodingKey] { CodingPath.keys(path) }
    var userInfo: [CodingUserInfoKey: Any] { session.userInfo }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(
            try JSONKeyedDecodingContainer<Key>(session: session, node: node, calls: calls, path: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try JSONUnkeyedDecodingContainer(session: session, node: node, calls: calls, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { session.isNull(node) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try session.decode(type, node: node, calls: calls, path: path)
    }
}
