/// The block format of LZ4 (lz4/lz4, `lz4_Block_format.md`), which Parquet calls `LZ4_RAW`.
package struct LZ4Block: Decompressor {
    /// Creates the codec; it has no settings.
    package init() {}

    /// `lz4`.
    package var name: String { "lz4" }

    /// A byte of length stands for 255.
    package func maximumByteCount(compressedCount: Int) -> Int { bound(compressedCount, factor: 255, slack: 64) }

    /// Decompresses a block.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        try source.withEnds { (first, last) throws(CompressionFault) in
            try target.withEnds { (start, end) throws(CompressionFault) in
                try Self.run(first, last, beginning: start, from: start, end)
            }
        }
    }

    /// Follows the sequences of a block.
    ///
    /// - Parameters:
    ///   - first: The first byte of the block.
    ///   - last: The end of the block.
    ///   - beginning: The first byte that copies may reach.
    ///   - start: Where the content of the block goes.
    ///   - end: The end of the memory for content.
    /// - Returns: How many bytes were written.
    /// - Throws: ``CompressionFault``.
    static func run(
        _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, beginning: UnsafeMutablePointer<UInt8>,
        from start: UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        var input = first
        var output = start
        // An empty content is the single byte 0.
        while input < last {
            let token = Int(input[0])
            input += 1
            let literals = try length(token >> 4, &input, last)
            guard literals <= last - input else { throw .truncated }
            guard literals <= end - output else { throw .tooLong }
            MatchCopy.copyLiteral(literals, from: input, sourceEnd: last, to: output, end: end)
            input += literals
            output += literals
            if input == last { return output - start }
            guard last - input >= 2 else { throw .truncated }
            let distance = Int(input[0]) | Int(input[1]) << 8
            input += 2
            let length = try length(token & 15, &input, last) + 4
            guard distance > 0, distance <= output - beginning else { throw .badDistance }
            guard length <= end - output else { throw .tooLong }
            MatchCopy.copy(length, distance: distance, to: output, end: end)
            output += length
        }
        throw .truncated
    }

    /// A length of which the token holds the first part; it is at most 255 times the bytes of the block.
    @inline(__always)
    private static func length(
        _ first: Int, _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        guard first == 15 else { return first }
        var length = 15
        while true {
            guard input < last else { throw .truncated }
            let byte = Int(input[0])
            input += 1
            length += byte
            if byte < 255 { return length }
        }
    }
}
