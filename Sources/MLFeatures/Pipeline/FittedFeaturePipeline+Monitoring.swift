import MLCore
public import MLData

/// How much of one column was not there when its transformer was fitted.
public struct UnseenSummary: Sendable, Hashable {
    /// The name of the column.
    public let column: String
    /// What the names of the features begin with: tells steps on the same column apart.
    public let root: String
    /// For each row the share, from 0 to 1, of its terms or categories that were not there when fitting; `nil` where
    /// the value is missing or has none.
    public let shares: [Double?]

    /// The mean of the shares that are defined, or `nil` when none is.
    public var meanShare: Double? {
        let defined = shares.compactMap(\.self)
        return defined.isEmpty ? nil : Moments.meanAndVariance(of: defined).mean
    }
}

extension FittedFeaturePipeline {
    /// How much of the texts and categories of a table was not there when fitting, for monitoring.
    ///
    /// - Parameter frame: Has the columns of ``inputs``.
    /// - Returns: One summary for each step on texts or categories.
    /// - Throws: ``FeatureError`` with code `unknownColumn` or `typeMismatch`.
    public func unseenSummaries(of frame: DataFrame) throws -> [UnseenSummary] {
        try FeatureError.checkColumns(inputs.names, of: frame.schema, in: "data frame")
        return try steps.compactMap { step in
            guard let transformer = step.transformer as? any UnseenReporting else { return nil }
            let slice = ColumnSlice(try frame.column(step.column), name: step.column)
            return UnseenSummary(
                column: step.column, root: step.root, shares: try transformer.unseenShares(of: slice))
        }
    }
}
