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
    ///   - code: The number of the value of a row, and whether it is a new one.
    /// - Complexity: O(rows) expected.
    @inline(__always)
    private init?(_ rows: [Int], limit: Int, code: (_ row: Int, _ firstRows: [Int]) -> Int) {
        codes.reserveCapacity(rows.count)
        for row in rows {
            let number = code(row, firstRows)
            if number == firstRows.count {
                guard number < limit else { return nil }
                firstRows.append(row)
            }
            codes.append(UInt32(truncatingIfNeeded: number))
        }
    }

    /// Numbers texts.
    init?(_ texts: TextBuffer, rows: [Int], limit: Int) {
        var table = CodeTable()
        let found: DistinctValues? = texts.bytes.withUnsafeBufferPointer { bytes in
            texts.offsets.withUnsafeBufferPointer { offsets in
                func text(_ row: Int) -> UnsafeBufferPointer<UInt8> {
                    UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]])
                }
                return DistinctValues(rows, limit: limit) { row, firstRows in
                    let wanted = text(row)
                    return table.code(ofHash: table.hash(wanted)) { number in
                        let other = text(firstRows[number])
                        return other.count == wanted.count && other.elementsEqual(wanted)
                    }
                }
            }
        }
        guard let found else { return nil }
        self = found
    }

    /// Numbers values by their bits.
    @inline(__always)
    init?(rows: [Int], limit: Int, bits: (_ row: Int) -> UInt64) {
        var table = CodeTable()
        self.init(rows, limit: min(limit, Int(UInt32.max))) { row, _ in table.code(of: bits(row)) }
    }
}
