import MLCore

/// The values of a feature in a few bins of about equal counts, with one for missing values.
struct ValueBins {
    /// The largest number of bins of values that are not missing.
    static let limit = 32

    /// The greatest value of each bin but the last, ascending.
    private let cuts: [Double]

    /// Cuts the values of a column; infinities are the outermost values.
    ///
    /// - Complexity: O(s log s) for s stored values.
    init(_ column: MatrixColumns.Column) {
        let sorted = column.values.filter { !$0.isNaN }.sorted()
        // The rows without a stored value stand as one block among the sorted values.
        let implicit = column.absent.isNaN ? 0 : column.absentCount
        let below = implicit > 0 ? sorted.prefix { $0 < column.absent }.count : sorted.count
        let total = sorted.count + implicit
        func value(at rank: Int) -> Double {
            if rank < below { return sorted[rank] }
            return rank < below + implicit ? column.absent : sorted[rank - implicit]
        }
        var cuts: [Double] = []
        for part in 1..<Self.limit where total > 0 {
            let rank = part * total / Self.limit
            guard rank > 0, rank < total else { continue }
            let cut = value(at: rank - 1)
            if cut < value(at: total - 1), cuts.last.map({ $0 < cut }) ?? true { cuts.append(cut) }
        }
        self.cuts = cuts
    }

    /// The number of bins, with that for missing values, which is the last one.
    var count: Int { cuts.count + 2 }

    /// The bin of a value.
    func bin(of value: Double) -> Int {
        if value.isNaN { return count - 1 }
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= cuts[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
