import MLCore
import Testing

@Suite("Canonical JSON with custom coding")
struct CanonicalJSONCustomCodingTests {
    private enum Key: String, CodingKey { case a, b, list, object }

    private class Base: Codable {
        var a = 1

        init() {}
    }

    private final class Derived: Base {
        var b = 2

        override init() { super.init() }

        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            b = try container.decode(Int.self, forKey: .b)
            try super.init(from: container.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(b, forKey: .b)
            try super.encode(to: container.superEncoder())
        }
    }

    /// Uses nested containers of both kinds.
    private struct Nested: Codable, Equatable {
        var values: [Int]

        init(values: [Int]) { self.values = values }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            var list = try container.nestedUnkeyedContainer(forKey: .list)
            values = []
            while !list.isAtEnd {
                var pair = try list.nestedUnkeyedContainer()
                #expect(pair.count == 2)
                values.append(try pair.decode(Int.self))
                #expect(try pair.decodeNil())
                #expect(pair.isAtEnd)
                #expect(throws: DecodingError.self) { try pair.decode(Int.self) }
            }
            let object = try container.nestedContainer(keyedBy: Key.self, forKey: .object)
            #expect(try object.decode(String.self, forKey: .a) == "x")
            #expect(object.allKeys == [.a])
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            for value in values {
                var pair = list.nestedUnkeyedContainer()
                try pair.encode(value)
                try pair.encodeNil()
            }
            try object.encode("x", forKey: .a)
        }
    }

    private struct Custom: Encodable {
        let body: @Sendable (any Encoder) throws -> Void

        func encode(to encoder: any Encoder) throws { try body(encoder) }
    }

    private struct Endless: Codable {
        init() {}
        init(from decoder: any Decoder) throws { self = try decoder.singleValueContainer().decode(Endless.self) }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(self)
        }
    }

    private struct Failing: Codable {
        struct Failure: Error {}
        init() {}
        init(from decoder: any Decoder) throws { throw Failure() }
        func encode(to encoder: any Encoder) throws { throw CoreError(.malformedModel, "own error") }
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSONEncoder().encode(value), as: UTF8.self)
    }

    private func failure(_ body: @escaping @Sendable (any Encoder) throws -> Void) -> CoreError? {
        #expect(throws: CoreError.self) { try CanonicalJSONEncoder().encode([Custom(body: body)]) }
    }

    @Test("Super encoders and nested containers round-trip")
    func containers() throws {
        let derived = Derived()
        derived.a = 5
        #expect(try text(derived) == #"{"b":2,"super":{"a":5}}"#)
        let read = try CanonicalJSONDecoder(requiresCanonicalForm: true)
            .decode(Derived.self, from: CanonicalJSONEncoder().encode(derived))
        #expect(read.a == 5)
        #expect(read.b == 2)
        let nested = Nested(values: [1, 2])
        #expect(try text(nested) == #"{"list":[[1,null],[2,null]],"object":{"a":"x"}}"#)
        #expect(try CanonicalJSONDecoder().decode(Nested.self, from: CanonicalJSONEncoder().encode(nested)) == nested)
    }

    @Test("A second container of the same kind continues the first")
    func sharedContainer() throws {
        let value = Custom { encoder in
            var first = encoder.container(keyedBy: Key.self)
            try first.encode(1, forKey: .b)
            var second = encoder.container(keyedBy: Key.self)
            try second.encode(2, forKey: .a)
        }
        #expect(try text(value) == #"{"a":2,"b":1}"#)
    }

    @Test("Misuse of an encoder is an error")
    func misuse() {
        #expect(failure { _ in }?.code == .invalidArgument)
        let duplicate = failure { encoder in
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(1, forKey: .a)
            try container.encode(2, forKey: .a)
        }
        #expect(duplicate?.code == .duplicateName)
        #expect(duplicate?.details.place == "[0].a")
        let mixed = failure { encoder in
            _ = encoder.container(keyedBy: Key.self)
            _ = encoder.unkeyedContainer()
        }
        #expect(mixed?.code == .invalidArgument)
        let twice = failure { encoder in
            var container = encoder.singleValueContainer()
            try container.encode(1)
            try container.encode(2)
        }
        #expect(twice?.code == .invalidArgument)
        let nestedTwice = failure { encoder in
            var container = encoder.container(keyedBy: Key.self)
            _ = container.nestedUnkeyedContainer(forKey: .a)
            _ = container.nestedUnkeyedContainer(forKey: .a)
        }
        #expect(nestedTwice?.code == .duplicateName)
    }

    @Test("Endless and too deep values are refused in both directions")
    func depth() throws {
        #expect(throws: CoreError.self) { try text(Endless()) }
        #expect(throws: CoreError.self) { try CanonicalJSONDecoder().decode(Endless.self, from: Array("1".utf8)) }
        var value: JSONValue = 1
        for _ in 0..<64 { value = [value] }
        #expect(try CanonicalJSONDecoder().decode(JSONValue.self, from: CanonicalJSONEncoder().encode(value)) == value)
        let error = #expect(throws: CoreError.self) { try text(JSONValue.array([value])) }
        #expect(error?.code == .limitExceeded)
        #expect(throws: CoreError.self) { try text([value]) }
        #expect(throws: CoreError.self) { try text(["k": value]) }
        #expect(throws: CoreError.self) { try text(Set([value])) }
        let deep = Custom { encoder in
            var container = encoder.unkeyedContainer()
            for _ in 0..<100 { container = container.nestedUnkeyedContainer() }
            try container.encode(1)
        }
        #expect(throws: CoreError.self) { try text(deep) }
    }

    @Test("Errors of the types themselves are kept")
    func ownErrors() {
        let core = #expect(throws: CoreError.self) { try text([Failing()]) }
        #expect(core?.code == .malformedModel)
        let other = #expect(throws: CoreError.self) {
            try CanonicalJSONDecoder().decode([Failing].self, from: Array("[1]".utf8))
        }
        #expect(other?.code == .malformedInput)
        #expect(other?.details.cause is Failing.Failure)
    }

    @Test("User information reaches both directions")
    func userInfo() throws {
        struct Reads: Codable {
            var seen: String
            init() { seen = "" }
            init(from decoder: any Decoder) throws { seen = try Self.value(decoder.userInfo) }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(Self.value(encoder.userInfo))
            }
            static func value(_ info: [CodingUserInfoKey: Any]) throws -> String {
                let key = try #require(CodingUserInfoKey(rawValue: "key"))
                return try #require(info[key] as? String)
            }
        }
        let key = try #require(CodingUserInfoKey(rawValue: "key"))
        var encoder = CanonicalJSONEncoder()
        encoder.userInfo[key] = "value"
        #expect(try encoder.encode([Reads()]) == Array("[\"value\"]".utf8))
        var decoder = CanonicalJSONDecoder()
        decoder.userInfo[key] = "value"
        #expect(try decoder.decode([Reads].self, from: Array("[1]".utf8)).first?.seen == "value")
    }
}
