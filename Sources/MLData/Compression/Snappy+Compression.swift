extension Snappy {
    /// The most bytes that `count` plain ones become.
    package static func maximumCompressedCount(of count: Int) -> Int { 32 + count + count / 6 }

    /// Compresses bytes.
    ///
    /// Matches of four bytes are found by a hash table over blocks of 64 KiB, as in the reference implementation; where
    /// none is found for long, the steps grow. The same bytes always give the same compressed bytes.
    ///
    /// - Parameter source: Up to 2³² − 1 bytes.
    /// - Returns: The compressed bytes.
    /// - Complexity: O(count).
    package static func compressed(_ source: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: maximumCompressedCount(of: source.count)) { target, initialized in
            guard let start = target.baseAddress else { return }
            var output = start
            var rest = source.count
            repeat {
                output[0] = UInt8(truncatingIfNeeded: rest & 0x7F | (rest > 0x7F ? 0x80 : 0))
                output += 1
                rest >>= 7
            } while rest > 0
            let table = UnsafeMutablePointer<UInt16>.allocate(capacity: tableSize)
            defer { table.deallocate() }
            if let base = source.baseAddress?.assumingMemoryBound(to: UInt8.self) {
                var offset = 0
                while offset < source.count {
                    let size = min(blockSize, source.count - offset)
                    output = compressBlock(base + offset, size, to: output, table)
                    offset += size
                }
            }
            initialized = output - start
        }
    }

    private static let blockSize = 1 << 16
    private static let tableBits = 14
    private static let tableSize = 1 << tableBits

    /// Compresses a block of at most 64 KiB; gives the place behind its last byte.
    private static func compressBlock(
        _ block: UnsafePointer<UInt8>, _ count: Int, to start: UnsafeMutablePointer<UInt8>,
        _ table: UnsafeMutablePointer<UInt16>
    ) -> UnsafeMutablePointer<UInt8> {
        var output = start
        var nextLiteral = 0
        let raw = UnsafeRawPointer(block)
        // Reads of eight bytes at a position before the margin stay within the block.
        let margin = count - 15
        if margin > 0 {
            table.update(repeating: 0, count: tableSize)
            var position = 1
            search: while true {
                var skip = 32
                var candidate = 0
                while true {
                    guard position < margin else { break search }
                    let word = raw.loadUnaligned(fromByteOffset: position, as: UInt32.self)
                    let slot = Int((word &* 0x1E35_A7BD) >> UInt32(32 - tableBits))
                    candidate = Int(table[slot])
                    table[slot] = UInt16(truncatingIfNeeded: position)
                    if raw.loadUnaligned(fromByteOffset: candidate, as: UInt32.self) == word { break }
                    position += skip >> 5
                    skip += 1
                }
                output = emitLiteral(block + nextLiteral, position - nextLiteral, to: output)
                var length = 4
                while position + length + 8 <= count {
                    let different =
                        raw.loadUnaligned(fromByteOffset: position + length, as: UInt64.self).littleEndian
                        ^ raw.loadUnaligned(fromByteOffset: candidate + length, as: UInt64.self).littleEndian
                    if different != 0 {
                        length += different.trailingZeroBitCount >> 3
                        break
                    }
                    length += 8
                }
                if position + length + 8 > count {
                    while position + length < count, block[position + length] == block[candidate + length] {
                        length += 1
                    }
                }
                output = emitCopy(distance: position - candidate, length, to: output)
                position += length
                nextLiteral = position
            }
        }
        return emitLiteral(block + nextLiteral, count - nextLiteral, to: output)
    }

    private static func emitLiteral(
        _ bytes: UnsafePointer<UInt8>, _ count: Int, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        guard count > 0 else { return start }
        var output = start
        let less = count - 1
        if less < 60 {
            output[0] = UInt8(truncatingIfNeeded: less << 2)
            output += 1
        } else if less < 256 {
            output[0] = 60 << 2
            output[1] = UInt8(truncatingIfNeeded: less)
            output += 2
        } else {
            output[0] = 61 << 2
            output[1] = UInt8(truncatingIfNeeded: less)
            output[2] = UInt8(truncatingIfNeeded: less >> 8)
            output += 3
        }
        output.update(from: bytes, count: count)
        return output + count
    }

    private static func emitCopy(
        distance: Int, _ length: Int, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var output = start
        var rest = length
        func emit(_ count: Int) {
            if count >= 4, count < 12, distance < 2048 {
                output[0] = UInt8(truncatingIfNeeded: 1 | (count - 4) << 2 | (distance >> 8) << 5)
                output[1] = UInt8(truncatingIfNeeded: distance)
                output += 2
            } else {
                output[0] = UInt8(truncatingIfNeeded: 2 | (count - 1) << 2)
                output[1] = UInt8(truncatingIfNeeded: distance)
                output[2] = UInt8(truncatingIfNeeded: distance >> 8)
                output += 3
            }
        }
        while rest >= 68 {
            emit(64)
            rest -= 64
        }
        if rest > 64 {
            emit(60)
            rest -= 60
        }
        emit(rest)
        return output
    }
}
