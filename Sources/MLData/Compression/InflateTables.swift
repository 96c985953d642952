/// A canonical Huffman code: a table for codes of up to ten bits, and counts for the longer ones.
struct HuffmanCode {
    static let fastBits = 10
    /// For each value of the next ten bits: symbol × 16 + length of its code, or 0 when the code is longer or unused.
    private var fast = [UInt16](repeating: 0, count: 1 << fastBits)
    /// How many codes there are of each length.
    private var counts = [Int](repeating: 0, count: 16)
    /// The symbols in the order of their codes.
    private var symbols: [UInt16] = []

    /// Makes the code of the given lengths, 0 for symbols that have none.
    ///
    /// - Throws: ``CompressionFault`` for lengths that no code has; a code may be incomplete only with one symbol.
    init(lengths: ArraySlice<UInt8>) throws(CompressionFault) {
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var left = 1
        for length in 1..<16 {
            left = left * 2 - counts[length]
            guard left >= 0 else { throw CompressionFault("the lengths of a Huffman code are too short") }
        }
        let used = counts.reduce(0, +)
        guard left == 0 || used <= 1 else { throw CompressionFault("the lengths of a Huffman code leave gaps") }
        var offsets = [Int](repeating: 0, count: 16)
        var codes = [Int](repeating: 0, count: 16)
        for length in 1..<15 {
            offsets[length + 1] = offsets[length] + counts[length]
            codes[length + 1] = (codes[length] + counts[length]) << 1
        }
        symbols = [UInt16](repeating: 0, count: used)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let length = Int(length)
            symbols[offsets[length]] = UInt16(symbol)
            offsets[length] += 1
            if length <= Self.fastBits {
                let reversed = Int(UInt16(codes[length]).bitReversed >> UInt16(16 - length))
                for entry in stride(from: reversed, to: 1 << Self.fastBits, by: 1 << length) {
                    fast[entry] = UInt16(symbol << 4 | length)
                }
            }
            codes[length] += 1
        }
    }

    /// Takes the next symbol; -1 when the bits stand for none.
    @inline(__always)
    func decode(_ bits: inout InflateBits) -> Int {
        let entry = Int(fast.withUnsafeBufferPointer { $0[bits.peek(Self.fastBits)] })
        if entry != 0 {
            bits.drop(entry & 15)
            return entry >> 4
        }
        return decodeSlowly(&bits)
    }

    /// Compares with the first code of each length, as in `puff` of zlib.
    @inline(never)
    private func decodeSlowly(_ bits: inout InflateBits) -> Int {
        var code = 0
        var first = 0
        var index = 0
        let window = bits.peek(15)
        for length in 1..<16 {
            code |= window >> (length - 1) & 1
            let count = counts[length]
            if code - count < first {
                bits.drop(length)
                return Int(symbols[index + (code - first)])
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        return -1
    }
}

extension UInt16 {
    /// The bits in the opposite order.
    fileprivate var bitReversed: UInt16 {
        var value = self
        value = value >> 1 & 0x5555 | (value & 0x5555) << 1
        value = value >> 2 & 0x3333 | (value & 0x3333) << 2
        value = value >> 4 & 0x0F0F | (value & 0x0F0F) << 4
        return value.byteSwapped
    }
}

/// The two codes of a DEFLATE block.
struct InflateTables: ~Copyable {
    private(set) var literals: HuffmanCode
    private(set) var distances: HuffmanCode

    /// The codes of blocks that store none (RFC 1951, 3.2.6).
    private static let fixed = Result { () throws(CompressionFault) in
        var lengths = [UInt8](repeating: 8, count: 288)
        for symbol in 144..<256 { lengths[symbol] = 9 }
        for symbol in 256..<280 { lengths[symbol] = 7 }
        return (
            literals: try HuffmanCode(lengths: lengths[...]),
            distances: try HuffmanCode(lengths: [UInt8](repeating: 5, count: 32)[...])
        )
    }

    /// The codes of blocks that store none.
    init() throws(CompressionFault) { (literals, distances) = try Self.fixed.get() }

    /// Takes the codes of blocks that store none.
    mutating func setFixed() throws(CompressionFault) { (literals, distances) = try Self.fixed.get() }

    /// Reads the codes of a block (RFC 1951, 3.2.7).
    mutating func read(from bits: inout InflateBits) throws(CompressionFault) {
        let literalCount = try bits.take(5) + 257
        let distanceCount = try bits.take(5) + 1
        let lengthCount = try bits.take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else {
            throw CompressionFault("a block has more symbols than there are")
        }
        var codeLengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<lengthCount { codeLengths[Self.lengthOrder[index]] = UInt8(try bits.take(3)) }
        let code = try HuffmanCode(lengths: codeLengths[...])
        var lengths: [UInt8] = []
        lengths.reserveCapacity(320)
        let total = literalCount + distanceCount
        while lengths.count < total {
            bits.refill()
            let symbol = code.decode(&bits)
            guard bits.isSound else { throw .truncated }
            switch symbol {
            case 0..<16: lengths.append(UInt8(symbol))
            case 16:
                guard let last = lengths.last else { throw CompressionFault("a repetition has nothing before it") }
                lengths.append(contentsOf: repeatElement(last, count: 3 + (try bits.take(2))))
            case 17: lengths.append(contentsOf: repeatElement(0, count: 3 + (try bits.take(3))))
            case 18: lengths.append(contentsOf: repeatElement(0, count: 11 + (try bits.take(7))))
            default: throw .badCode
            }
        }
        guard lengths.count == total else { throw CompressionFault("a repetition goes beyond the last symbol") }
        guard lengths[256] > 0 else { throw CompressionFault("a block has no code for its end") }
        literals = try HuffmanCode(lengths: lengths[..<literalCount])
        distances = try HuffmanCode(lengths: Array(lengths[literalCount...])[...])
    }

    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    static let lengthBases: [UInt16] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    static let lengthBits: [UInt8] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    static let distanceBases: [UInt16] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12289, 16385, 24577,
    ]
    static let distanceBits: [UInt8] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}
