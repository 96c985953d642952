import MLCore
import Testing

@Suite("CanonicalJSONEncoder and CanonicalJSONDecoder")
struct CanonicalJSONCodingTests {
    private enum Shape: Codable, Hashable {
        case point
        case circle(radius: Double)
        case box(width: Int, height: Int)
    }

    private struct Inner: Codable, Hashable {
        var name: String
        var note: String?
        var flags: [Bool?]
        var small: Int8
        var large: UInt64
        @ExtendedReal var limit: Double
    }

    private struct Outer: Codable, Hashable {
        var inner: [Inner]
        var byName: [String: Inner]
        var byShape: [Shape: Int]
        var numbers: [Double]
        var floats: [Float]
        var grid: [[Int32]]
        var set: Set<Shape>
        var tree: JSONValue
        var optional: [String: Double?]
    }

    private var outer: Outer {
        let inner = Inner(name: "é\n", note: nil, flags: [true, nil], small: -128, large: 1 << 62, limit: -.infinity)
        return Outer(
            inner: [inner, Inner(name: "", note: "x", flags: [], small: 1, large: 0, limit: 0.5)],
            byName: ["z": inner, "a": inner],
            byShape: [.point: 1, .circle(radius: 0.5): 2, .box(width: 1, height: 2): 3],
            numbers: [0.1, -0.0, 1e300], floats: [0.1, 16_777_216], grid: [[1], [], [2, 3]],
            set: [.circle(radius: 1), .point, .circle(radius: 2)], tree: ["k": [1, 1.5, nil, "s"]],
            optional: ["a": .some(1), "b": Double?.none])
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSONEncoder().encode(value), as: UTF8.self)
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try CanonicalJSONDecoder().decode(type, from: Array(text.utf8))
    }

    @Test("Synthesised Codable types round-trip, and equal values have equal bytes")
    func roundTrip() throws {
        let bytes = try CanonicalJSONEncoder().encode(outer)
        #expect(bytes == (try CanonicalJSONEncoder().encode(outer)))
        let decoder = CanonicalJSONDecoder(requiresCanonicalForm: true, rejectsUnknownKeys: true)
        #expect(try decoder.decode(Outer.self, from: bytes) == outer)
        let tree = try decoder.decode(JSONValue.self, from: bytes)
        #expect(try CanonicalJSONEncoder().encode(tree) == bytes)
    }

    @Test("Numbers only decode into types that hold them exactly")
    func strictNumbers() throws {
        for text in ["1.5", "1.0", "1e2", "9223372036854775808", "-9223372036854775809", "\"1\"", "null", "true", "[]"]
        {
            #expect(throws: CoreError.self, "\(text)") { try decode(Int.self, text) }
        }
        #expect(throws: CoreError.self) { try decode(UInt8.self, "256") }
        #expect(throws: CoreError.self) { try decode(UInt.self, "-1") }
        #expect(throws: CoreError.self) { try decode(Int8.self, "-129") }
        #expect(throws: CoreError.self) { try decode(Double.self, "1e309") }
        #expect(throws: CoreError.self) { try decode(Float.self, "1e39") }
        #expect(throws: CoreError.self) { try decode(Bool.self, "1") }
        #expect(throws: CoreError.self) { try decode(String.self, "1") }
        #expect(throws: CoreError.self) { try decode(Double.self, "\"nan\"") }
        #expect(try decode(Double.self, "1") == 1)
        #expect(try decode(UInt64.self, "18446744073709551615") == .max)
        #expect(try decode(Int?.self, "null") == nil)
        #expect(try decode(Int.self, "-0") == 0)
    }

    @Test("Errors name the place in the text and the coding path")
    func places() throws {
        let wrongType = #expect(throws: CoreError.self) {
            try decode([String: [Int8]].self, "{\"a\":[1],\n\"b\":[1,300]}")
        }
        #expect(wrongType?.details.place == "byte 14, line 2, column 5, in b")
        #expect(wrongType?.details.problem == "element 1: the integer does not fit in Int8")
        let missing = #expect(throws: CoreError.self) { try decode([Inner].self, "[{\"name\":\"\",\"flags\":[]}]") }
        #expect(missing?.code == .malformedInput)
        #expect(missing?.details.problem == "the key 'small' is missing")
        #expect(missing?.details.place == "byte 1, line 1, column 2, in [0]")
        let null = #expect(throws: CoreError.self) { try decode([Inner].self, "[{\"name\":null}]") }
        #expect(null?.details.problem == "expected a string, not null")
        #expect(null?.details.place?.hasSuffix("in [0].name") == true)
        let nonFinite = #expect(throws: CoreError.self) { try text(["a": [1, Double.nan]]) }
        #expect(nonFinite?.code == .nonFiniteValue)
        #expect(nonFinite?.details.place == "a")
    }

    @Test("Not finite numbers are refused wherever they are")
    func nonFinite() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: CoreError.self) { try text(value) }
            #expect(throws: CoreError.self) { try text([Float(value)]) }
            #expect(throws: CoreError.self) { try text(["k": value]) }
            #expect(throws: CoreError.self) { try text(Set([value])) }
            #expect(throws: CoreError.self) { try text(JSONValue.array([.number(value)])) }
        }
    }

    @Test(
        "Canonical mode refuses every other form of the same content",
        arguments: [
            " {\"a\":1.5,\"b\":[\"x\"]}", "{\"a\":1.5,\"b\":[\"x\"]}\n", "{\"b\":[\"x\"],\"a\":1.5}",
            "{\"a\":1.50,\"b\":[\"x\"]}",
            "{\"a\":15e-1,\"b\":[\"x\"]}", "{\"a\":1.5,\"b\":[\"\\u0078\"]}", "{\"a\":1.5,\"b\":[\"x\"],\"c\":0}",
            "{\"a\":1.5e0,\"b\":[\"x\"]}", "{\"a\":1.5, \"b\":[\"x\"]}", "{\"\\u0061\":1.5,\"b\":[\"x\"]}",
        ])
    func canonicalOnly(text: String) throws {
        struct Content: Codable {
            var a: Double
            var b: Set<String>
        }
        _ = try decode(Content.self, text)
        let decoder = CanonicalJSONDecoder(requiresCanonicalForm: true)
        _ = try decoder.decode(Content.self, from: Array("{\"a\":1.5,\"b\":[\"x\"]}".utf8))
        let error = #expect(throws: CoreError.self) { try decoder.decode(Content.self, from: Array(text.utf8)) }
        #expect(error?.details.problem == "the JSON text is not in canonical form")
    }

    @Test("Canonical mode looks through to the decoded value")
    func canonicalValues() {
        let decoder = CanonicalJSONDecoder(requiresCanonicalForm: true)
        #expect(throws: CoreError.self) { try decoder.decode(Double.self, from: Array("1".utf8)) }
        #expect(throws: CoreError.self) { try decoder.decode(Set<Int>.self, from: Array("[2,1]".utf8)) }
        #expect(throws: CoreError.self) { try decoder.decode(Set<Int>.self, from: Array("[1,1]".utf8)) }
        #expect(throws: CoreError.self) { try decoder.decode(Float.self, from: Array("0.10000000149011612".utf8)) }
        #expect(throws: CoreError.self) { try decoder.decode(Int.self, from: Array("-0".utf8)) }
        #expect(throws: CoreError.self) { try decoder.decode(JSONValue.self, from: Array("[1e999]".utf8)) }
    }

    @Test("Unknown keys are refused on request, at any depth")
    func unknownKeys() throws {
        struct Leaf: Codable { var a: Int }
        struct Root: Codable { var leaves: [Leaf] }
        let bytes = Array("{\"leaves\":[{\"a\":1,\"other\":2}]}".utf8)
        _ = try CanonicalJSONDecoder().decode(Root.self, from: bytes)
        let error = #expect(throws: CoreError.self) {
            try CanonicalJSONDecoder(rejectsUnknownKeys: true).decode(Root.self, from: bytes)
        }
        #expect(error?.details.problem == "unknown key 'other'")
    }

    @Test("Unordered collections have the same bytes whatever their order in memory")
    func unordered() throws {
        let strings = (0..<200).map { "element \($0)" }
        let shapes = (0..<50).map { Shape.circle(radius: Double($0)) }
        #expect(try text(Set(strings)) == text(Set(strings.reversed())))
        #expect(
            try text(Dictionary(uniqueKeysWithValues: shapes.map { ($0, 1) }))
                == text(Dictionary(uniqueKeysWithValues: shapes.reversed().map { ($0, 1) })))
        #expect(try text([Set([Set([3, 1]), Set([2])])]) == "[[[1,3],[2]]]")
    }
}
