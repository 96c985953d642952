/// The literals of Zstandard blocks, which sequences take in turn (RFC 8878, 3.1.1.3.1).
struct ZstandardLiterals {
    /// The literals of the block; the memory is used again for the next one.
    private(set) var bytes = [UInt8](repeating: 0, count: Zstandard.maximumBlockSize + 32)
    /// How many there are.
    private(set) var count = 0
    private var code: ZstandardHuffman?

    /// Forgets the code: that of a block before is one of the same frame.
    mutating func beginFrame() { code = nil }

    /// Reads the literals of a block.
    ///
    /// - Parameters:
    ///   - input: The first byte of the block; moved behind the literals.
    ///   - last: The end of the block.
    /// - Throws: ``CompressionFault``.
    mutating func read(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) {
        guard input < last else { throw .truncated }
        let kind = input[0] & 3
        let format = Int(input[0] >> 2 & 3)
        if kind < 2 {
            let size = format & 1 == 0 ? 1 : format == 1 ? 2 : 3
            count = try Self.number(&input, last, bytes: size) >> (size == 1 ? 3 : 4)
            guard count <= Zstandard.maximumBlockSize else { throw .tooLong }
            if kind == 0 {
                guard count <= last - input else { throw .truncated }
                bytes.withUnsafeMutableBufferPointer { $0.baseAddress?.update(from: input, count: count) }
                input += count
            } else {
                guard input < last else { throw .truncated }
                let byte = input[0]
                bytes.withUnsafeMutableBufferPointer { $0.baseAddress?.update(repeating: byte, count: count) }
                input += 1
            }
            return
        }
        let header = try Self.number(&input, last, bytes: [3, 3, 4, 5][format]) >> 4
        let width = [10, 10, 14, 18][format]
        count = header & (1 << width - 1)
        let size = header >> width
        guard count <= Zstandard.maximumBlockSize else { throw .tooLong }
        guard size <= last - input else { throw .truncated }
        let end = input + size
        if kind == 2 { code = try ZstandardHuffman(reading: &input, end) }
        guard let code else { throw CompressionFault("literals use the code of a block before, and there is none") }
        try decode(code, input, end - input, streams: format == 0 ? 1 : 4)
        input = end
    }

    private mutating func decode(
        _ code: ZstandardHuffman, _ source: UnsafePointer<UInt8>, _ size: Int, streams: Int
    ) throws(CompressionFault) {
        let count = count
        var result: Result<Void, CompressionFault> = .success(())
        bytes.withUnsafeMutableBufferPointer { target in
            guard let target = target.baseAddress else { return }
            result = Result { () throws(CompressionFault) in
                guard streams == 4 else { return try code.decode(source, size, to: target, count: count) }
                guard size >= 6, count >= 6 else { throw .truncated }
                let part = (count + 3) / 4
                guard 3 * part <= count else { throw CompressionFault("four streams have too few literals") }
                var begin = 6
                for stream in 0..<4 {
                    let length =
                        stream < 3
                        ? Int(source[2 * stream]) | Int(source[2 * stream + 1]) << 8 : size - begin
                    guard length >= 0, length <= size - begin else { throw .truncated }
                    try code.decode(
                        source + begin, length, to: target + stream * part, count: stream < 3 ? part : count - 3 * part)
                    begin += length
                }
            }
        }
        try result.get()
    }

    /// A little-endian number of a few bytes.
    private static func number(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, bytes: Int
    ) throws(CompressionFault) -> Int {
        guard last - input >= bytes else { throw .truncated }
        var value = 0
        for index in 0..<bytes { value |= Int(input[index]) << (8 * index) }
        input += bytes
        return value
    }
}
