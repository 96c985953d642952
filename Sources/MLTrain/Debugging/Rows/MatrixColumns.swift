import MLCore

/// The columns of a feature matrix, which is stored by rows.
struct MatrixColumns: Sendable {
    /// One column.
    struct Column {
        /// The rows of the values, ascending; `nil` when there is a value for every row.
        let rows: [Int32]?
        /// The values; NaN is missing.
        let values: [Double]
        /// The value of the rows without one.
        let absent: Double
        /// The number of rows.
        let rowCount: Int

        /// How many rows have the absent value without storing it.
        var absentCount: Int { rowCount - values.count }

        /// Passes on the row and the value of every row that stores one.
        func forEachStored(_ body: (Int, Double) -> Void) {
            if let rows {
                for position in values.indices { body(Int(rows[position]), values[position]) }
            } else {
                for row in values.indices { body(row, values[row]) }
            }
        }
    }

    private enum Storage: Sendable {
        case dense([Double])
        /// Compressed sparse columns.
        case sparse(offsets: [Int], rows: [Int32], values: [Double], absent: Double)
    }

    private let storage: Storage
    let rowCount: Int
    let featureCount: Int

    /// Transposes a sparse matrix, and keeps a dense one.
    init(_ matrix: FeatureMatrix<Double>) {
        rowCount = matrix.rowCount
        featureCount = matrix.featureCount
        switch matrix.storage {
        case .dense(let values): storage = .dense(values)
        case .sparse(let rows, let absentMeans):
            var offsets = [Int](repeating: 0, count: matrix.featureCount + 1)
            for column in rows.columns { offsets[Int(column) + 1] += 1 }
            for column in 0..<matrix.featureCount { offsets[column + 1] += offsets[column] }
            var next = offsets
            var rowsByColumn = [Int32](repeating: 0, count: rows.columns.count)
            var values = [Double](repeating: 0, count: rows.columns.count)
            for row in 0..<rows.rowCount {
                for position in rows.range(ofRow: row) {
                    let column = Int(rows.columns[position])
                    rowsByColumn[next[column]] = Int32(truncatingIfNeeded: row)
                    values[next[column]] = rows.values[position]
                    next[column] += 1
                }
            }
            storage = .sparse(offsets: offsets, rows: rowsByColumn, values: values, absent: absentMeans.value())
        }
    }

    /// The values of a feature.
    func column(_ feature: Int) -> Column {
        switch storage {
        case .dense(let values):
            let column = (0..<rowCount).map { values[$0 * featureCount + feature] }
            return Column(rows: nil, values: column, absent: 0, rowCount: rowCount)
        case .sparse(let offsets, let rows, let values, let absent):
            let range = offsets[feature]..<offsets[feature + 1]
            return Column(
                rows: Array(rows[range]), values: Array(values[range]), absent: absent, rowCount: rowCount)
        }
    }
}
