import MLStatistics
import Synchronization

/// Memory for the sortable words of some rows, used again for each block.
///
/// It may go from one thread to the next, but only one has it at a time.
final class KeyScratch: @unchecked Sendable {
    private let words: UnsafeMutableBufferPointer<UInt64>
    private let second: UnsafeMutableBufferPointer<UInt64>
    /// What blocks of many numbers need besides.
    private(set) lazy var block = BlockScratch(capacity: words.count)

    init(capacity: Int) {
        words = .allocate(capacity: max(1, capacity))
        second = .allocate(capacity: max(1, capacity))
        words.initialize(repeating: 0)
        second.initialize(repeating: 0)
    }

    deinit {
        words.deallocate()
        second.deallocate()
    }

    /// As many spare words.
    func spare(_ count: Int) -> UnsafeMutableBufferPointer<UInt64> {
        UnsafeMutableBufferPointer(rebasing: second[..<count])
    }

    /// Gathers the words of the present finite values of some rows, and counts NaN, −∞ and +∞; there are at most as many
    /// rows as the capacity.
    func gather(
        _ column: Column, _ rows: Range<Int>
    ) -> (words: UnsafeMutableBufferPointer<UInt64>, nan: Int64, below: Int64, above: Int64) {
        var (count, nan, below, above) = (0, Int64(0), Int64(0), Int64(0))
        let validity = column.validity
        let hasMissing = validity.hasMissing
        @inline(__always)
        func gatherNumbers<Number>(_ values: [Number], _ number: (Number) -> Double) {
            values.withUnsafeBufferPointer { values in
                if !hasMissing, gatherFinite(values, rows, number) {
                    count = rows.count
                    return
                }
                for row in rows where !hasMissing || validity[row] {
                    let value = number(values[row])
                    if value.isFinite {
                        words[count] = SortableKey.key(value)
                        count += 1
                    } else if value.isNaN {
                        nan += 1
                    } else if value < 0 {
                        below += 1
                    } else {
                        above += 1
                    }
                }
            }
        }
        switch column.storage {
        case .bool(let values):
            for row in rows where !hasMissing || validity[row] {
                words[count] = SortableKey.key(values[row] ? Int64(1) : 0)
                count += 1
            }
        case .int64(let values), .timestamp(let values):
            values.withUnsafeBufferPointer { values in
                for row in rows where !hasMissing || validity[row] {
                    words[count] = SortableKey.key(values[row])
                    count += 1
                }
            }
        case .double(let values): gatherNumbers(values) { $0 }
        case .float(let values): gatherNumbers(values) { Double($0) }
        case .string, .stringList: break
        }
        return (UnsafeMutableBufferPointer(rebasing: words[..<count]), nan, below, above)
    }

    /// Gathers the words of numbers none of which is missing, and says whether all are finite.
    @inline(__always)
    private func gatherFinite<Number>(
        _ values: UnsafeBufferPointer<Number>, _ rows: Range<Int>, _ number: (Number) -> Double
    ) -> Bool {
        let words = words
        let first = rows.lowerBound
        var special: UInt64 = 0
        for index in 0..<rows.count {
            let value = number(values[first &+ index])
            words[index] = SortableKey.key(value)
            // The exponent of what is not finite is the only one that carries.
            special |= (value.bitPattern & 0x7FF0_0000_0000_0000) &+ 0x0010_0000_0000_0000
        }
        return special &>> 63 == 0
    }
}

/// Memory that is handed from one column to the next, so that its pages are made once.
final class KeyScratchPool: Sendable {
    private let free = Mutex<[KeyScratch]>([])
    private let capacity: Int

    /// Memory for so many rows each.
    init(capacity: Int) { self.capacity = capacity }

    /// Calls `body` with memory of any content.
    func with<Result>(_ body: (KeyScratch) -> Result) -> Result {
        let scratch = free.withLock { $0.popLast() } ?? KeyScratch(capacity: capacity)
        defer { free.withLock { $0.append(scratch) } }
        return body(scratch)
    }
}

/// Memory for what is found out of a block of numbers without sorting it.
final class BlockScratch {
    let words: UnsafeMutableBufferPointer<UInt64>
    let numbers: UnsafeMutableBufferPointer<Double>
    let buckets: RankBuckets
    let significands = SignificandSums()

    init(capacity: Int) {
        words = .allocate(capacity: capacity)
        numbers = .allocate(capacity: capacity)
        words.initialize(repeating: 0)
        numbers.initialize(repeating: 0)
        buckets = RankBuckets(capacity: capacity)
    }

    deinit {
        words.deallocate()
        numbers.deallocate()
    }
}
