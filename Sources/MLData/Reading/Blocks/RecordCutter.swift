import MLCore

/// Cuts an input into blocks of whole records.
///
/// Records end at line feeds; in CSV at line breaks outside of quotes, on the assumption that quotes are balanced. Where the assumption is wrong, whoever reads the records finds out and says where to go on.
struct RecordCutter {
    /// Where a block lies in the input.
    struct Block {
        let offset: Int
        /// The bytes of the block in the input; the buffer may hold a line break more.
        let byteCount: Int
        /// Whether the bytes are whole records, as far as the cutter can tell.
        let isWhole: Bool
        /// The number of the block, from 0 on.
        let number: Int
        /// How often reading had to go on somewhere else before the block was cut.
        let generation: Int
    }

    /// How many bytes a block has, unless a record is longer.
    static let blockSize = 1 << 17

    let source: InputBytes
    /// The longest record.
    let limit: Int
    private let filler: UInt8
    private let hasQuotes: Bool
    private var offset: Int
    private var number = 0
    private var generation = 0
    /// How many bytes a block has, unless a record is longer.
    let size: Int

    /// - Parameters:
    ///   - source: The input.
    ///   - offset: Where the first record begins.
    ///   - limit: The longest record.
    ///   - filler: What stands behind the bytes of a block.
    ///   - hasQuotes: Whether line breaks in quotes belong to records, and carriage returns are line breaks.
    ///   - size: How many bytes a block has, unless a record is longer.
    init(
        _ source: InputBytes, at offset: Int, limit: Int, filler: UInt8, hasQuotes: Bool = true,
        size: Int = Self.blockSize
    ) {
        self.hasQuotes = hasQuotes
        self.source = source
        self.offset = offset
        // Offsets in a block have 32 bits.
        self.limit = min(limit, 1 << 30)
        self.filler = filler
        self.size = source.usefulByteCount(at: offset, limit: size)
    }

    /// The most blocks that are worth reading at the same time.
    var usefulThreadCount: Int { source.byteCount.map { max(1, ($0 - offset) / size) } ?? .max }

    /// Goes on at another place of the input.
    mutating func restart(at offset: Int, number: Int) {
        self.offset = offset
        self.number = number
        generation += 1
    }

    /// Reads the next block.
    ///
    /// - Returns: Where it lies, or `nil` at the end of the input.
    /// - Throws: ``DataError`` with code `fileUnreadable`.
    mutating func next(into buffer: RecordBuffer) throws(DataError) -> Block? {
        buffer.removeAll()
        buffer.reserve(size)
        var wanted = size
        while true {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.room[..<(wanted - buffer.count)])
            let asked = room.count
            let added = try source.read(at: offset + buffer.count, into: room)
            buffer.setCount(buffer.count + added, filler: filler)
            if buffer.count == 0 { return nil }
            let isLast = added < asked
            if isLast { return finish(buffer, byteCount: buffer.count, isWhole: true) }
            if let end = lastRecordEnd(buffer.contents) {
                buffer.setCount(end, filler: filler)
                return finish(buffer, byteCount: end, isWhole: true)
            }
            guard wanted <= limit else { return finish(buffer, byteCount: buffer.count, isWhole: false) }
            wanted *= 2
            buffer.reserve(wanted)
        }
    }

    private mutating func finish(_ buffer: RecordBuffer, byteCount: Int, isWhole: Bool) -> Block {
        if buffer.contents.last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
        buffer.setCount(buffer.count, filler: filler)
        defer {
            offset += byteCount
            number += 1
        }
        return Block(offset: offset, byteCount: byteCount, isWhole: isWhole, number: number, generation: generation)
    }

    /// The offset behind the last record that ends in the bytes.
    private func lastRecordEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard hasQuotes else { return bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }
        var isInQuotes = ByteCount.of(UInt8(ascii: "\""), in: bytes) & 1 == 1
        var index = bytes.count - 1
        while index >= 0 {
            switch bytes[index] {
            case UInt8(ascii: "\""): isInQuotes.toggle()
            case UInt8(ascii: "\n"): if !isInQuotes { return index + 1 }
            // A line feed may follow the last byte.
            case UInt8(ascii: "\r"): if !isInQuotes, index < bytes.count - 1 { return index + 1 }
            default: break
            }
            index -= 1
        }
        return nil
    }
}

/// Counting bytes, sixteen at a time.
enum ByteCount {
    static func of(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let wanted = SIMD16<UInt8>(repeating: byte)
        var total = 0
        var index = 0
        while bytes.count - index >= 16 {
            var counts = SIMD16<UInt8>(repeating: 0)
            let end = index + min(255 * 16, (bytes.count - index) & ~15)
            while index < end {
                counts = counts &- ByteVector.load(base + index).equal(wanted)
                index += 16
            }
            total += counts.total
        }
        while index < bytes.count {
            total += base[index] == byte ? 1 : 0
            index += 1
        }
        return total
    }
}
