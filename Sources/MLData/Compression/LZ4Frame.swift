/// The frame format of LZ4 (lz4/lz4, `lz4_Frame_format.md`), which Arrow uses; its checksums are checked.
package struct LZ4Frame: Decompressor {
    /// Creates the codec; it has no settings.
    package init() {}

    /// `lz4`.
    package var name: String { "lz4" }

    /// As its blocks.
    package func maximumByteCount(compressedCount: Int) -> Int {
        LZ4Block().maximumByteCount(compressedCount: compressedCount)
    }

    /// Decompresses one frame.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        try source.withEnds { (first, last) throws(CompressionFault) in
            try target.withEnds { (start, end) throws(CompressionFault) in
                var input = first
                guard last - input >= 7 else { throw .truncated }
                guard try Self.number(&input, last) == 0x184D_2204 else {
                    throw CompressionFault("the bytes do not begin as lz4")
                }
                let flags = input[0]
                guard flags >> 6 == 1, flags & 2 == 0 else { throw CompressionFault("the frame has another version") }
                guard flags & 1 == 0 else { throw CompressionFault("a dictionary is asked for") }
                // Flags, block size, content size where there is one, checksum of the header.
                let header = flags & 8 != 0 ? 11 : 3
                guard last - input >= header else { throw .truncated }
                try Self.check(
                    UnsafeRawBufferPointer(start: input, count: header - 1), UInt32(input[header - 1]), "header",
                    shift: 8, mask: 0xFF)
                var announced: UInt64?
                if flags & 8 != 0 {
                    announced = UInt64(littleEndian: UnsafeRawPointer(input + 2).loadUnaligned(as: UInt64.self))
                }
                input += header
                var output = start
                while true {
                    let word = try Self.number(&input, last)
                    if word == 0 { break }
                    let size = word & 0x7FFF_FFFF
                    guard size <= last - input else { throw .truncated }
                    if word >> 31 == 1 {
                        guard size <= end - output else { throw .tooLong }
                        output.update(from: input, count: size)
                        output += size
                    } else {
                        output += try LZ4Block.run(input, input + size, beginning: start, from: output, end)
                    }
                    let block = UnsafeRawBufferPointer(start: input, count: size)
                    input += size
                    if flags & 16 != 0 {
                        try Self.check(block, UInt32(truncatingIfNeeded: try Self.number(&input, last)), "block")
                    }
                }
                if flags & 4 != 0 {
                    try Self.check(
                        UnsafeRawBufferPointer(start: start, count: output - start),
                        UInt32(truncatingIfNeeded: try Self.number(&input, last)), "content")
                }
                if let announced, announced != UInt64(output - start) {
                    throw CompressionFault("\(output - start) bytes where \(announced) are announced")
                }
                guard input == last else { throw CompressionFault("there are bytes behind the frame") }
                return output - start
            }
        }
    }

    /// Throws unless some bits of the hash of bytes are those of a checksum.
    private static func check(
        _ bytes: UnsafeRawBufferPointer, _ checksum: UInt32, _ part: String, shift: UInt32 = 0, mask: UInt32 = .max
    ) throws(CompressionFault) {
        guard XXHash32.of(bytes) >> shift & mask == checksum else {
            throw CompressionFault("the checksum of the \(part) is not that of its bytes")
        }
    }

    private static func number(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        guard last - input >= 4 else { throw .truncated }
        defer { input += 4 }
        return Int(input[0]) | Int(input[1]) << 8 | Int(input[2]) << 16 | Int(input[3]) << 24
    }
}
