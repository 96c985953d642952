/// The numeric currency between features, training and scoring: rows of features under a schema.
///
/// Dense matrices are row-major with NaN for missing; sparse ones are CSR and say what an absent value means. A matrix
/// is immutable and checked on construction, so kernels rely on its invariants.
public struct FeatureMatrix<Scalar: NumericScalar>: Sendable, Hashable {
    /// How the values are stored.
    public enum Storage: Sendable, Hashable {
        /// Row-major, `rowCount * featureCount` values; NaN is missing.
        case dense([Scalar])
        /// Compressed sparse rows and the meaning of absent values.
        case sparse(SparseRows<Scalar>, absentMeans: AbsentMeaning)
    }

    /// The names of the columns.
    public let schema: FeatureSchema
    /// The number of rows.
    public let rowCount: Int
    /// The values.
    public let storage: Storage

    /// Creates a dense matrix.
    ///
    /// - Parameters:
    ///   - values: Row-major, `rowCount * schema.count` values; NaN is missing.
    ///   - rowCount: The number of rows; may be zero.
    ///   - schema: The names of the columns.
    /// - Throws: ``CoreError`` with code `shapeMismatch` when the number of values is not the product of the counts, or
    ///   `limitExceeded` for more than 2³¹ rows without features.
    public init(values: [Scalar], rowCount: Int, schema: FeatureSchema) throws(CoreError) {
        let (product, overflow) = rowCount.multipliedReportingOverflow(by: schema.count)
        guard rowCount >= 0, !overflow, product == values.count else {
            throw CoreError(
                .shapeMismatch, "\(values.count) values for \(rowCount) rows of \(schema.count) features",
                at: "feature matrix")
        }
        guard schema.count > 0 || rowCount <= DenseSize.limit else {
            throw CoreError(.limitExceeded, "\(rowCount) rows without features", at: "feature matrix")
        }
        self.schema = schema
        self.rowCount = rowCount
        storage = .dense(values)
    }

    /// Creates a sparse matrix.
    ///
    /// - Parameters:
    ///   - rows: The stored values.
    ///   - absentMeans: What an absent value means.
    ///   - schema: The names of the columns.
    /// - Throws: ``CoreError`` with code `malformedInput` when a column is outside of the schema.
    public init(rows: SparseRows<Scalar>, absentMeans: AbsentMeaning, schema: FeatureSchema) throws(CoreError) {
        let limit = schema.count
        for column in rows.columns where Int(column) >= limit || column < 0 {
            throw CoreError(.malformedInput, "column \(column) is outside of \(limit) features", at: "feature matrix")
        }
        self.schema = schema
        rowCount = rows.rowCount
        storage = .sparse(rows, absentMeans: absentMeans)
    }

    /// Creates a matrix from parts that the caller has built in valid form.
    init(schema: FeatureSchema, rowCount: Int, storage: Storage) {
        self.schema = schema
        self.rowCount = rowCount
        self.storage = storage
    }

    /// The number of features.
    public var featureCount: Int { schema.count }

    /// Whether the matrix is stored sparsely.
    public var isSparse: Bool {
        if case .sparse = storage { true } else { false }
    }
}

extension FeatureMatrix {
    /// One row.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func row(_ index: Int) throws(CoreError) -> FeatureVector<Scalar> {
        guard index >= 0, index < rowCount else {
            throw CoreError(.invalidArgument, "row \(index) of \(rowCount)", at: "feature matrix")
        }
        switch storage {
        case .dense(let values):
            return FeatureVector(Array(values[index * featureCount..<(index + 1) * featureCount]))
        case .sparse(let rows, let absentMeans):
            let range = rows.range(ofRow: index)
            return try FeatureVector(
                count: featureCount, columns: Array(rows.columns[range]), values: Array(rows.values[range]),
                absentMeans: absentMeans)
        }
    }

    /// The rows of the given positions, in that order; a position may occur more than once.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row, or `limitExceeded` when a dense
    ///   result would hold more than 2³¹ values.
    public func selecting(rows positions: [Int]) throws(CoreError) -> FeatureMatrix {
        for position in positions where position < 0 || position >= rowCount {
            throw CoreError(.invalidArgument, "row \(position) of \(rowCount)", at: "feature matrix")
        }
        switch storage {
        case .dense(let values):
            let width = featureCount
            var selected: [Scalar] = []
            selected.reserveCapacity(
                try DenseSize.checked(rows: positions.count, columns: width, at: "feature matrix"))
            for position in positions { selected.append(contentsOf: values[position * width..<(position + 1) * width]) }
            return FeatureMatrix(schema: schema, rowCount: positions.count, storage: .dense(selected))
        case .sparse(let rows, let absentMeans):
            var offsets = [0]
            var columns: [Int32] = []
            var values: [Scalar] = []
            for position in positions {
                let range = rows.range(ofRow: position)
                columns.append(contentsOf: rows.columns[range])
                values.append(contentsOf: rows.values[range])
                offsets.append(columns.count)
            }
            let selected = SparseRows(uncheckedOffsets: offsets, columns: columns, values: values)
            return FeatureMatrix(
                schema: schema, rowCount: positions.count, storage: .sparse(selected, absentMeans: absentMeans))
        }
    }

    /// The matrix with every value stored; absent values become zero or NaN as the matrix says.
    ///
    /// - Throws: ``CoreError`` with code `limitExceeded` when the dense form would hold more than 2³¹ values.
    public func densified() throws(CoreError) -> FeatureMatrix {
        guard case .sparse(let rows, let absentMeans) = storage else { return self }
        let count = try DenseSize.checked(rows: rowCount, columns: featureCount, at: "feature matrix")
        var values = [Scalar](repeating: absentMeans.value(), count: count)
        for row in 0..<rowCount {
            for position in rows.range(ofRow: row) {
                values[row * featureCount + Int(rows.columns[position])] = rows.values[position]
            }
        }
        return FeatureMatrix(schema: schema, rowCount: rowCount, storage: .dense(values))
    }
}
