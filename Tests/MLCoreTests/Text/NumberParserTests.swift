import MLCore
import Testing

@Suite("NumberParser")
struct NumberParserTests {
    @Test(
        "Text inside of the grammar is read",
        arguments: [
            ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("1.5", 1.5), (".5", 0.5), ("5.", 5), ("-.5", -0.5),
            ("1e3", 1000), ("1E+3", 1000), ("1.e-3", 0.001), ("123456789012345678", 123_456_789_012_345_680),
            ("0.1", 0.1), ("1e22", 1e22), ("1e23", 1e23), ("9007199254740993", 9_007_199_254_740_992),
            ("9007199254740993.00000000000000000000001", 9_007_199_254_740_994),
            ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown), ("5e-324", .leastNonzeroMagnitude),
            ("2.4703282292062327e-324", 0),
            ("2.4703282292062328e-324", .leastNonzeroMagnitude), ("1e-400", 0),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("0e999999999999999999999", 0), ("1e-999999999999999999999", 0),
        ] as [(String, Double)])
    func accepted(text: String, value: Double) {
        #expect(NumberParser.double(text) == value)
        #expect(NumberParser.double(Array(text.utf8)[...]) == value)
    }

    @Test(
        "Text outside of the grammar is refused",
        arguments: [
            "", " ", "+", "-", ".", "e5", "1e", "1e+", "--1", "+-1", "1.2.3", "1 ", " 1", "1_000", "1,000", "0x10",
            "nan",
            "NaN", "inf", "Infinity", "1f", "1d", "١٢", "1e5.5", "1\u{0}", "½", "−1",
        ])
    func refused(text: String) {
        #expect(NumberParser.double(text) == nil)
        #expect(NumberParser.float(text) == nil)
        #expect(NumberParser.int64(text) == nil)
    }

    @Test("Overflow is refused and never becomes infinity")
    func overflow() {
        #expect(NumberParser.double("1e309") == nil)
        #expect(NumberParser.double("-1e400") == nil)
        #expect(NumberParser.double("1.7976931348623159e308") == nil)
        #expect(NumberParser.double("1e999999999999999999999999") == nil)
        #expect(NumberParser.double(String(repeating: "9", count: 400)) == nil)
        #expect(NumberParser.float("3.5e38") == nil)
        #expect(NumberParser.float("3.4028235e38") == Float.greatestFiniteMagnitude)
    }

    @Test("Negative zero keeps its sign, however small the text")
    func negativeZero() {
        for text in ["-0", "-0.0", "-0e5", "-1e-400", "-1e-999999999999"] {
            #expect(NumberParser.double(text)?.bitPattern == (-0.0).bitPattern, "\(text)")
            #expect(NumberParser.float(text)?.bitPattern == Float(-0.0).bitPattern, "\(text)")
        }
    }

    @Test("64-bit integers are exact to their limits")
    func integers() {
        #expect(NumberParser.int64("9223372036854775807") == .max)
        #expect(NumberParser.int64("-9223372036854775808") == .min)
        #expect(NumberParser.int64("9223372036854775808") == nil)
        #expect(NumberParser.int64("-9223372036854775809") == nil)
        #expect(NumberParser.int64("99999999999999999999999999") == nil)
        #expect(NumberParser.int64("-0") == 0)
        #expect(NumberParser.int64("+0012") == 12)
        #expect(NumberParser.int64("1.0") == nil)
        #expect(NumberParser.int64("1e2") == nil)
        let text = Array("18446744073709551615".utf8)
        #expect(text.withUnsafeBufferPointer { NumberParser.uint64($0) } == .max)
        #expect(Array("-1".utf8).withUnsafeBufferPointer { NumberParser.uint64($0) } == nil)
        #expect(Array("18446744073709551616".utf8).withUnsafeBufferPointer { NumberParser.uint64($0) } == nil)
    }

    @Test("Every printed double and float reads back with the same bits")
    func roundTrip() {
        var source = FuzzSource(seed: 1)
        for _ in 0..<20_000 {
            let double = source.anyFiniteDouble()
            #expect(NumberParser.double(double.description)?.bitPattern == double.bitPattern)
            let float = source.anyFiniteFloat()
            #expect(NumberParser.float(float.description)?.bitPattern == float.bitPattern)
        }
    }

    @Test("Short and long decimals round as the standard library rounds them")
    func rounding() {
        var source = FuzzSource(seed: 2)
        for _ in 0..<20_000 {
            var text = source.next() & 1 == 0 ? "-" : ""
            let digits = Int.random(in: 1...30, using: &source)
            for _ in 0..<digits { text += "\(source.next() % 10)" }
            if source.next() & 1 == 0 {
                text += "."
                for _ in 0..<(source.next() % 20) { text += "\(source.next() % 10)" }
            }
            if source.next() & 1 == 0 { text += "e\(Int.random(in: -60...30, using: &source))" }
            #expect(NumberParser.double(text) == Double(text), "\(text)")
            let float = Float(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(NumberParser.float(text) == float, "\(text)")
        }
    }

    @Test("Floats round once, from the text")
    func floatRoundsOnce() {
        // Just above the midpoint of 1 and the next float, by less than a double can tell.
        #expect(NumberParser.float("1.00000005960464477539062500000001") == Float(1).nextUp)
        #expect(NumberParser.float("1.000000059604644775390625") == 1)
        #expect(NumberParser.float("16777217") == 16_777_216)
        #expect(NumberParser.float("16777219") == 16_777_220)
    }

    @Test("Very long text is read with the exact digits that decide")
    func longText() {
        let midpoint = "9007199254740993"
        let zeros = String(repeating: "0", count: 5000)
        #expect(NumberParser.double("\(midpoint).\(zeros)") == 9_007_199_254_740_992)
        #expect(NumberParser.double("\(midpoint).\(zeros)1") == 9_007_199_254_740_994)
        #expect(NumberParser.double("0.\(zeros)1e5001") == 1)
        #expect(NumberParser.double("1\(zeros)e-5000") == 1)
        #expect(
            NumberParser.double("123456789012345678901234567890\(zeros)e-5000")
                == 0x1.8EE90FF6C373Ep+96)
    }
}
