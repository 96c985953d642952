import Foundation
import MLCore
import MLLedger
import Testing

@Suite("Digest")
struct DigestTests {
    static let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("Text, bytes and JSON round-trip")
    func roundTrip() throws {
        let digest = try Digest(hex: Self.text)
        #expect(digest.hex == Self.text)
        #expect(digest.description == Self.text)
        #expect(try Digest(bytes: digest.bytes) == digest)
        let json = try JSONEncoder().encode([digest])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(Self.text)\"]")
        #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
    }

    @Test(
        "Only 64 lower-case hexadecimal characters are a digest",
        arguments: [
            "", "ba78", text.uppercased(), text + "00", "g" + text.dropFirst(), " " + text.dropFirst(),
            "０" + text.dropFirst(), "+" + text.dropFirst(), "../" + text.dropFirst(3),
        ])
    func refused(text: String) {
        #expect(throws: LedgerError.self) { try Digest(hex: text) }
        #expect(throws: LedgerError.self) {
            try JSONDecoder().decode([Digest].self, from: JSONEncoder().encode([text]))
        }
    }

    @Test("Only 32 bytes are a digest", arguments: [0, 31, 33])
    func byteCount(count: Int) {
        #expect(throws: LedgerError.self) { try Digest(bytes: [UInt8](repeating: 0, count: count)) }
    }

    @Test("The order is that of the bytes and of the text")
    func order() {
        let digests = (0..<64).map { SHA256.digest(of: [UInt8($0)]) }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
        #expect(Digest.zero.hex == String(repeating: "0", count: 64))
    }
}
