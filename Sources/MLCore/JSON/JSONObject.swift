/// The members of a JSON object in the order they were written, with unique keys.
///
/// Two objects are equal when they have equal members, in whatever order, as RFC 8259 has it. Keys are equal as Swift
/// strings are: by Unicode canonical equivalence.
public struct JSONObject: Sendable {
    /// The keys, in order.
    public private(set) var keys: [String] = []
    /// The values, in the order of ``keys``.
    public private(set) var values: [JSONValue] = []
    /// Where each key is, once there are too many keys to search through.
    private var positions: [String: Int] = [:]

    private static let fewKeys = 16

    /// Creates an object without members.
    public init() {}

    /// Creates an object of members.
    ///
    /// - Parameter members: Keys and values, in order.
    /// - Throws: ``CoreError`` of code `duplicateName` when a key occurs twice.
    public init(_ members: [(key: String, value: JSONValue)]) throws(CoreError) {
        for (key, value) in members {
            guard position(of: key) == nil else {
                throw CoreError(.duplicateName, "a JSON object must not have the key '\(key)' twice")
            }
            append(key, value)
        }
    }

    /// Creates an object of members whose keys the reader has already found to be unique.
    init(uniqueKeys keys: [String], values: [JSONValue]) {
        self.keys = keys
        self.values = values
        if keys.count > Self.fewKeys { index() }
    }

    /// The number of members.
    public var count: Int { keys.count }

    /// Whether the object has no members.
    public var isEmpty: Bool { keys.isEmpty }

    /// The members, in order.
    public var members: Zip2Sequence<[String], [JSONValue]> { zip(keys, values) }

    /// The value of a key: `nil` when there is none, and setting `nil` removes the member.
    public subscript(key: String) -> JSONValue? {
        get { position(of: key).map { values[$0] } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): values[position] = value
            case (let position?, nil):
                keys.remove(at: position)
                values.remove(at: position)
                positions = [:]
                if keys.count > Self.fewKeys { index() }
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    private func position(of key: String) -> Int? {
        positions.isEmpty ? keys.firstIndex(of: key) : positions[key]
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        keys.append(key)
        values.append(value)
        if !positions.isEmpty {
            positions[key] = keys.count - 1
        } else if keys.count > Self.fewKeys {
            index()
        }
    }

    private mutating func index() {
        positions.reserveCapacity(keys.count)
        for (position, key) in keys.enumerated() { positions[key] = position }
    }
}

extension JSONObject: Hashable {
    /// Whether two objects have equal members, in whatever order.
    public static func == (first: JSONObject, second: JSONObject) -> Bool {
        first.count == second.count && first.members.allSatisfy { second[$0.0] == $0.1 }
    }

    /// Hashes the members in a way that does not depend on their order.
    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for (key, value) in members {
            var member = Hasher()
            member.combine(key)
            member.combine(value)
            combined ^= member.finalize()
        }
        hasher.combine(count)
        hasher.combine(combined)
    }
}
