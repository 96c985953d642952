import MLCore
import Testing

@Suite("UTF8Validation and Hexadecimal")
struct TextBytesTests {
    @Test(
        "The first ill-formed byte is found",
        arguments: [
            ([], nil), (Array("plain, longer than one word".utf8), nil), (Array("häß 日本 🎬".utf8), nil),
            ([0x61, 0x80], 1), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xC2], 0), ([0xE0, 0x9F, 0xBF], 0),
            ([0xED, 0xA0, 0x80], 0), ([0xEE, 0x80, 0x80], nil), ([0xF0, 0x8F, 0xBF, 0xBF], 0),
            ([0xF4, 0x8F, 0xBF, 0xBF], nil), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
            (Array("12345678".utf8) + [0xFF], 8), (Array("1234567é".utf8) + [0xE2, 0x82], 9),
        ] as [([UInt8], Int?)])
    func firstInvalidOffset(bytes: [UInt8], offset: Int?) {
        #expect(UTF8Validation.firstInvalidOffset(in: bytes) == offset)
        #expect((bytes.withUnsafeBufferPointer { UTF8Validation.string($0) } == nil) == (offset != nil))
    }

    @Test("Validation agrees with the standard library on random bytes")
    func agreement() {
        var source = FuzzSource(seed: 5)
        let seed = Array("naïve — 日本語 🎬 text with ASCII".utf8)
        for _ in 0..<20_000 {
            let bytes = source.mutated(seed)
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect((UTF8Validation.firstInvalidOffset(in: bytes) == nil) == isValid)
        }
    }

    @Test("Hexadecimal text round-trips in lower case and nothing else is read")
    func hexadecimal() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hexadecimal.text(bytes)
        #expect(text.hasPrefix("000102"))
        #expect(text.hasSuffix("fdfeff"))
        #expect(Hexadecimal.bytes(text) == bytes)
        #expect(Hexadecimal.bytes("") == [])
        for refused in ["0", "0g", "AB", "0x", " 00", "٠٠"] { #expect(Hexadecimal.bytes(refused) == nil) }
    }
}
