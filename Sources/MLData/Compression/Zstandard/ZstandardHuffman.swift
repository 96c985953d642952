/// The Huffman code of the literals of a Zstandard block (RFC 8878, 4.2).
struct ZstandardHuffman {
    private static let maximumWidth = 11

    /// For each value of the next ``width`` bits: symbol × 256 + length of its code.
    private let entries: [UInt16]
    /// The length of the longest code.
    private let width: Int

    /// Reads the description of a code.
    ///
    /// - Parameters:
    ///   - input: The next byte; moved behind the description.
    ///   - last: The end of the bytes.
    /// - Throws: ``CompressionFault`` when the description does not add up.
    init(reading input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>) throws(CompressionFault) {
        guard input < last else { throw .truncated }
        let header = Int(input[0])
        input += 1
        var weights: [UInt8] = []
        if header < 128 {
            guard header <= last - input else { throw .truncated }
            weights = try Self.compressedWeights(input, input + header)
            input += header
        } else {
            let count = header - 127
            guard (count + 1) / 2 <= last - input else { throw .truncated }
            for index in 0..<count {
                weights.append(index & 1 == 0 ? input[index >> 1] >> 4 : input[index >> 1] & 15)
            }
            input += (count + 1) / 2
        }
        try self.init(weights: weights)
    }

    /// Weights by two states that take turns.
    private static func compressedWeights(
        _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> [UInt8] {
        var input = first
        let table = try FiniteStateTable(reading: &input, last, maximumWidth: 6, maximumSymbol: maximumWidth + 1)
        var bits = try ReverseBits(input, last - input)
        var states = [bits.take(table.width), bits.take(table.width)]
        var weights: [UInt8] = []
        guard bits.count >= 0 else { throw .truncated }
        while true {
            for turn in 0..<2 {
                guard weights.count < 255 else { throw CompressionFault("a Huffman code has too many symbols") }
                let state = table.states[states[turn]]
                weights.append(state.symbol)
                states[turn] = Int(state.base) + bits.take(Int(state.width))
                if bits.count < 0 {
                    guard weights.count < 255 else { throw CompressionFault("a Huffman code has too many symbols") }
                    weights.append(table.states[states[1 - turn]].symbol)
                    return weights
                }
            }
        }
    }

    /// Makes the code of weights; that of the last symbol follows from the others.
    private init(weights known: [UInt8]) throws(CompressionFault) {
        var sum = 0
        for weight in known where weight > 0 {
            guard weight <= Self.maximumWidth else { throw CompressionFault("a weight of a Huffman code is too large") }
            sum += 1 << (Int(weight) - 1)
        }
        guard sum > 0 else { throw CompressionFault("a Huffman code has no symbols") }
        width = Int.bitWidth - sum.leadingZeroBitCount
        let left = 1 << width - sum
        guard width <= Self.maximumWidth, left & (left - 1) == 0 else {
            throw CompressionFault("the weights of a Huffman code do not add up")
        }
        let weights = known + [UInt8(left.trailingZeroBitCount + 1)]
        var starts = [Int](repeating: 0, count: Self.maximumWidth + 2)
        for weight in weights where weight > 0 { starts[Int(weight) + 1] += 1 << (Int(weight) - 1) }
        for weight in 1...Self.maximumWidth { starts[weight + 1] += starts[weight] }
        var entries = [UInt16](repeating: 0, count: 1 << width)
        for (symbol, weight) in weights.enumerated() where weight > 0 {
            let weight = Int(weight)
            let entry = UInt16(symbol << 8 | (width + 1 - weight))
            for index in starts[weight]..<(starts[weight] + 1 << (weight - 1)) { entries[index] = entry }
            starts[weight] += 1 << (weight - 1)
        }
        self.entries = entries
    }

    /// Decodes a stream, which has to end exactly with the last symbol.
    ///
    /// - Precondition: `count` bytes fit at `target`.
    func decode(
        _ source: UnsafePointer<UInt8>, _ size: Int, to target: UnsafeMutablePointer<UInt8>, count: Int
    ) throws(CompressionFault) {
        var bits = try ReverseBits(source, size)
        entries.withUnsafeBufferPointer { entries in
            var index = 0
            let width = width
            while count - index >= 5, bits.count >= 64 {
                var window = bits.window
                var used = 0
                for _ in 0..<5 {
                    let entry = entries[window.top(width)]
                    target[index] = UInt8(truncatingIfNeeded: entry >> 8)
                    index &+= 1
                    window <<= UInt64(entry & 0xFF)
                    used &+= Int(entry & 0xFF)
                }
                bits.drop(used)
            }
            while index < count {
                let entry = entries[bits.window.top(width)]
                target[index] = UInt8(truncatingIfNeeded: entry >> 8)
                index &+= 1
                bits.drop(Int(entry & 0xFF))
            }
        }
        guard bits.count == 0 else { throw CompressionFault("a stream of literals does not end with the last of them") }
    }
}
