import MLCore
import Testing

/// The bytes of decision record 1: a change here is a new format version.
@Suite("Canonical JSON, golden bytes")
struct CanonicalJSONGoldenTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSONEncoder().encode(value), as: UTF8.self)
    }

    @Test(
        "Doubles",
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
            (0.1 + 0.2, "0.30000000000000004"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"),
            (1e15, "1000000000000000.0"), (1e20, "100000000000000000000.0"), (1e21, "1e+21"), (1.5e300, "1.5e+300"),
            (0x1p53, "9007199254740992.0"), (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
        ] as [(Double, String)])
    func doubles(value: Double, expected: String) throws {
        #expect(try text(value) == expected)
        #expect(try text([value]) == "[\(expected)]")
        #expect(try text(JSONValue.number(value)) == expected)
        let read = try CanonicalJSONDecoder(requiresCanonicalForm: true).decode(Double.self, from: Array(expected.utf8))
        #expect(read.bitPattern == value.bitPattern)
    }

    @Test(
        "Floats",
        arguments: [
            (0.1, "0.1"), (16_777_216, "16777216.0"), (.greatestFiniteMagnitude, "3.4028235e+38"),
            (.leastNonzeroMagnitude, "1e-45"),
        ] as [(Float, String)])
    func floats(value: Float, expected: String) throws {
        #expect(try text(value) == expected)
        let read = try CanonicalJSONDecoder(requiresCanonicalForm: true).decode(Float.self, from: Array(expected.utf8))
        #expect(read == value)
    }

    @Test("Integers, truth values and null")
    func integers() throws {
        #expect(try text(Int64.min) == "-9223372036854775808")
        #expect(try text(Int64.max) == "9223372036854775807")
        #expect(try text(UInt64.max) == "18446744073709551615")
        #expect(try text([true, false]) == "[true,false]")
        #expect(try text(Int?.none) == "null")
        #expect(try text(JSONValue.null) == "null")
        #expect(try text([Int?.none, 1]) == "[null,1]")
    }

    @Test("Extended reals")
    func extendedReals() throws {
        let values = [Double.nan, .infinity, -.infinity, 0.5].map { ExtendedReal(wrappedValue: $0) }
        #expect(try text(values) == "[\"nan\",\"inf\",\"-inf\",0.5]")
        let read = try CanonicalJSONDecoder(requiresCanonicalForm: true)
            .decode([ExtendedReal<Double>].self, from: CanonicalJSONEncoder().encode(values))
        #expect(read == values)
        let floats = [Float.nan, .infinity, -.infinity, 0.1].map { ExtendedReal(wrappedValue: $0) }
        #expect(try text(floats) == "[\"nan\",\"inf\",\"-inf\",0.1]")
        let readFloats = try CanonicalJSONDecoder(requiresCanonicalForm: true)
            .decode([ExtendedReal<Float>].self, from: CanonicalJSONEncoder().encode(floats))
        #expect(readFloats == floats)
    }

    @Test("Strings")
    func strings() throws {
        #expect(try text("\u{20ac}$\u{F}\u{a}A'\u{42}\u{22}\u{5c}\\\"/") == #""€$\u000f\nA'B\"\\\\\"/""#)
        #expect(
            try text("\u{8}\u{9}\u{a}\u{c}\u{d}\u{0}\u{7f}\u{2028}") == #""\b\t\n\f\r\u0000"# + "\u{7f}\u{2028}\"")
    }

    @Test("Key order")
    func keyOrder() throws {
        let members = ["€", "\r", "\u{fb33}", "1", "😀", "\u{80}", "ö"]
        let expected = ["\\r", "1", "\u{80}", "ö", "€", "😀", "\u{fb33}"]
        let bytes = "{" + expected.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try text(Dictionary(members.map { ($0, 0) }, uniquingKeysWith: { $1 })) == bytes)
        var object = JSONObject()
        for member in members { object[member] = 0 }
        #expect(try text(JSONValue.object(object)) == bytes)
    }

    @Test("Containers")
    func containers() throws {
        let value: JSONValue = ["b": [1, 2.0, [:]], "a": ["y": [], "x": nil]]
        #expect(try text(value) == #"{"a":{"x":null,"y":[]},"b":[1,2.0,{}]}"#)
        #expect(try text(Set([10, 9, 1])) == "[1,10,9]")
        #expect(try text(Set(["b", "a"])) == #"["a","b"]"#)
        #expect(try text([10: "x", 9: "y"]) == #"{"10":"x","9":"y"}"#)
        #expect(try text([2.5: 1, 0.5: 2]) == "[0.5,2,2.5,1]")
    }
}
