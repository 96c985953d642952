/// The Zstandard format (RFC 8878) without dictionaries, in pure Swift.
package struct Zstandard: Decompressor {
    /// The most content of a block.
    static let maximumBlockSize = 128 << 10

    /// Creates the codec; it has no settings.
    package init() {}

    /// `zstd`.
    package var name: String { "zstd" }

    /// Four bytes can stand for a block of one repeated byte.
    package func maximumByteCount(compressedCount: Int) -> Int {
        bound(compressedCount, factor: Self.maximumBlockSize / 4, slack: Self.maximumBlockSize)
    }

    /// Decompresses all frames; skippable ones are passed over, and checksums are checked.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        try source.withEnds { (first, last) throws(CompressionFault) in
            try target.withEnds { (start, end) throws(CompressionFault) in
                var input = first
                var output = start
                // The memory for literals serves all frames.
                var literals = ZstandardLiterals()
                repeat {
                    guard last - input >= 4 else { throw .truncated }
                    let magic = Self.number(input, 4)
                    input += 4
                    if magic & 0xFFFF_FFF0 == 0x184D_2A50 {
                        guard last - input >= 4 else { throw .truncated }
                        let size = Self.number(input, 4)
                        input += 4
                        guard size <= last - input else { throw .truncated }
                        input += size
                    } else {
                        guard magic == 0xFD2F_B528 else { throw CompressionFault("the bytes do not begin as zstd") }
                        try Self.readFrame(&input, last, &literals, &output, end)
                    }
                } while input < last
                return output - start
            }
        }
    }

    /// Reads a frame behind its magic number.
    private static func readFrame(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, _ literals: inout ZstandardLiterals,
        _ output: inout UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) {
        let start = output
        let header = try readHeader(&input, last)
        if let size = header.contentSize {
            guard size <= end - output else { throw .tooLong }
        }
        literals.beginFrame()
        var sequences = ZstandardSequences()
        var isLast = false
        while !isLast {
            guard last - input >= 3 else { throw .truncated }
            let block = number(input, 3)
            input += 3
            isLast = block & 1 == 1
            let size = block >> 3
            let room = min(maximumBlockSize, end - output)
            switch block >> 1 & 3 {
            case 0:
                guard size <= last - input else { throw .truncated }
                guard size <= room else { throw .tooLong }
                output.update(from: input, count: size)
                input += size
                output += size
            case 1:
                guard input < last else { throw .truncated }
                guard size <= room else { throw .tooLong }
                output.update(repeating: input[0], count: size)
                input += 1
                output += size
            case 2:
                guard size <= last - input else { throw .truncated }
                guard size <= maximumBlockSize else { throw .tooLong }
                let blockEnd = input + size
                try literals.read(&input, blockEnd)
                try sequences.run(input, blockEnd, literals, beginning: start, &output, end: output + room)
                input = blockEnd
            default: throw CompressionFault("a block has a type that does not exist")
            }
        }
        if let size = header.contentSize, size != output - start {
            throw CompressionFault("\(output - start) bytes where \(size) are announced")
        }
        if header.hasChecksum {
            guard last - input >= 4 else { throw .truncated }
            let content = UnsafeRawBufferPointer(start: start, count: output - start)
            guard number(input, 4) == Int(truncatingIfNeeded: XXHash64.of(content) & 0xFFFF_FFFF) else {
                throw CompressionFault("the checksum behind a frame is not that of its content")
            }
            input += 4
        }
    }

    /// Reads the header of a frame (RFC 8878, 3.1.1.1).
    private static func readHeader(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> (contentSize: Int?, hasChecksum: Bool) {
        guard input < last else { throw .truncated }
        let descriptor = Int(input[0])
        input += 1
        guard descriptor & 8 == 0 else { throw CompressionFault("a reserved bit of a frame is set") }
        let isSingleSegment = descriptor & 0x20 != 0
        let dictionarySize = [0, 1, 2, 4][descriptor & 3]
        let kind = descriptor >> 6
        let contentSize = kind == 0 ? (isSingleSegment ? 1 : 0) : 1 << kind
        let window = isSingleSegment ? 0 : 1
        guard last - input >= window + dictionarySize + contentSize else { throw .truncated }
        // The window does not matter: all of the content is in memory.
        input += window
        guard number(input, dictionarySize) == 0 else { throw CompressionFault("a dictionary is asked for") }
        input += dictionarySize
        guard contentSize > 0 else { return (nil, descriptor & 4 != 0) }
        var size = number(input, min(contentSize, 7))
        if contentSize == 8 {
            guard input[7] == 0 else { throw .tooLong }
        }
        if contentSize == 2 { size += 256 }
        input += contentSize
        return (size, descriptor & 4 != 0)
    }

    /// A little-endian number of up to seven bytes.
    private static func number(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var value = 0
        for index in 0..<count { value |= Int(bytes[index]) << (8 * index) }
        return value
    }
}
