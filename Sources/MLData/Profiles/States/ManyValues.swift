import MLCore
import MLStatistics

/// Finds out whether a column has certainly more distinct values than are counted exactly, without counting them.
///
/// Each hash sets a bit: there are at least as many values as bits.
struct ManyValues {
    private var bits: [UInt64]
    private let shift: UInt64
    private var count = 0

    /// Bits for about eight times as many values as the limit.
    init(limit: Int) {
        var places = 64
        while places < 8 * limit { places *= 2 }
        bits = [UInt64](repeating: 0, count: places / 64)
        shift = UInt64(64 - places.trailingZeroBitCount)
    }

    /// Whether some rows from the beginning have more than `limit` values.
    ///
    /// Twice as many rows as the limit are looked at, fewer when many of them have the same values.
    static func areCertain(in column: Column, limit: Int, _ scratch: KeyScratch) -> Bool {
        guard column.count - column.missingCount > limit else { return false }
        var found = ManyValues(limit: limit)
        let blocks = Chunks(count: column.count, size: ColumnState.blockSize)
        var seen = 0
        for block in 0..<min(blocks.chunkCount, 2 * limit / ColumnState.blockSize + 1) {
            let words = scratch.gather(column, blocks.range(block)).words
            found.add(words)
            seen += words.count
            if found.count > limit { return true }
            if found.count * 2 < seen { return false }
        }
        return false
    }

    private mutating func add(_ words: UnsafeMutableBufferPointer<UInt64>) {
        bits.withUnsafeMutableBufferPointer { bits in
            for word in words {
                let place = StableHash.hash(word) &>> shift
                let bit: UInt64 = 1 &<< (place & 63)
                let index = Int(truncatingIfNeeded: place &>> 6)
                count &+= bits[index] & bit == 0 ? 1 : 0
                bits[index] |= bit
            }
        }
    }
}
