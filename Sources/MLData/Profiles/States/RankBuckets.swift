import MLStatistics

/// Words in ascending order of which some stand for their neighbours, as ``RankBuckets`` finds them.
struct NearRuns {
    /// One word for each bucket, strictly ascending.
    var keys: [UInt64] = []
    /// How many words each stands for.
    var counts: [Int64] = []
    /// The words of crowded buckets, each with its own count; they are in ``keys`` too.
    var crowded = ValueRuns()
    /// How many words are in the other buckets.
    var looseCount: Int64 = 0
    /// The most words in one of the other buckets: no value among them is more frequent.
    var most: Int64 = 0
}

/// Puts words in buckets whose order is known, a few words in each, so that ranks are known nearly without sorting.
///
/// The range of the words is divided into 4096 cells of equal width, and each cell into buckets by the number of words in
/// it. Buckets that hold many words all the same are sorted.
final class RankBuckets {
    /// How many words a bucket holds on average when they are spread evenly within their cell.
    private static let load: UInt64 = 4
    /// Buckets with more words are sorted.
    private static let crowd = 16
    private static let cellCount = 4096

    private struct Bucket {
        var count = 0
        /// The last word that was put in.
        var word: UInt64 = 0
    }

    /// For each cell its first bucket in the upper half and the number of its buckets in the lower half.
    private let cells: UnsafeMutablePointer<UInt64>
    private let buckets: UnsafeMutablePointer<Bucket>

    /// Memory for blocks of so many words.
    init(capacity: Int) {
        cells = .allocate(capacity: Self.cellCount)
        buckets = .allocate(capacity: capacity / Int(Self.load) + Self.cellCount)
    }

    deinit {
        cells.deallocate()
        buckets.deallocate()
    }

    /// Where a word goes.
    private struct Division {
        let low: UInt64
        /// The width of a cell is 2^`shift`, of which the upper 2^`fine` steps count.
        let shift: UInt64
        let fine: UInt64
        let mask: UInt64

        init(_ range: ClosedRange<UInt64>) {
            low = range.lowerBound
            shift = UInt64(max(0, 64 - (range.upperBound &- low).leadingZeroBitCount - 12))
            fine = min(shift, 32)
            mask = (1 &<< fine) &- 1
        }

        @inline(__always)
        func cell(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word &- low) &>> shift) }

        @inline(__always)
        func bucket(_ word: UInt64, _ cells: UnsafeMutablePointer<UInt64>) -> Int {
            let distance = word &- low
            let cell = cells[Int(truncatingIfNeeded: distance &>> shift)]
            let place = (distance &>> (shift &- fine)) & mask
            return Int(truncatingIfNeeded: (cell &>> 32) &+ (place &* (cell & 0xFFFF_FFFF)) &>> fine)
        }
    }

    /// The words in their order, nearly.
    ///
    /// - Parameters:
    ///   - words: As many words as the capacity at most, one at least.
    ///   - range: The smallest and the largest word.
    ///   - spare: Room for as many words.
    ///   - second: Room for as many words once more.
    /// - Returns: `nil` when so many buckets are crowded that sorting everything is better.
    func runs(
        _ words: UnsafeMutableBufferPointer<UInt64>, in range: ClosedRange<UInt64>,
        _ spare: UnsafeMutableBufferPointer<UInt64>, _ second: UnsafeMutableBufferPointer<UInt64>
    ) -> NearRuns? {
        let division = Division(range)
        let bucketCount = spread(words, division)
        var crowdedCount = 0
        for index in 0..<bucketCount where buckets[index].count > Self.crowd { crowdedCount += buckets[index].count }
        guard crowdedCount * 2 <= words.count else { return nil }

        var runs = NearRuns()
        runs.keys.reserveCapacity(bucketCount)
        runs.counts.reserveCapacity(bucketCount)
        if crowdedCount > 0 { runs.crowded = crowded(words, division, spare, second, crowdedCount) }
        var run = 0
        for index in 0..<bucketCount where buckets[index].count > 0 {
            let count = buckets[index].count
            guard count > Self.crowd else {
                runs.keys.append(buckets[index].word)
                runs.counts.append(Int64(count))
                runs.looseCount += Int64(count)
                runs.most = max(runs.most, Int64(count))
                continue
            }
            var passed = 0
            while passed < count, run < runs.crowded.keys.count {
                runs.keys.append(runs.crowded.keys[run])
                runs.counts.append(runs.crowded.counts[run])
                passed += Int(runs.crowded.counts[run])
                run += 1
            }
        }
        return runs
    }

    /// Counts the words of each bucket, and gives the number of buckets.
    private func spread(_ words: UnsafeMutableBufferPointer<UInt64>, _ division: Division) -> Int {
        let (cells, buckets) = (cells, buckets)
        cells.initialize(repeating: 0, count: Self.cellCount)
        for index in 0..<words.count { cells[division.cell(words[index])] &+= 1 }
        var next: UInt64 = 0
        for cell in 0..<Self.cellCount where cells[cell] != 0 {
            let width = (cells[cell] &+ (Self.load - 1)) / Self.load
            cells[cell] = next &<< 32 | width
            next &+= width
        }
        buckets.initialize(repeating: Bucket(), count: Int(next))
        for index in 0..<words.count {
            let word = words[index]
            let bucket = buckets + division.bucket(word, cells)
            bucket.pointee.count &+= 1
            bucket.pointee.word = word
        }
        return Int(next)
    }

    /// The words of crowded buckets in ascending order.
    private func crowded(
        _ words: UnsafeMutableBufferPointer<UInt64>, _ division: Division,
        _ spare: UnsafeMutableBufferPointer<UInt64>, _ second: UnsafeMutableBufferPointer<UInt64>, _ count: Int
    ) -> ValueRuns {
        var found = 0
        for index in 0..<words.count {
            let word = words[index]
            if buckets[division.bucket(word, cells)].count > Self.crowd, found < count {
                spare[found] = word
                found += 1
            }
        }
        return ValueRuns(
            sorting: UnsafeMutableBufferPointer(rebasing: spare[..<found]),
            UnsafeMutableBufferPointer(rebasing: second[..<found]))
    }
}
