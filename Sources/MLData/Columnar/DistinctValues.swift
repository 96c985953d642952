/// The distinct values of some rows, compared byte for byte and numbered in the order in which they first occur.
struct DistinctValues {
    /// For each of the rows the number of its value.
    private(set) var codes: [UInt32] = []
    /// For each number the first row with the value.
    private(set) var firstRows: [Int] = []

    /// Numbers the values of rows, or returns `nil` when there are more than `limit` of them.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - limit: The most distinct values.
    ///   - hash: A hash of the value of a row.
    ///   - areSame: Whether two rows have the same value.
    /// - Complexity: O(rows) expected.
    @inline(__always)
    init?(_ rows: [Int], limit: Int, hash: (Int) -> UInt64, areSame: (Int, Int) -> Bool) {
        var slots = [UInt32](repeating: .max, count: 1024)
        codes.reserveCapacity(rows.count)
        for row in rows {
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: hash(row) >> 20) & mask
            while slots[slot] != .max, !areSame(firstRows[Int(slots[slot])], row) { slot = (slot + 1) & mask }
            if slots[slot] == .max {
                guard firstRows.count < limit else { return nil }
                slots[slot] = UInt32(firstRows.count)
                firstRows.append(row)
                codes.append(slots[slot])
                if firstRows.count * 2 > slots.count {
                    slots = [UInt32](repeating: .max, count: slots.count * 4)
                    let mask = slots.count - 1
                    for (number, first) in firstRows.enumerated() {
                        var slot = Int(truncatingIfNeeded: hash(first) >> 20) & mask
                        while slots[slot] != .max { slot = (slot + 1) & mask }
                        slots[slot] = UInt32(number)
                    }
                }
            } else {
                codes.append(slots[slot])
            }
        }
    }

    /// Numbers texts.
    init?(_ texts: TextBuffer, rows: [Int], limit: Int) {
        let found: DistinctValues? = texts.bytes.withUnsafeBufferPointer { bytes in
            texts.offsets.withUnsafeBufferPointer { offsets in
                func text(_ row: Int) -> UnsafeBufferPointer<UInt8> {
                    UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]])
                }
                return DistinctValues(
                    rows, limit: limit, hash: { Self.hash(text($0)) },
                    areSame: { left, right in
                        let (left, right) = (text(left), text(right))
                        return left.count == right.count && left.elementsEqual(right)
                    })
            }
        }
        guard let found else { return nil }
        self = found
    }

    /// Numbers values by their bits.
    init?(bits: [UInt64], rows: [Int], limit: Int) {
        let found: DistinctValues? = bits.withUnsafeBufferPointer { bits in
            DistinctValues(
                rows, limit: limit, hash: { (bits[$0] ^ bits[$0] >> 29) &* 0x9E37_79B9_7F4A_7C15 },
                areSame: { bits[$0] == bits[$1] })
        }
        guard let found else { return nil }
        self = found
    }

    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
        var index = 0
        let raw = UnsafeRawBufferPointer(text)
        while text.count - index >= 8 {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            index += 8
        }
        while index < text.count {
            hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        hash = (hash ^ hash >> 31) &* 0x9E37_79B9_7F4A_7C15
        return hash
    }
}
