import MLCore
import Testing

@Suite("Value and ColumnType")
struct ValueTests {
    private static let samples: [(Value, ColumnType?, Double?, String, String)] = [
        (.missing, nil, nil, "missing", "null"),
        (.bool(true), .bool, 1, "true", #"{"bool":true}"#),
        (.bool(false), .bool, 0, "false", #"{"bool":false}"#),
        (.int64(.min), .int64, -0x1p63, "-9223372036854775808", #"{"int64":-9223372036854775808}"#),
        (.int64(9_007_199_254_740_993), .int64, 0x1p53, "9007199254740993", #"{"int64":9007199254740993}"#),
        (.double(0.1), .double, 0.1, "0.1", #"{"double":0.1}"#),
        (.double(.infinity), .double, .infinity, "inf", #"{"double":"inf"}"#),
        (.double(-.infinity), .double, -.infinity, "-inf", #"{"double":"-inf"}"#),
        (.float(0.1), .float, Double(0.1 as Float), "0.1", #"{"float":0.1}"#),
        (.float(-.infinity), .float, -.infinity, "-inf", #"{"float":"-inf"}"#),
        (.string("missing"), .string, nil, "missing", #"{"string":"missing"}"#),
        (.string(""), .string, nil, "", #"{"string":""}"#),
        (
            .timestamp(Timestamp(microseconds: -1)), .timestamp, nil, "1969-12-31T23:59:59.999999Z",
            #"{"timestamp":-1}"#
        ),
        (.stringList([]), .stringList, nil, "[]", #"{"stringList":[]}"#),
        (.stringList(["a", "b"]), .stringList, nil, "[a, b]", #"{"stringList":["a","b"]}"#),
    ]

    @Test("Every kind of value has its type, number, text and stored bytes", arguments: samples.indices)
    func kinds(index: Int) throws {
        let (value, type, number, text, stored) = Self.samples[index]
        #expect(value.type == type)
        #expect(value.number == number)
        #expect(value.description == text)
        #expect(value.isMissing == (type == nil))
        try expectGoldenBytes(value, stored)
        try expectGoldenBytes([value], "[\(stored)]")
        try expectGoldenBytes(["k": value], "{\"k\":\(stored)}")
    }

    @Test("NaN is stored as text and is neither missing nor equal to itself")
    func nan() throws {
        for value in [Value.double(.nan), .float(.nan), .double(-.nan)] {
            let bytes = try CanonicalJSONEncoder().encode(value)
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(#":"nan"}"#))
            let read = try CanonicalJSONDecoder().decode(Value.self, from: bytes)
            #expect(read.type == value.type)
            #expect(read.number?.isNaN == true)
            #expect(!read.isMissing)
            #expect(value != value)
        }
    }

    @Test(
        "Stored values that are not exactly one known type are refused",
        arguments: [
            "{}", #"{"int64":1,"double":1.0}"#, #"{"integer":1}"#, #"{"int64":1.5}"#, #"{"int64":null}"#,
            #"{"double":"NaN"}"#, #"{"double":true}"#, #"{"double":1e999}"#, #"{"float":1e39}"#, #"{"bool":1}"#, "1",
            #""text""#, "[]", #"{"stringList":[1]}"#, #"{"timestamp":9223372036854775808}"#,
        ])
    func malformed(text: String) {
        #expect(throws: (any Error).self) { try decoded(Value.self, text) }
    }

    @Test("Numbers keep their own shortest form and sign")
    func extendedReal() throws {
        try expectGoldenBytes(ExtendedReal(wrappedValue: 16_777_216 as Float), "16777216.0")
        try expectGoldenBytes(ExtendedReal(wrappedValue: Float.leastNonzeroMagnitude), "1e-45")
        let zero = try decoded(ExtendedReal<Float>.self, "-0.0").wrappedValue
        #expect(zero.sign == .minus)
        #expect(ExtendedReal(wrappedValue: Double.nan) == ExtendedReal(wrappedValue: -Double.nan))
        let numbers = [Double.nan, -Double.nan, 0.0, -0.0, 1]
        #expect(Set(numbers.map { ExtendedReal(wrappedValue: $0) }).count == 3)
        for text in [#""Infinity""#, #""""#, "null", "[1]", "1e39", #"{"nan":1}"#] {
            #expect(throws: (any Error).self) { try decoded(ExtendedReal<Float>.self, text) }
        }
    }

    @Test("Column types are numeric or not, and stored by name")
    func columnTypes() throws {
        #expect(ColumnType.allCases.filter(\.isNumeric) == [.int64, .double, .float])
        try expectGoldenBytes(
            ColumnType.allCases, #"["bool","int64","double","float","string","timestamp","stringList"]"#)
        #expect(throws: (any Error).self) { try decoded(ColumnType.self, #""int32""#) }
    }
}
