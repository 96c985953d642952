import MLCore
import MLStatistics

/// One row of features in a form that is the same for equal rows, dense or sparse.
///
/// Zeros are left out, all NaNs are one, and zero has no sign.
struct CanonicalRow {
    /// The columns of the values, ascending.
    private(set) var columns: [Int32] = []
    /// The bits of the values.
    private(set) var words: [UInt64] = []

    /// Takes over a row.
    mutating func read(_ row: Int, of matrix: FeatureMatrix<Double>) {
        columns.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        switch matrix.storage {
        case .dense(let values):
            let start = row * matrix.featureCount
            for column in 0..<matrix.featureCount { append(column, values[start + column]) }
        case .sparse(let rows, absentMeans: .zero):
            for position in rows.range(ofRow: row) { append(Int(rows.columns[position]), rows.values[position]) }
        case .sparse(let rows, absentMeans: .missing):
            let range = rows.range(ofRow: row)
            var position = range.lowerBound
            for column in 0..<matrix.featureCount {
                if position < range.upperBound, Int(rows.columns[position]) == column {
                    append(column, rows.values[position])
                    position += 1
                } else {
                    append(column, .nan)
                }
            }
        }
    }

    private mutating func append(_ column: Int, _ value: Double) {
        guard value != 0 else { return }
        columns.append(Int32(truncatingIfNeeded: column))
        words.append(Self.word(of: value))
    }

    /// The bits of a value; all NaNs and both zeros have one form.
    static func word(of value: Double) -> UInt64 {
        value.isNaN ? Double.nan.bitPattern : value == 0 ? 0 : value.bitPattern
    }

    /// The hash of the row.
    var hash: UInt64 {
        var state = StableHash.hash(UInt64(truncatingIfNeeded: words.count))
        for position in words.indices {
            state = StableHash.combined(state, UInt64(truncatingIfNeeded: columns[position]))
            state = StableHash.combined(state, words[position])
        }
        return state
    }

    /// Whether two rows are equal.
    func isSame(as other: CanonicalRow) -> Bool { words == other.words && columns == other.columns }
}
