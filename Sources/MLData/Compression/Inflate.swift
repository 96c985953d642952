/// The DEFLATE format (RFC 1951), without a wrapper.
package struct Inflate: Decompressor {
    /// Creates the codec; it has no settings.
    package init() {}

    /// `deflate`.
    package var name: String { "deflate" }

    /// 258 bytes can take two bits.
    package func maximumByteCount(compressedCount: Int) -> Int { bound(compressedCount, factor: 1032, slack: 1032) }

    /// Decompresses; bytes behind the last block are a fault.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        let (written, read) = try Self.decompress(source, into: target)
        guard read == source.count else { throw CompressionFault("there are bytes behind the last block") }
        return written
    }

    /// Decompresses up to the end of the last block.
    ///
    /// - Returns: How many bytes were written, and how many were read.
    static func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> (written: Int, read: Int) {
        try source.withEnds { (first, last) throws(CompressionFault) in
            try target.withEnds { (start, end) throws(CompressionFault) in
                var bits = InflateBits(first, last)
                var output = start
                var tables = try InflateTables()
                while true {
                    let isLast = try bits.take(1) == 1
                    switch try bits.take(2) {
                    case 0: try copyStored(&bits, &output, end)
                    case 1:
                        try tables.setFixed()
                        try run(&bits, tables, start, &output, end)
                    case 2:
                        try tables.read(from: &bits)
                        try run(&bits, tables, start, &output, end)
                    default: throw CompressionFault("a block has a type that does not exist")
                    }
                    if isLast { break }
                }
                return (output - start, bits.position - first)
            }
        }
    }

    private static func copyStored(
        _ bits: inout InflateBits, _ output: inout UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) {
        bits.align()
        let length = try bits.take(16)
        let complement = try bits.take(16)
        guard length == ~complement & 0xFFFF else {
            throw CompressionFault("the length of a stored block differs from its complement")
        }
        guard length <= end - output else { throw .tooLong }
        output.update(from: try bits.takeBytes(length), count: length)
        output += length
    }

    /// Follows the symbols of a block.
    private static func run(
        _ bits: inout InflateBits, _ tables: borrowing InflateTables, _ start: UnsafeMutablePointer<UInt8>,
        _ output: inout UnsafeMutablePointer<UInt8>, _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) {
        let literals = tables.literals
        let distances = tables.distances
        while true {
            bits.refill()
            var symbol = literals.decode(&bits)
            while symbol < 256 {
                guard symbol >= 0, bits.isSound else { throw symbol < 0 ? .badCode : .truncated }
                guard output < end else { throw .tooLong }
                output[0] = UInt8(truncatingIfNeeded: symbol)
                output += 1
                bits.refill()
                symbol = literals.decode(&bits)
            }
            guard bits.isSound else { throw .truncated }
            if symbol == 256 { return }
            guard symbol <= 285 else { throw .badCode }
            let length =
                Int(InflateTables.lengthBases[symbol - 257]) + bits.peekTake(InflateTables.lengthBits[symbol - 257])
            bits.refill()
            let code = distances.decode(&bits)
            guard code >= 0, code < 30 else { throw .badCode }
            let distance = Int(InflateTables.distanceBases[code]) + bits.peekTake(InflateTables.distanceBits[code])
            guard bits.isSound else { throw .truncated }
            guard distance <= output - start else { throw .badDistance }
            guard length <= end - output else { throw .tooLong }
            MatchCopy.copy(length, distance: distance, to: output, end: end)
            output += length
        }
    }
}

extension CompressionFault {
    /// Bits stand for no symbol.
    static let badCode = CompressionFault("a code stands for no symbol")
}
