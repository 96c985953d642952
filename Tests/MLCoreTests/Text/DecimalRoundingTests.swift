import Testing

@testable import MLCore

@Suite("Rounding decimal numbers with 128-bit integers")
struct DecimalRoundingTests {
    @Test("a literal of up to 19 digits rounds as the standard library rounds it")
    func random() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            let digits = generator.next() >> (generator.next() % 64)
            let exponent = Int(generator.next() % 57) - 28
            let text = "\(digits)e\(exponent)"
            let computed = try #require(NumberParser.double(text))
            #expect(computed == Double(text), "\(text)")
        }
    }

    @Test("numbers half way between two doubles round to the even one, and a digit more rounds up")
    func midpoints() throws {
        for text in [
            "9007199254740993", "9007199254740993.0", "9007199254740995", "9007199254740993.001",
            "0.500000000000000166533453693773481063544750213623046875", "4503599627370496.5", "4503599627370497.5",
            "1.00000000000000011102230246251565", "18446744073709551615e27", "1e-27", "1e27",
            "18446744073709551615e-27",
            "9999999999999999999e-27", "-9007199254740993e-1",
        ] {
            #expect(NumberParser.double(text) == Double(text), "\(text)")
        }
    }

    @Test("seventeen digits of a double read back as that double")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<5_000 {
            let number = Double(bitPattern: 0x3E00_0000_0000_0000 | generator.next() >> 7)
            let text = "\(number)"
            #expect(NumberParser.double(text) == number)
        }
    }
}
