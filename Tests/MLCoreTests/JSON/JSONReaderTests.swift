import MLCore
import Testing

@Suite("JSONReader")
struct JSONReaderTests {
    @Test(
        "Texts of RFC 8259 are read",
        arguments: [
            ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-1", -1), ("-0", .number(-0.0)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)), ("0.0", 0.0),
            ("1.5e3", 1500.0), ("1E+2", 100.0), ("1e-400", 0.0), ("-0.0", .number(-0.0)), ("\"\"", ""),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"), ("\"\\u0041\\u00e9\\u65e5\"", "Aé日"),
            ("\"\\ud83c\\udfac\"", "🎬"), ("\"\\uD83C\\uDFAC and more text\"", "🎬 and more text"),
            ("\"\\u0000\"", "\0"), ("\"日本語 text é 🎬 and a long plain tail\"", "日本語 text é 🎬 and a long plain tail"),
            ("\"\u{7f}\u{2028}\u{feff}\"", "\u{7f}\u{2028}\u{feff}"), ("[]", []), ("[ ]", []), ("{}", [:]),
            ("{ }", [:]), ("[1,[2,[3]],{}]", [1, [2, [3]], [:]]), ("{\"\":0}", ["": 0]),
            ("{\"a\":{\"a\":1},\"b\":[{\"a\":2},{\"a\":3}]}", ["a": ["a": 1], "b": [["a": 2], ["a": 3]]]),
            ("\t\r\n [ \n1 ,\t2\r]\n", [1, 2]), ("[\"\\\\\",\"\\\"\"]", ["\\", "\""]),
        ] as [(String, JSONValue)])
    func accepted(text: String, value: JSONValue) throws {
        #expect(try JSONReader().value(fromText: text) == value)
    }

    @Test(
        "Everything else is refused",
        arguments: [
            "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "-", "+1", "01", "-01", "00", "1.", ".5",
            "1.e5", "1e", "1e+", "0x10", "1_000", "1 2", "1,", "- 1", "--1", "1e5.5", "1..2", "'a'", "\"", "\"a",
            "\"a\\\"", "\"\\", "\"\\a\"", "\"\\x41\"", "\"\\u\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\U0041\"",
            "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"", "\"\\udfac\\ud83c\"",
            "\"\\ud83c\\udfa\"", "\"\\ud83c", "\"a\nb\"", "\"a\tb\"", "\"\u{1f}\"", "\"\0\"", "[", "]", "[1", "[1,",
            "[1,]",
            "[,1]", "[1 2]", "[1,,2]", "[1]]", "[}", "{", "}", "{]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
            "{\"a\":1,}", "{\"a\" 1}", "{\"a\":}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "{,}", "{\"a\",1}",
            "{\"a\":1}}", "[\"a\":1]", "//c\n1", "/**/1", "1//c", "#", "\u{feff}1", "\u{a0}1", "\u{c}1", "1\0", "\u{b}",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"é\":1,\"e\u{301}\":2}",
            "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
            "9223372036854775808", "-9223372036854775809", "1e309", "-1e309", "[1e999999999999999999999]",
            "undefined", "[1;2]", "{\"a\"=1}", "\"a\" \"b\"", "[true false]", "tru", "[nul]", "[-]", "{\"a\":-}",
        ])
    func refused(text: String) {
        let error = #expect(throws: CoreError.self) { try JSONReader().value(fromText: text) }
        #expect(error?.code == .malformedInput)
        #expect(error?.details.place?.hasPrefix("byte ") == true)
    }

    @Test(
        "Bytes that are not UTF-8 are refused at their offset",
        arguments: [
            ([0x22, 0x80, 0x22], 1), ([0x22, 0xC0, 0xAF, 0x22], 1), ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xE2, 0x82], 1), ([0xFE, 0xFF], 0),
            ([0x31, 0x00], 1), ([0x22, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xFF, 0x22], 10),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: CoreError.self) { try JSONReader().value(from: bytes) }
        #expect(error?.details.place == "byte \(offset), line 1, column \(offset + 1)")
    }

    @Test("Errors name byte, line and column")
    func place() {
        let error = #expect(throws: CoreError.self) {
            try JSONReader().value(fromText: "{\n  \"a\": 1,\n  \"b\": tru\n}")
        }
        #expect(error?.details.place == "byte 19, line 3, column 8")
        #expect(error?.details.problem == "malformed JSON: expected 'true', not 't'")
    }

    @Test("A long or strange duplicate key is quoted on one line")
    func quotedKey() {
        let key = "new\\nline" + String(repeating: "k", count: 500)
        let error = #expect(throws: CoreError.self) { try JSONReader().value(fromText: "{\"\(key)\":1,\"\(key)\":2}") }
        #expect(error?.description.contains("\n") == false)
        #expect((error?.description.count ?? 0) < 250)
    }

    @Test("Every limit is enforced at its boundary")
    func limits() throws {
        func code(_ text: String, _ limits: JSONLimits) -> CoreError.Code? {
            do throws(CoreError) {
                _ = try JSONReader(limits: limits).value(fromText: text)
                return nil
            } catch { return error.code }
        }
        #expect(code("[1]", JSONLimits(maximumByteCount: 3)) == nil)
        #expect(code("[1] ", JSONLimits(maximumByteCount: 3)) == .limitExceeded)
        #expect(code("[{}]", JSONLimits(maximumDepth: 2)) == nil)
        #expect(code("[{\"a\":[]}]", JSONLimits(maximumDepth: 2)) == .limitExceeded)
        #expect(code("1", JSONLimits(maximumDepth: 0)) == nil)
        #expect(code("[]", JSONLimits(maximumDepth: 0)) == .limitExceeded)
        #expect(code("\"abc\"", JSONLimits(maximumStringByteCount: 3)) == nil)
        #expect(code("\"abcd\"", JSONLimits(maximumStringByteCount: 3)) == .limitExceeded)
        #expect(code("{\"abcd\":1}", JSONLimits(maximumStringByteCount: 3)) == .limitExceeded)
        #expect(code("[1,2]", JSONLimits(maximumValueCount: 3)) == nil)
        #expect(code("[1,2,3]", JSONLimits(maximumValueCount: 3)) == .limitExceeded)
        #expect(JSONLimits(maximumDepth: 100_000).maximumDepth == JSONLimits.deepestNesting)
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(code(deep, JSONLimits()) == nil)
        #expect(code("[\(deep)]", JSONLimits()) == .limitExceeded)
    }

    @Test("Integers beyond 64 bits become doubles only on request")
    func largeIntegers() throws {
        let reader = JSONReader(limits: JSONLimits(largeIntegers: .roundToDouble))
        #expect(try reader.value(fromText: "9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try reader.value(fromText: "9223372036854775807") == .integer(.max))
        let huge = String(repeating: "9", count: 400)
        #expect(throws: CoreError.self) { try reader.value(fromText: huge) }
    }

    @Test("Nesting 100,000 deep is refused without recursion")
    func depthBomb() {
        for opening in ["[", "{\"a\":", "[{\"a\":"] {
            let text = String(repeating: opening, count: 100_000)
            let error = #expect(throws: CoreError.self) { try JSONReader().value(fromText: text) }
            #expect(error?.code == .limitExceeded)
        }
    }

    @Test("Duplicate keys are found among many, and many different keys are read")
    func manyKeys() throws {
        for count in [15, 16, 17, 31, 32, 33, 34, 2000] {
            let members = (0..<count).map { "\"key \($0)\":\($0)" }
            let value = try JSONReader().value(fromText: "{\(members.joined(separator: ","))}")
            #expect(value.objectValue?.count == count)
            #expect(value["key \(count - 1)"] == .integer(Int64(count - 1)))
            #expect(value["key \(count)"] == nil)
            for repeated in [0, count / 2, count - 1] {
                let text = "{\((members + ["\"k\\u0065y \(repeated)\":0"]).joined(separator: ","))}"
                #expect(throws: CoreError.self) { try JSONReader().value(fromText: text) }
            }
        }
    }

    @Test("Every cut of a text is refused")
    func truncation() throws {
        let text = Array("{\"a\":[1.5e3,\"\\ud83c\\udfac é\",true,null],\"b\":{\"c\":-0.25}}".utf8)
        _ = try JSONReader().value(from: text)
        for count in 0..<text.count {
            #expect(throws: CoreError.self) { try JSONReader().value(from: Array(text[..<count])) }
        }
    }

    @Test("Raw memory reads like an array")
    func rawMemory() throws {
        let value = try Array("[1,\"a\"]".utf8).withUnsafeBytes { (bytes) throws(CoreError) in
            try JSONReader().value(from: bytes)
        }
        #expect(value == [1, "a"])
        #expect(throws: CoreError.self) { try JSONReader().value(from: UnsafeRawBufferPointer(start: nil, count: 0)) }
    }
}
