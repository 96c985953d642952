import Foundation
import MLCore
import Testing

@testable import MLData

/// Contents that the reference implementations compressed.
struct CompressedFile: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let count: Int
    let checksum: UInt32

    var testDescription: String { name }

    static let all: [CompressedFile] = {
        let bytes = (try? ColumnarFixtures.bytes("compressed/index.json")) ?? []
        return (try? JSONDecoder().decode([CompressedFile].self, from: Data(bytes))) ?? []
    }()

    var codec: any Decompressor {
        switch name.split(separator: ".").last {
        case "snappy": Snappy()
        case "lz4": LZ4Block()
        case "zst": Zstandard()
        default: Gzip()
        }
    }

    func bytes() throws -> [UInt8] { try ColumnarFixtures.bytes("compressed/\(name)") }
}

@Suite("Decompressors")
struct DecompressorTests {
    @Test("What the reference implementations compressed is read")
    func contents() throws {
        #expect(CompressedFile.all.count > 50)
        for file in CompressedFile.all {
            let plain = try file.codec.bytes(of: try file.bytes(), byteCount: file.count)
            #expect(plain.withUnsafeBytes { CyclicChecksum.of($0) } == file.checksum, "\(file.name)")
        }
    }

    @Test("Another announced size is an error")
    func otherSizes() throws {
        for file in CompressedFile.all {
            let bytes = try file.bytes()
            for count in [-1, file.count - 1, file.count + 1, .max] where count != file.count {
                #expect(throws: CompressionFault.self, "\(file.name) \(count)") {
                    try file.codec.bytes(of: bytes, byteCount: count)
                }
            }
        }
    }

    @Test("Beginnings are refused, and flipped bits give a fault or as many bytes")
    func damages() throws {
        for file in CompressedFile.all {
            let bytes = try file.bytes()
            guard bytes.count < 1000, file.count < 2000 else { continue }
            for count in 0..<bytes.count {
                // The end of a stream of frames or members is not known before.
                guard !["members.gz", "frames.zst"].contains(file.name) else { continue }
                #expect(throws: CompressionFault.self, "\(file.name), \(count) bytes") {
                    try file.codec.bytes(of: Array(bytes.prefix(count)), byteCount: file.count)
                }
            }
            for bit in 0..<(bytes.count * 8) {
                var changed = bytes
                changed[bit / 8] ^= 1 << UInt8(bit % 8)
                let plain = try? file.codec.bytes(of: changed, byteCount: file.count)
                #expect(plain == nil || plain?.count == file.count)
            }
        }
    }

    @Test("Noise is no content of any format")
    func noise() throws {
        var random = SeededGenerator(seed: 5)
        let codecs: [any Decompressor] = [Snappy(), LZ4Block(), Zstandard(), Gzip(), Inflate()]
        for _ in 0..<3000 {
            let bytes = (0..<random.next(below: 60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            for codec in codecs {
                let count = random.next(below: 300)
                let plain = try? codec.bytes(of: bytes, byteCount: count)
                #expect(plain == nil || plain?.count == count)
            }
        }
    }

    @Test("A size that no content can have is refused before memory is taken")
    func bombs() throws {
        for codec in [Snappy(), LZ4Block(), Gzip(), Inflate(), Zstandard()] as [any Decompressor] {
            #expect(throws: CompressionFault.self, "\(codec.name)") {
                try codec.bytes(of: [1, 2, 3, 4, 5, 6, 7, 8], byteCount: 1 << 40, limit: .max)
            }
        }
        let zeros = try #require(CompressedFile.all.first { $0.name == "zeros.1.zst" })
        #expect(throws: CompressionFault.self) {
            try zeros.codec.bytes(of: try zeros.bytes(), byteCount: zeros.count, limit: zeros.count - 1)
        }
    }
}

@Suite("LZ4 frames")
struct LZ4FrameTests {
    private func little(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }

    @Test("The hash of 32 bits has the values of the reference")
    func hashes() {
        let text = "Nobody inspects the spammish repetition"
        for (text, value) in [("", 0x02CC_5D05), ("a", 0x550D_7456), ("abc", 0x32D1_53FF), (text, 0xE229_3B2F)] {
            #expect(Array(text.utf8).withUnsafeBytes { XXHash32.of($0) } == UInt32(value))
        }
    }

    @Test("Every flipped bit of a frame with checksums is found")
    func checksums() throws {
        let content = Array("content without repetition".utf8)
        let hash = { (bytes: [UInt8]) in bytes.withUnsafeBytes { XXHash32.of($0) } }
        // Version 1, checksums of blocks and content, size of the content; blocks of 64 KiB.
        let descriptor: [UInt8] = [0x7C, 0x40] + little(UInt32(content.count)) + [0, 0, 0, 0]
        var frame = little(0x184D_2204) + descriptor + [UInt8(hash(descriptor) >> 8 & 0xFF)]
        frame += little(UInt32(content.count) | 1 << 31) + content + little(hash(content))
        frame += little(0) + little(hash(content))
        #expect(try LZ4Frame().bytes(of: frame, byteCount: content.count) == content)
        for bit in 0..<(frame.count * 8) {
            var changed = frame
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CompressionFault.self, "\(bit)") {
                try LZ4Frame().bytes(of: changed, byteCount: content.count)
            }
        }
    }
}

@Suite("Snappy compression")
struct SnappyTests {
    @Test("What is compressed reads back, and repetition becomes small")
    func roundTrips() throws {
        var random = SeededGenerator(seed: 9)
        for size in [0, 1, 3, 14, 15, 16, 17, 60, 61, 255, 256, 257, 5000, 65_535, 65_536, 65_537, 200_000] {
            for range in [1, 2, 5, 256] as [UInt64] {
                let plain = (0..<size).map { _ in UInt8(random.next(below: range)) }
                let bytes = plain.withUnsafeBytes { Snappy.compressed($0) }
                #expect(bytes.count <= Snappy.maximumCompressedCount(of: size))
                #expect(try Snappy().bytes(of: bytes, byteCount: size) == plain)
                if range == 1, size > 5000 { #expect(bytes.count * 15 < size) }
            }
        }
    }

    @Test("Texts that repeat from far away read back")
    func texts() throws {
        var random = SeededGenerator(seed: 10)
        let words = (0..<300).map { _ in
            (0..<(2 + random.next(below: 40))).map { _ in UInt8(97 + random.next(below: 26 as UInt64)) }
        }
        var plain: [UInt8] = []
        while plain.count < 150_000 { plain += words[random.next(below: words.count)] }
        let bytes = plain.withUnsafeBytes { Snappy.compressed($0) }
        #expect(bytes.count < plain.count / 2)
        #expect(try Snappy().bytes(of: bytes, byteCount: plain.count) == plain)
    }
}

@Suite("Cyclic checksum")
struct CyclicChecksumTests {
    @Test("The check value of the polynomial, and parts continue")
    func values() {
        let bytes = Array("123456789".utf8)
        #expect(bytes.withUnsafeBytes { CyclicChecksum.of($0) } == 0xCBF4_3926)
        let long = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = long.withUnsafeBytes { CyclicChecksum.of($0) }
        let first = long[..<333].withUnsafeBytes { CyclicChecksum.of($0) }
        #expect(long[333...].withUnsafeBytes { CyclicChecksum.of($0, continuing: first) } == whole)
    }
}
