/// The sequences of Zstandard blocks: how many literals to take, and what to copy behind them (RFC 8878, 3.1.1.3.2).
struct ZstandardSequences {
    private var literalTable: FiniteStateTable?
    private var offsetTable: FiniteStateTable?
    private var matchTable: FiniteStateTable?
    private var offsets = (1, 4, 8)

    /// Reads the sequences of a block and writes its content.
    ///
    /// - Parameters:
    ///   - first: The first byte behind the literals.
    ///   - last: The end of the block.
    ///   - literals: The literals of the block.
    ///   - beginning: The first byte that copies may reach.
    ///   - output: Where the content goes; moved behind it.
    ///   - end: The end of the memory of the block.
    /// - Throws: ``CompressionFault``.
    mutating func run(
        _ first: UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, _ literals: borrowing ZstandardLiterals,
        beginning: UnsafeMutablePointer<UInt8>, _ output: inout UnsafeMutablePointer<UInt8>,
        end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) {
        var input = first
        let count = try Self.count(&input, last)
        let literalCount = literals.count
        var start = output
        var result: Result<Void, CompressionFault> = .success(())
        if count > 0 { try readTables(&input, last) } else if input != last { throw .badCode }
        literals.bytes.withUnsafeBufferPointer { bytes in
            guard let bytes = bytes.baseAddress else { return }
            result = Result { () throws(CompressionFault) in
                var taken = 0
                if count > 0 {
                    taken = try follow(
                        count, try ReverseBits(input, last - input), bytes, literalCount, beginning, &start, end)
                }
                let rest = literalCount - taken
                guard rest <= end - start else { throw .tooLong }
                start.update(from: bytes + taken, count: rest)
                start += rest
            }
        }
        try result.get()
        output = start
    }

    private static func count(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        guard input < last else { throw .truncated }
        let byte = Int(input[0])
        let size = byte < 128 ? 1 : byte < 255 ? 2 : 3
        guard last - input >= size else { throw .truncated }
        defer { input += size }
        switch size {
        case 1: return byte
        case 2: return (byte - 128) << 8 + Int(input[1])
        default: return Int(input[1]) + Int(input[2]) << 8 + 0x7F00
        }
    }

    private mutating func readTables(
        _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>
    ) throws(CompressionFault) {
        guard input < last else { throw .truncated }
        let modes = input[0]
        input += 1
        guard modes & 3 == 0 else { throw CompressionFault("reserved bits of a block are set") }
        literalTable = try Self.table(
            modes >> 6, &input, last, before: literalTable, predefined: ZstandardCodes.literalTable, maximumWidth: 9,
            maximumSymbol: 35)
        offsetTable = try Self.table(
            modes >> 4 & 3, &input, last, before: offsetTable, predefined: ZstandardCodes.offsetTable, maximumWidth: 8,
            maximumSymbol: ZstandardCodes.maximumOffsetCode)
        matchTable = try Self.table(
            modes >> 2 & 3, &input, last, before: matchTable, predefined: ZstandardCodes.matchTable, maximumWidth: 9,
            maximumSymbol: 52)
    }

    private static func table(
        _ mode: UInt8, _ input: inout UnsafePointer<UInt8>, _ last: UnsafePointer<UInt8>, before: FiniteStateTable?,
        predefined: FiniteStateTable, maximumWidth: Int, maximumSymbol: Int
    ) throws(CompressionFault) -> FiniteStateTable {
        switch mode {
        case 0: return predefined
        case 1:
            guard input < last else { throw .truncated }
            guard input[0] <= maximumSymbol else { throw .badCode }
            defer { input += 1 }
            return FiniteStateTable(repeating: input[0])
        case 2:
            return try FiniteStateTable(
                reading: &input, last, maximumWidth: maximumWidth, maximumSymbol: maximumSymbol)
        default:
            guard let before else { throw CompressionFault("a block uses the table of one before, and there is none") }
            return before
        }
    }

    /// Follows the sequences; gives how many literals they take.
    private mutating func follow(
        _ count: Int, _ stream: ReverseBits, _ literals: UnsafePointer<UInt8>, _ literalCount: Int,
        _ beginning: UnsafeMutablePointer<UInt8>, _ output: inout UnsafeMutablePointer<UInt8>,
        _ end: UnsafeMutablePointer<UInt8>
    ) throws(CompressionFault) -> Int {
        guard let literalTable, let offsetTable, let matchTable else { throw .badCode }
        var bits = stream
        var literalState = bits.take(literalTable.width)
        var offsetState = bits.take(offsetTable.width)
        var matchState = bits.take(matchTable.width)
        var taken = 0
        var target = output
        for index in 0..<count {
            let literalEntry = literalTable.states[literalState]
            let offsetEntry = offsetTable.states[offsetState]
            let matchEntry = matchTable.states[matchState]
            let literalCode = Int(literalEntry.symbol)
            let matchCode = Int(matchEntry.symbol)
            let offsetCode = Int(offsetEntry.symbol)
            let value = 1 << offsetCode + bits.take(offsetCode)
            let length = Int(ZstandardCodes.matchBases[matchCode]) + bits.take(Int(ZstandardCodes.matchBits[matchCode]))
            let run =
                Int(ZstandardCodes.literalBases[literalCode]) + bits.take(Int(ZstandardCodes.literalBits[literalCode]))
            if index < count - 1 {
                literalState = Int(literalEntry.base) + bits.take(Int(literalEntry.width))
                matchState = Int(matchEntry.base) + bits.take(Int(matchEntry.width))
                offsetState = Int(offsetEntry.base) + bits.take(Int(offsetEntry.width))
            }
            guard bits.count >= 0 else { throw .truncated }
            let distance = try distance(value, isWithoutLiterals: run == 0)
            guard run <= literalCount - taken else {
                throw CompressionFault("sequences take more literals than there are")
            }
            guard run + length <= end - target else { throw .tooLong }
            // The literals have room behind them, so that whole steps can be read.
            if run <= 16, end - target >= 16 {
                UnsafeMutableRawPointer(target).storeBytes(
                    of: UnsafeRawPointer(literals + taken).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self
                )
            } else {
                target.update(from: literals + taken, count: run)
            }
            taken += run
            target += run
            guard distance <= target - beginning else { throw .badDistance }
            MatchCopy.copy(length, distance: distance, to: target, end: end)
            target += length
        }
        guard bits.count == 0 else { throw CompressionFault("the bits of sequences do not end with the last of them") }
        output = target
        return taken
    }

    /// The distance that a value stands for, which may be one of the last three.
    @inline(__always)
    private mutating func distance(_ value: Int, isWithoutLiterals: Bool) throws(CompressionFault) -> Int {
        if value > 3 {
            offsets = (value - 3, offsets.0, offsets.1)
            return offsets.0
        }
        switch isWithoutLiterals ? value + 1 : value {
        case 1: break
        case 2: offsets = (offsets.1, offsets.0, offsets.2)
        case 3: offsets = (offsets.2, offsets.0, offsets.1)
        default:
            guard offsets.0 > 1 else { throw .badDistance }
            offsets = (offsets.0 - 1, offsets.0, offsets.1)
        }
        return offsets.0
    }
}
