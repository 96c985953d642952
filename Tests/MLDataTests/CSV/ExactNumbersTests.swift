import MLCore
import MLData
import Testing

@Suite("Numbers are read and written exactly")
struct ExactNumbersTests {
    @Test("A double or float of any exponent reads back from its shortest text, bit for bit")
    func shortest() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<60_000 {
            let double = Double(bitPattern: random.next())
            if double.isFinite { #expect(NumberParser.double("\(double)")?.bitPattern == double.bitPattern) }
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            if float.isFinite { #expect(NumberParser.float("\(float)")?.bitPattern == float.bitPattern) }
        }
    }

    @Test("Decimal numbers of any length and exponent are rounded as the standard library rounds them")
    func rounding() {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<30_000 {
            let digits = (0..<1 + random.next(below: 3)).map { _ in "\(random.next())" }.joined()
            let text =
                String(digits.prefix(1 + random.next(below: digits.utf8.count))) + "e\(random.next(below: 700) - 360)"
            let double = Double(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(NumberParser.double(text)?.bitPattern == double?.bitPattern, "\(text)")
            let float = Float(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(NumberParser.float(text)?.bitPattern == float?.bitPattern, "\(text)")
        }
    }

    @Test("Hard cases: half way between two doubles, the smallest and the largest ones")
    func limits() {
        for text in [
            "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9406564584124654e-324", "2.4703282292062327e-324",
            "2.4703282292062328e-324", "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308",
            "9007199254740993", "9007199254740992.5", "9007199254740991.5", "5e-324", "2e-324", "1e23", "8.5e-320",
            "6.631236846766476e-316", "3.4028234663852886e38", "3.4028235677973366e38", "1.401298464324817e-45",
            "7.006492321624085e-46", "16777217", "16777219", "0.000000000000000000000000000000000000011754943508222875",
        ] {
            let double = Double(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(NumberParser.double(text)?.bitPattern == double?.bitPattern, "\(text)")
            let float = Float(text).flatMap { $0.isFinite ? $0 : nil }
            #expect(NumberParser.float(text)?.bitPattern == float?.bitPattern, "\(text)")
        }
    }

    @Test("A column of doubles is the same after it was written as CSV and read")
    func columns() throws {
        var random = SeededGenerator(seed: 23)
        let values = (0..<20_000).map { index -> Double in
            let value = index & 1 == 0 ? Double(bitPattern: random.next()) : Double(random.next() >> 40) / 1e3
            return value.isFinite ? value : 0.1
        }
        let frame = try DataFrame([("x", Column(present: values))])
        #expect(
            try CSVReader().read(bytes: CSVWriter().bytes(of: frame), threads: 2).frame.column("x")
                == Column(present: values))
    }
}
