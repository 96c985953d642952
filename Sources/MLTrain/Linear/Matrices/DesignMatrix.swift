import MLCore

/// Finite features in the forms that fitting a linear model walks: by row for scores, by column for gradients.
///
/// Each score and each derivative is a sum of one row or one column in a fixed order, so both are independent of the
/// number of threads.
struct DesignMatrix: Sendable {
    /// The values by row.
    enum Rows: Sendable {
        /// Row-major.
        case dense([Double])
        /// Compressed rows, and the same values as compressed columns.
        case sparse(SparseRows<Double>, SparseColumns)
    }

    let rowCount: Int
    let featureCount: Int
    let rows: Rows

    /// Checks and arranges features.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` when a feature is missing or infinite.
    init(_ features: FeatureMatrix<Double>, for kind: String) throws(TrainError) {
        try Self.check(features, for: kind)
        self.init(arranging: features)
    }

    /// Arranges features that were checked.
    init(arranging features: FeatureMatrix<Double>) {
        rowCount = features.rowCount
        featureCount = features.featureCount
        switch features.storage {
        case .dense(let values): rows = .dense(values)
        case .sparse(let sparse, _): rows = .sparse(sparse, SparseColumns(sparse, columnCount: featureCount))
        }
    }

    /// Checks that every feature is a finite number.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` when a feature is missing or infinite.
    static func check(_ features: FeatureMatrix<Double>, for kind: String) throws(TrainError) {
        switch features.storage {
        case .dense(let values):
            if let position = values.firstIndex(where: { !$0.isFinite }) {
                let width = features.featureCount
                throw Self.unusable(
                    values[position], features.schema.names[position % width], position / width, kind)
            }
        case .sparse(let sparse, let absentMeans):
            if let position = sparse.values.firstIndex(where: { !$0.isFinite }) {
                let row = (sparse.offsets.firstIndex { $0 > position } ?? 1) - 1
                throw Self.unusable(
                    sparse.values[position], features.schema.names[Int(sparse.columns[position])], row, kind)
            }
            if absentMeans == .missing, sparse.values.count < features.rowCount * features.featureCount {
                throw TrainError(
                    .invalidFeatures, "absent values of the matrix are missing values", at: kind,
                    remedy: "Impute them, or say that absent values are zero.")
            }
        }
    }

    private static func unusable(_ value: Double, _ name: String, _ row: Int, _ kind: String) -> TrainError {
        TrainError(
            .invalidFeatures, "the feature \"\(name)\" of row \(row) is \(value.isNaN ? "missing" : "infinite")",
            at: kind, remedy: "Impute missing values and clip infinite ones before a linear model.")
    }
}

/// The values of a sparse matrix by column, with the rows ascending within a column.
struct SparseColumns: Sendable {
    /// Where each column begins; one more element than there are columns.
    let offsets: [Int]
    /// The row of each value.
    let rows: [Int32]
    let values: [Double]

    /// Turns compressed rows into compressed columns.
    ///
    /// - Complexity: O(values + rows + columns).
    init(_ sparse: SparseRows<Double>, columnCount: Int) {
        var offsets = [Int](repeating: 0, count: columnCount + 1)
        for column in sparse.columns { offsets[Int(column) + 1] += 1 }
        for column in 0..<columnCount { offsets[column + 1] += offsets[column] }
        var next = offsets
        var rows = [Int32](repeating: 0, count: sparse.columns.count)
        var values = [Double](repeating: 0, count: sparse.columns.count)
        for row in 0..<sparse.rowCount {
            for position in sparse.range(ofRow: row) {
                let column = Int(sparse.columns[position])
                rows[next[column]] = Int32(truncatingIfNeeded: row)
                values[next[column]] = sparse.values[position]
                next[column] += 1
            }
        }
        self.offsets = offsets
        self.rows = rows
        self.values = values
    }
}
