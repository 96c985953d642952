import MLCore

/// The columns of a feature matrix.
struct FeatureColumns: Sendable {
    /// One column.
    struct Column {
        /// The rows of the values, ascending; `nil` when there is a value for every row.
        let rows: [Int32]?
        let values: [Double]
        /// The number of rows, with or without a value.
        let rowCount: Int
        /// Whether rows without a value have zero; otherwise theirs is missing.
        let absentAreZero: Bool

        /// How many rows have a zero that is not among the values.
        var implicitZeros: Int { absentAreZero ? rowCount - values.count : 0 }

        /// Whether a row has a missing value that is not among the values.
        var implicitMissing: Bool { !absentAreZero && values.count < rowCount }

        /// The bin of every row.
        func codes(in bins: FeatureBins) -> [UInt8] {
            let absent = absentAreZero ? bins.bin(of: 0) : bins.missingBin
            var codes = [UInt8](repeating: UInt8(truncatingIfNeeded: absent), count: rowCount)
            if let rows {
                for (row, value) in zip(rows, values) {
                    codes[Int(row)] = UInt8(truncatingIfNeeded: bins.bin(of: value))
                }
            } else {
                for (row, value) in values.enumerated() { codes[row] = UInt8(truncatingIfNeeded: bins.bin(of: value)) }
            }
            return codes
        }
    }

    private enum Storage: Sendable {
        case dense([Double])
        case sparse(SparseColumns, absentAreZero: Bool)
    }

    private let storage: Storage
    private let rowCount: Int
    private let featureCount: Int

    init(_ matrix: FeatureMatrix<Double>) {
        rowCount = matrix.rowCount
        featureCount = matrix.featureCount
        switch matrix.storage {
        case .dense(let values): storage = .dense(values)
        case .sparse(let rows, let absentMeans):
            storage = .sparse(
                SparseColumns(rows, columnCount: matrix.featureCount), absentAreZero: absentMeans == .zero)
        }
    }

    /// The values of a feature.
    func column(_ feature: Int) -> Column {
        switch storage {
        case .dense(let values):
            let column = (0..<rowCount).map { values[$0 * featureCount + feature] }
            return Column(rows: nil, values: column, rowCount: rowCount, absentAreZero: true)
        case .sparse(let columns, let absentAreZero):
            let range = columns.offsets[feature]..<columns.offsets[feature + 1]
            return Column(
                rows: Array(columns.rows[range]), values: Array(columns.values[range]), rowCount: rowCount,
                absentAreZero: absentAreZero)
        }
    }
}
