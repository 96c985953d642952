import MLLedger
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// FIPS 180-4 example vectors and the NIST short-message vectors at the padding boundaries.
    static let vectors: [(String, String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ]

    @Test("The vectors of FIPS 180-4 hold", arguments: vectors)
    func vector(message: String, expected: String) {
        #expect(SHA256.digest(of: Array(message.utf8)).hex == expected)
    }

    @Test("A million times the letter a, in uneven pieces, has its published digest")
    func million() {
        var hash = SHA256()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let count = min(piece, left)
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            left -= count
            piece = (piece * 7 + 1) % 100_003
        }
        #expect(hash.finalize().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("Every length around the padding boundary gives the same digest in one piece and in two")
    func pieces() {
        for length in 0...200 {
            let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let whole = SHA256.digest(of: message)
            for cut in Set([0, 1, length / 2, max(0, length - 1), length]) where cut <= length {
                var hash = SHA256()
                hash.update(message[..<cut])
                hash.update(message[cut...])
                #expect(hash.finalize() == whole, "length \(length), cut \(cut)")
            }
        }
    }

    @Test("A collection without contiguous storage hashes like an array")
    func lazyCollection() {
        #expect(SHA256.digest(of: (0..<200).lazy.map { UInt8($0) }) == SHA256.digest(of: (0..<200).map { UInt8($0) }))
    }

    @Test("Finalizing does not end the message")
    func finalizeTwice() {
        var hash = SHA256()
        hash.update(Array("ab".utf8))
        #expect(hash.finalize() == hash.finalize())
        hash.update(Array("c".utf8))
        #expect(hash.finalize() == SHA256.digest(of: Array("abc".utf8)))
    }
}
