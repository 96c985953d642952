/// The features of one row, dense or sparse.
public struct FeatureVector<Scalar: NumericScalar>: Sendable, Hashable {
    /// How the values are stored.
    public enum Storage: Sendable, Hashable {
        /// One value a feature; NaN is missing.
        case dense([Scalar])
        /// Only some features have a value; the columns are strictly increasing.
        case sparse(columns: [Int32], values: [Scalar])
    }

    /// The number of features.
    public let count: Int
    /// The values.
    public let storage: Storage
    /// What an absent feature of a sparse vector means.
    public let absentMeans: AbsentMeaning

    /// Creates a dense vector; NaN is missing.
    public init(_ values: [Scalar]) {
        count = values.count
        storage = .dense(values)
        absentMeans = .zero
    }

    /// Creates a sparse vector.
    ///
    /// - Parameters:
    ///   - count: The number of features, at most ``FeatureSchema/countLimit``.
    ///   - columns: Strictly increasing, from 0 to `count - 1`.
    ///   - values: As many as `columns`.
    ///   - absentMeans: What a feature without a value means.
    /// - Throws: ``CoreError`` with code `shapeMismatch`, `malformedInput`, `invalidArgument` for a negative count, or
    ///   `limitExceeded`.
    public init(
        count: Int, columns: [Int32], values: [Scalar], absentMeans: AbsentMeaning = .zero
    ) throws(CoreError) {
        try FeatureSchema.checkCount(count, at: "feature vector")
        _ = try SparseRows(offsets: [0, columns.count], columns: columns, values: values, columnCount: count)
        self.count = count
        storage = .sparse(columns: columns, values: values)
        self.absentMeans = absentMeans
    }

    /// The vector with every value stored; absent values become zero or NaN as the vector says.
    public var dense: [Scalar] {
        switch storage {
        case .dense(let values): return values
        case .sparse(let columns, let values):
            var result = [Scalar](repeating: absentMeans.value(), count: count)
            for (column, value) in zip(columns, values) { result[Int(column)] = value }
            return result
        }
    }
}

/// What a value that a sparse row does not store means.
public enum AbsentMeaning: String, Sendable, Hashable, Codable {
    /// The value is zero, as in term counts.
    case zero
    /// The value is missing, as in LibSVM files scored by XGBoost.
    case missing

    /// Zero or NaN.
    package func value<Scalar: NumericScalar>() -> Scalar { self == .zero ? 0 : .nan }
}
