import MLCore

/// The rows of a tree's nodes: the rows of a node are always side by side, in ascending order.
final class RowPartition: @unchecked Sendable {
    /// Below this many rows another thread costs more than it saves.
    static let parallelRows = 1 << 15

    /// The row at each position.
    let rows: AlignedMemory<Int32>
    /// As much room again, for the rows that go right.
    private let scratch: AlignedMemory<Int32>
    private let spare: AlignedMemory<Int32>
    /// The number of rows.
    private(set) var count = 0

    /// Takes room for rows.
    ///
    /// - Parameters:
    ///   - capacity: The largest number of rows.
    ///   - threads: How many threads may be used.
    init(capacity: Int, threads: Int) {
        rows = AlignedMemory(repeating: 0, count: capacity)
        scratch = AlignedMemory(repeating: 0, count: capacity)
        spare = AlignedMemory(repeating: 0, count: threads > 1 ? capacity : 0)
    }

    /// Starts again with the rows from 0 on.
    func reset(count: Int) {
        self.count = min(count, rows.count)
        for row in 0..<self.count { rows.start[row] = Int32(truncatingIfNeeded: row) }
    }

    /// Starts again with some rows.
    ///
    /// - Parameter chosen: Row numbers, ascending.
    func reset(to chosen: [Int32]) {
        count = min(chosen.count, rows.count)
        for position in 0..<count { rows.start[position] = chosen[position] }
    }

    /// Brings the rows of a range that go left to its front; both sides keep their order.
    ///
    /// - Parameters:
    ///   - range: Positions of a node.
    ///   - column: The code of each row.
    ///   - table: 1 for each code that goes left, 0 for the others.
    ///   - threads: How many threads may be used.
    /// - Returns: The first position of the rows that went right.
    func split(_ range: Range<Int>, column: UnsafePointer<UInt8>, table: [UInt8], threads: Int) -> Int {
        table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress, !range.isEmpty else { return range.lowerBound }
            let threads = min(threads, 2 * range.count / Self.parallelRows)
            guard threads > 1, range.count >= Self.parallelRows else {
                let left = Self.split(
                    rows.start + range.lowerBound, range.count, column, table, left: rows.start + range.lowerBound,
                    right: scratch.start + range.lowerBound)
                (rows.start + range.lowerBound + left).update(
                    from: scratch.start + range.lowerBound, count: range.count - left)
                return range.lowerBound + left
            }
            return splitInParts(range, column, table, threads)
        }
    }

    private func splitInParts(
        _ range: Range<Int>, _ column: UnsafePointer<UInt8>, _ table: UnsafePointer<UInt8>, _ threads: Int
    ) -> Int {
        let parts = Chunks(count: range.count, size: (range.count + threads - 1) / threads)
        // Parts are disjoint positions, so no two threads touch the same row.
        nonisolated(unsafe) let (column, table, rows, scratch, spare) = (
            column, table, rows.start, scratch.start, spare.start
        )
        let lefts = parallelMap(count: parts.chunkCount, threads: threads) { part in
            let positions = parts.range(part)
            let start = range.lowerBound + positions.lowerBound
            return Self.split(
                rows + start, positions.count, column, table, left: spare + start, right: scratch + start)
        }
        let middle = range.lowerBound + lefts.reduce(0, +)
        var targets: [(left: Int, right: Int)] = []
        var (left, right) = (range.lowerBound, middle)
        for part in 0..<parts.chunkCount {
            targets.append((left, right))
            left += lefts[part]
            right += parts.range(part).count - lefts[part]
        }
        let places = targets
        parallelFor(count: parts.chunkCount, threads: threads) { part in
            let positions = parts.range(part)
            let start = range.lowerBound + positions.lowerBound
            (rows + places[part].left).update(from: spare + start, count: lefts[part])
            (rows + places[part].right).update(from: scratch + start, count: positions.count - lefts[part])
        }
        return middle
    }

    /// Writes every row to both sides and goes on on the one that it belongs to: there is no branch to mispredict.
    private static func split(
        _ rows: UnsafePointer<Int32>, _ count: Int, _ column: UnsafePointer<UInt8>, _ table: UnsafePointer<UInt8>,
        left: UnsafeMutablePointer<Int32>, right: UnsafeMutablePointer<Int32>
    ) -> Int {
        var (toLeft, toRight) = (0, 0)
        for position in 0..<count {
            let row = rows[position]
            let goesLeft = Int(table[Int(column[Int(row)])])
            left[toLeft] = row
            right[toRight] = row
            toLeft &+= goesLeft
            toRight &+= 1 &- goesLeft
        }
        return toLeft
    }
}
