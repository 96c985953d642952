/// Finds the rank of a value among the cuts of its feature: the number of cuts that are below the value.
///
/// A value goes left of cut `k`, `value <= cuts[k]`, exactly when its rank is at most `k`, so ranks replace values in
/// every comparison without changing one answer. The idea is CatBoost's and RapidScorer's (Ye et al. 2018, KDD).
///
/// The search has no branch that depends on the value. A table of evenly spaced buckets gives the rank of a bucket's
/// lower end; what is left is a binary search among the cuts of one bucket, mostly one or two steps. Buckets only have
/// to rise with the value: a cut of a later bucket is above the value, whatever the rounding.
struct RankTables<Scalar: RankScalar>: Sendable {
    /// The table of one feature.
    struct Table: Sendable {
        fileprivate let low: Scalar
        fileprivate let scale: Scalar
        fileprivate let lastBucket: Scalar
        fileprivate let firstCut: Int
        fileprivate let firstStart: Int
        /// The number of steps of the binary search in a bucket.
        let stepCount: Int
    }

    private(set) var tables: [Table] = []
    /// The cuts of each feature, rising, then +∞ for as far as a search may look.
    private var cuts: [Scalar] = []
    /// The number of cuts below each bucket of each feature.
    private var starts: [UInt16] = []

    /// The memory of the tables.
    var byteCount: Int {
        cuts.count * MemoryLayout<Scalar>.size + starts.count * 2 + tables.count * MemoryLayout<Table>.stride
    }

    /// Adds the table of a feature with rising cuts, at most 65,535; equal ones are allowed.
    mutating func append(_ values: [Scalar]) {
        // In proportion to the cuts, so that a forest over very many features does not need much more than its nodes.
        var bucketCount = 2
        while bucketCount < 2 * values.count, bucketCount < 4096 { bucketCount *= 2 }
        let finite = values.filter(\.isFinite)
        let low = finite.first ?? 0
        let width = (finite.last ?? 0) - low
        let last = Scalar(bucketCount - 1)
        let scale = width > 0 ? last / width : 0
        var counts = [Int](repeating: 0, count: bucketCount)
        for value in values { counts[Self.bucket(value, low: low, scale: scale, last: last)] += 1 }
        var steps = 0
        let most = counts.max() ?? 0
        while 1 << steps < most + 1 { steps += 1 }
        tables.append(
            Table(
                low: low, scale: scale, lastBucket: last, firstCut: cuts.count, firstStart: starts.count,
                stepCount: steps))
        var below = 0
        for count in counts {
            starts.append(UInt16(below))
            below += count
        }
        cuts += values + [Scalar](repeating: .infinity, count: 1 << steps)
    }

    @inline(__always)
    private static func bucket(_ value: Scalar, low: Scalar, scale: Scalar, last: Scalar) -> Int {
        var place = (value - low) * scale
        // Both comparisons are false for NaN, so that it ends in the first bucket.
        place = place > 0 ? place : 0
        place = place < last ? place : last
        return Scalar.wholeNumber(place)
    }

    /// Searches in all tables for as long as a body runs.
    struct Search {
        fileprivate let cuts: UnsafePointer<Scalar>
        fileprivate let starts: UnsafePointer<UInt16>

        /// The rank of a value; NaN has rank 0.
        ///
        /// In bounds: a bucket is one of its table's, and behind the cuts of a bucket there are 2^steps values.
        @inline(__always)
        func rank(_ value: Scalar, _ table: Table) -> Int {
            switch table.stepCount {
            case 0: start(value, table)
            case 1: rank1(value, table)
            case 2: rank2(value, table)
            default: rankMany(value, table)
            }
        }

        /// The rank of a value in a table of one step in a bucket.
        @inline(__always)
        func rank1(_ value: Scalar, _ table: Table) -> Int {
            let rank = start(value, table)
            return rank &+ (cuts[table.firstCut &+ rank] < value ? 1 : 0)
        }

        /// The rank of a value in a table of two steps in a bucket.
        @inline(__always)
        func rank2(_ value: Scalar, _ table: Table) -> Int {
            let cuts = cuts + table.firstCut
            var rank = start(value, table)
            rank &+= cuts[rank &+ 1] < value ? 2 : 0
            return rank &+ (cuts[rank] < value ? 1 : 0)
        }

        @inline(__always)
        private func rankMany(_ value: Scalar, _ table: Table) -> Int {
            let cuts = cuts + table.firstCut
            var rank = start(value, table)
            var width = 1 << (table.stepCount &- 1)
            while width > 0 {
                rank &+= cuts[rank &+ width &- 1] < value ? width : 0
                width >>= 1
            }
            return rank
        }

        @inline(__always)
        private func start(_ value: Scalar, _ table: Table) -> Int {
            Int(
                starts[
                    table.firstStart
                        &+ RankTables.bucket(value, low: table.low, scale: table.scale, last: table.lastBucket)])
        }
    }

    /// Hands a body the tables and a search in them.
    @inline(__always)
    func withSearch(_ body: (UnsafePointer<Table>, Search) -> Void) {
        tables.withUnsafeBufferPointer { tables in
            cuts.withUnsafeBufferPointer { cuts in
                starts.withUnsafeBufferPointer { starts in
                    guard let tables = tables.baseAddress, let cuts = cuts.baseAddress, let starts = starts.baseAddress
                    else { return }
                    body(tables, Search(cuts: cuts, starts: starts))
                }
            }
        }
    }
}
