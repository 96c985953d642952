/// Reads integers as differences in packed blocks (Parquet, `Encodings.md`, DELTA_BINARY_PACKED).
enum DeltaDecoder {
    /// Reads all integers of a run.
    ///
    /// The memory behind the numbers has to be readable for eight more bytes.
    ///
    /// - Parameters:
    ///   - next: The first byte; moved behind the run.
    ///   - end: The end of the bytes.
    ///   - maximumCount: The most integers that there may be.
    ///   - type: The type of the integers; differences wrap in its width.
    ///   - values: Where they go.
    ///   - offset: The place of the first one there.
    /// - Returns: How many there are.
    /// - Throws: ``EncodingFault``.
    static func read<Number: FixedWidthInteger & BitwiseCopyable>(
        _ next: inout UnsafeRawPointer, _ end: UnsafeRawPointer, maximumCount: Int, as type: Number.Type,
        to values: ScratchBytes, at offset: Int = 0
    ) throws(EncodingFault) -> Int {
        let blockSize = try unsigned(&next, end)
        let blockParts = try unsigned(&next, end)
        let count = try unsigned(&next, end)
        let first = try signed(&next, end)
        guard count <= UInt64(maximumCount) else {
            throw EncodingFault("\(count) differences where there are fewer values")
        }
        guard blockParts > 0, blockParts <= 1 << 16, blockSize > 0, blockSize <= 1 << 31, blockSize % blockParts == 0,
            blockSize / blockParts % 8 == 0
        else { throw EncodingFault("the blocks of differences have a size that does not exist") }
        let total = Int(count)
        guard total > 0 else { return 0 }
        values.grow(offset + total * MemoryLayout<Number>.size, keeping: offset)
        let target = (values.base + offset).bindMemory(to: Number.self, capacity: total)
        var value = Number(truncatingIfNeeded: first)
        target[0] = value
        var done = 1
        let parts = Int(blockParts)
        let partSize = Int(blockSize) / parts
        while done < total {
            let least = Number(truncatingIfNeeded: try signed(&next, end))
            guard end - next >= parts else { throw .truncated }
            let widths = next
            next += parts
            for part in 0..<parts where done < total {
                let width = Int(widths.load(fromByteOffset: part, as: UInt8.self))
                // Some writers take differences of 64 bits for values of 32; what is above them does not matter.
                guard width <= 64 else { throw EncodingFault("a difference has more than 64 bits") }
                let wanted = min(partSize, total - done)
                let (bits, overflow) = partSize.multipliedReportingOverflow(by: width)
                let size = bits >> 3
                // The last part need not be padded.
                guard !overflow, (wanted * width + 7) >> 3 <= end - next else { throw .truncated }
                let start = next
                if width <= 56 {
                    let mask: UInt64 = 1 << UInt64(width) - 1
                    var bit = 0
                    for index in 0..<wanted {
                        let word = start.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian
                        let packed = word &>> UInt64(bit & 7) & mask
                        value = value &+ least &+ Number(truncatingIfNeeded: packed)
                        target[done + index] = value
                        bit += width
                    }
                } else {
                    for index in 0..<wanted {
                        value = value &+ least &+ Number(truncatingIfNeeded: wide(start, index * width, width))
                        target[done + index] = value
                    }
                }
                done += wanted
                next += min(size, end - next)
            }
        }
        return total
    }

    /// A number of more than 56 bits, which can lie across nine bytes.
    private static func wide(_ start: UnsafeRawPointer, _ bit: Int, _ width: Int) -> UInt64 {
        let low = start.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian >> UInt64(bit & 7)
        let high = UInt64(start.load(fromByteOffset: bit >> 3 + 8, as: UInt8.self))
        let word = bit & 7 == 0 ? low : low | high << UInt64(64 - bit & 7)
        return width == 64 ? word : word & (1 << UInt64(width) - 1)
    }

    private static func unsigned(
        _ next: inout UnsafeRawPointer, _ end: UnsafeRawPointer
    ) throws(EncodingFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard next < end, shift < 64 else { throw .truncated }
            let byte = next.load(as: UInt8.self)
            next += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    private static func signed(
        _ next: inout UnsafeRawPointer, _ end: UnsafeRawPointer
    ) throws(EncodingFault) -> Int64 {
        let value = try unsigned(&next, end)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
