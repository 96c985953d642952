/// The frame format of LZ4 (lz4/lz4, `lz4_Frame_format.md`), which Arrow uses; checksums are passed over.
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
                    input += size
                    if flags & 16 != 0 { _ = try Self.number(&input, last) }
                }
                if flags & 4 != 0 { _ = try Self.number(&input, last) }
                guard input == last else { throw CompressionFault("there are bytes behind the frame") }
                return output - start
            }
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
