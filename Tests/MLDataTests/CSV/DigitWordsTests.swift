import MLCore
import Testing

@testable import MLData

@Suite("Numbers and times read eight characters at a time")
struct DigitWordsTests {
    /// Calls a kernel with a text that has bytes of all sorts around it.
    private func with<Result>(
        _ text: String, _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt8>) -> Result
    ) -> Result {
        let around = Array("9.9,9-9:9T9Z9 99\"9,9.9-9".utf8)
        let bytes = around + Array(text.utf8) + around
        return bytes.withUnsafeBufferPointer { buffer in
            let start = buffer.baseAddress.unsafelyUnwrapped + around.count
            return body(start, start + text.utf8.count)
        }
    }

    private func integer(_ text: String) -> Int64? { with(text) { DigitWords.integer($0, $1, .init()) } }

    private func decimal(_ text: String) -> Double? {
        with(text) { start, end in
            if let value = DigitWords.decimal(start, end, .init()) { return value }
            guard let long = DigitWords.longDecimal(start, end),
                let value = NumberParser.double(significand: long.significand, exponent: long.exponent)
            else { return nil }
            return long.isNegative ? -value : value
        }
    }

    @Test("Integers are those of the standard library, or are left to the general parser")
    func integers() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<50_000 {
            let value = Int64(bitPattern: random.next()) >> Int64(random.next(below: 64))
            let found = integer("\(value)")
            #expect(found == value || (found == nil && value.magnitude >= 10_000_000_000_000_000))
        }
        for text in ["", "-", "+1", "01", "-01", "1.", "1e3", " 1", "1 ", "--1", "1-", "12345678a", "a2345678", "½"] {
            #expect(integer(text) == nil, "\(text)")
        }
        #expect(integer("0") == 0 && integer("-0") == 0 && integer("9999999999999999") == 9_999_999_999_999_999)
    }

    @Test("Decimal numbers are correctly rounded, or are left to the general parser")
    func decimals() {
        var random = SeededGenerator(seed: 2)
        var read = 0
        for _ in 0..<100_000 {
            let digits = String(random.next()).prefix(1 + random.next(below: 20))
            let point = random.next(below: digits.count + 1)
            let sign = random.nextBool(probability: 0.5) ? "-" : ""
            let text = sign + digits.prefix(point) + "." + digits.dropFirst(point)
            guard let value = decimal(text) else { continue }
            read += 1
            #expect(value.bitPattern == NumberParser.double(text)?.bitPattern, "\(text)")
            #expect(
                value.bitPattern
                    == Double("0" + digits.prefix(point) + "." + digits.dropFirst(point) + "0").map {
                        sign == "" ? $0 : -$0
                    }?.bitPattern, "\(text)")
        }
        #expect(read > 90_000)
        for _ in 0..<20_000 {
            let value = Double(Int64(bitPattern: random.next()) >> 11) * 0x1p-53
            #expect(decimal("\(value)") == nil || decimal("\(value)") == value)
        }
        for text in [
            "", ".", "-.", "1..2", "1.2.3", "1e5", "01", "-007", "1,5", "0x1", "nan", "1.5f", "1.-5",
            "12345678901234567.a",
        ] {
            #expect(decimal(text) == nil, "\(text)")
        }
        #expect(
            decimal("-0.0")?.sign == .minus && decimal("007.5") == 7.5 && decimal(".5") == 0.5 && decimal("5.") == 5)
    }

    @Test("Times are those of the general parser, or are left to it")
    func times() {
        var random = SeededGenerator(seed: 4)
        let alphabet = Array("0123456789-:.TZ +az")
        var read = 0
        for _ in 0..<60_000 {
            let micros = Int64(random.next(below: 400_000_000_000_000_000)) - 62_167_219_200_000_000
            var text = String(Timestamp(microseconds: micros).description.dropLast())
            text = String(text.prefix([10, 19, 23, 26, 26, 16][random.next(below: 6)]))
            if random.nextBool(probability: 0.3) { text += "Z" }
            if random.nextBool(probability: 0.2) { text = text.replacing("T", with: " ") }
            var characters = Array(text)
            if random.nextBool(probability: 0.5) {
                characters[random.next(below: characters.count)] = alphabet[random.next(below: alphabet.count)]
            }
            text = String(characters)
            var words = TimeWords()
            guard let value = with(text, { words.microseconds($0, $1) }) else { continue }
            read += 1
            var copy = text
            let expected = copy.withUTF8 { TimestampParser.timestamp($0)?.microseconds }
            #expect(value == expected, "\(text)")
        }
        #expect(read > 20_000)
        for text in [
            "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "2024-01-01T24:00:00", "2024-01-01T00:60:00",
        ] {
            var words = TimeWords()
            #expect(with(text) { words.microseconds($0, $1) } == nil, "\(text)")
        }
        var words = TimeWords()
        #expect(
            with("0000-02-29") { words.microseconds($0, $1) } == Timestamp(year: 0, month: 2, day: 29)?.microseconds)
        #expect(
            with("9999-12-31") { words.microseconds($0, $1) } == Timestamp(year: 9999, month: 12, day: 31)?.microseconds
        )
    }
}
