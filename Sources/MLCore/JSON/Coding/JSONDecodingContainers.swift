/// The members of an object that is being decoded.
struct JSONKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let session: JSONDecodingSession
    let calls: Int
    let path: CodingPath?
    private let object: Int
    private let names: [String]
    private let nodes: [String: Int]

    init(session: JSONDecodingSession, node: Int, calls: Int, path: CodingPath?) throws {
        let document = session.document
        guard document.nodes[node].token == .beginObject else {
            throw session.error(session.mismatch("an object", node: node), [String: Any].self, node: node, path: path)
        }
        var names: [String] = []
        var nodes: [String: Int] = [:]
        names.reserveCapacity(document.nodes[node].count)
        nodes.reserveCapacity(document.nodes[node].count)
        var member = node + 1
        while member < document.nodes[node].next {
            let name = document.key(at: member)
            if session.rejectsUnknownKeys, Key(stringValue: name) == nil {
                let fault = JSONCodingFault(
                    code: .malformedInput,
                    problem: "unknown key '\(name.prefix(60).debugDescription.dropFirst().dropLast())'")
                throw session.error(fault, Key.self, node: member, path: path)
            }
            names.append(name)
            nodes[name] = member + 1
            member = document.nodes[member + 1].next
        }
        self.session = session
        self.calls = calls
        self.path = path
        object = node
        self.names = names
        self.nodes = nodes
    }

    var codingPath: [any CodingKey] { CodingPath.keys(path) }
    var allKeys: [Key] { names.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { nodes[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { session.isNull(try node(key)) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try session.decode(type, node: try node(key), calls: calls, path: CodingPath(path, key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(JSONCodingKey.superKey) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func node(_ key: any CodingKey) throws -> Int {
        guard let node = nodes[key.stringValue] else {
            let fault = JSONCodingFault(code: .malformedInput, problem: "the key '\(key.stringValue)' is missing")
            throw DecodingError.keyNotFound(key, session.context(fault, node: object, path: path))
        }
        return node
    }

    private func decoder(_ key: any CodingKey) throws -> JSONElementDecoder {
        JSONElementDecoder(session: session, node: try node(key), calls: calls, path: CodingPath(path, key))
    }
}

/// The elements of an array that is being decoded.
struct JSONUnkeyedDecodingContainer: UnkeyedDecodingContainer {
    let session: JSONDecodingSession
    let calls: Int
    let path: CodingPath?
    let count: Int?
    private(set) var currentIndex = 0
    private let array: Int
    private var current: Int

    init(session: JSONDecodingSession, node: Int, calls: Int, path: CodingPath?) throws {
        guard session.document.nodes[node].token == .beginArray else {
            throw session.error(session.mismatch("an array", node: node), [Any].self, node: node, path: path)
        }
        self.session = session
        self.calls = calls
        self.path = path
        count = session.document.nodes[node].count
        array = node
        current = node + 1
    }

    var codingPath: [any CodingKey] { CodingPath.keys(path) }
    var isAtEnd: Bool { current >= session.document.nodes[array].next }

    mutating func decodeNil() throws -> Bool {
        guard session.isNull(try checkedNode(Never.self)) else { return false }
        advance()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try session.decode(type, node: try checkedNode(type), calls: calls, path: elementPath)
        advance()
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try decoder().container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder()
        advance()
        return decoder
    }

    private var elementPath: CodingPath { CodingPath(path, JSONCodingKey(intValue: currentIndex)) }

    private mutating func advance() {
        current = session.document.nodes[current].next
        currentIndex += 1
    }

    private func checkedNode(_ type: Any.Type) throws -> Int {
        guard !isAtEnd else {
            let fault = JSONCodingFault(
                code: .malformedInput, problem: "the array has only \(currentIndex) elements")
            throw DecodingError.valueNotFound(type, session.context(fault, node: array, path: path))
        }
        return current
    }

    private func decoder() throws -> JSONElementDecoder {
        JSONElementDecoder(session: session, node: try checkedNode((any Decoder).self), calls: calls, path: elementPath)
    }
}
