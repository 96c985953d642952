/// The Snappy format without framing, as Parquet uses it (google/snappy, `format_description.txt`).
package struct Snappy: Decompressor {
    /// Creates the codec; it has no settings.
    package init() {}

    /// `snappy`.
    package var name: String { "snappy" }

    /// A copy of three bytes stands for at most 64.
    package func maximumByteCount(compressedCount: Int) -> Int { bound(compressedCount, factor: 22, slack: 64) }

    /// Decompresses; the content announces its own size, which has to be what comes out.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        try source.withEnds { (first, last) throws(CompressionFault) in
            try target.withEnds { (start, end) throws(CompressionFault) in
                var input = first
                let announced = try Self.length(&input, last)
                guard announced <= end - start else { throw .tooLong }
                let written = try Self.run(input, last, start, start + announced)
                guard written == announced else {
                    throw CompressionFault("\(written) bytes where \(announced) are announced")
                }
                return written
            }
        }
    }

    /// Reads the announced size, a LEB128 number of 32 bits.
    private static func length(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        var value = 0
        var shift = 0
        while true {
            guard input < last else { throw .truncated }
            let byte = Int(input[0])
            input += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
            guard shift < 35 else { throw CompressionFault("the announced size is no number of 32 bits") }
        }
        guard value <= Int(UInt32.max) else { throw CompressionFault("the announced size is no number of 32 bits") }
        return value
    }

    /// Follows the elements from `input` to `last`, writing from `start` and never behind `end`.
    private static func run(
        _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, _ start: UnsafeMutablePointer<UInt8>,
        _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        var input = first
        var output = start
        while input < last {
            let tag = Int(input[0])
            input += 1
            let length: Int
            let distance: Int
            switch tag & 3 {
            case 0:
                var count = tag >> 2
                if count >= 60 {
                    let size = count - 59
                    guard last - input >= size else { throw .truncated }
                    count = 0
                    for index in 0..<size { count |= Int(input[index]) << (8 * index) }
                    input += size
                }
                count += 1
                guard count <= last - input else { throw .truncated }
                guard count <= end - output else { throw .tooLong }
                MatchCopy.copyLiteral(count, from: input, sourceEnd: last, to: output, end: end)
                input += count
                output += count
                continue
            case 1:
                guard input < last else { throw .truncated }
                length = 4 + (tag >> 2 & 7)
                distance = (tag >> 5) << 8 | Int(input[0])
                input += 1
            case 2:
                guard last - input >= 2 else { throw .truncated }
                length = 1 + tag >> 2
                distance = Int(input[0]) | Int(input[1]) << 8
                input += 2
            default:
                guard last - input >= 4 else { throw .truncated }
                length = 1 + tag >> 2
                distance =
                    Int(input[0]) | Int(input[1]) << 8 | Int(input[2]) << 16 | Int(input[3]) << 24
                input += 4
            }
            guard distance > 0, distance <= output - start else { throw .badDistance }
            guard length <= end - output else { throw .tooLong }
            MatchCopy.copy(length, distance: distance, to: output, end: end)
            output += length
        }
        return output - start
    }
}
