public import MLCore

/// A fitted transformation of one column into a fixed number of features: a step of a ``FittedFeaturePipeline``.
///
/// There is one kernel, ``transform(_:into:)``, for whole tables and for single requests.
public protocol ColumnTransformer: StoredComponent, Hashable {
    /// The types of columns that the transformation takes.
    var acceptedTypes: [ColumnType] { get }
    /// Whether a value may be missing.
    var allowsMissing: Bool { get }
    /// Whether most features of a row are zero, so that sparse storage is the better form.
    var isSparse: Bool { get }
    /// The number of features.
    var featureCount: Int { get }

    /// The names of the features, in order.
    ///
    /// - Parameter root: What the names begin with: the prefix of the step and the name of the column.
    /// - Returns: As many names as ``featureCount``.
    func featureNames(root: String) -> [String]

    /// Writes the features of each value of a column.
    ///
    /// - Parameters:
    ///   - column: Values of one of ``acceptedTypes``, or missing.
    ///   - block: Takes ``featureCount`` features for each value.
    /// - Throws: ``FeatureError`` for a value that the fitted state does not cover.
    func transform(_ column: ColumnSlice, into block: inout FeatureBlock) throws
}

extension ColumnTransformer {
    /// The features of each value of one column.
    ///
    /// - Parameters:
    ///   - column: Values of one of ``acceptedTypes``, or missing.
    ///   - isSparse: Whether only values other than zero are stored; `nil` for what the transformer prefers.
    /// - Returns: One row for each value.
    /// - Throws: ``FeatureError`` for a value that the fitted state does not cover.
    public func features(of column: ColumnSlice, isSparse: Bool? = nil) throws -> FeatureBlock {
        let isSparse = isSparse ?? self.isSparse
        let (size, overflow) = featureCount.multipliedReportingOverflow(by: column.count)
        guard isSparse || (!overflow && size <= DenseSize.limit) else {
            throw FeatureError(
                .limitExceeded, "\(column.count) rows of \(featureCount) features are too many to store densely",
                at: "column \"\(column.name)\"")
        }
        var block = FeatureBlock(featureCount: featureCount, rowCapacity: column.count, isSparse: isSparse)
        try transform(column, into: &block)
        guard block.rowCount == column.count else {
            throw FeatureError(
                .malformedOutput, "\(Self.kind) wrote \(block.rowCount) rows for \(column.count) values",
                at: "column \"\(column.name)\"")
        }
        return block
    }
}
