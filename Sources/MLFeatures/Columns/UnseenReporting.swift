/// A column transformer that knows which parts of a value were not there when it was fitted: for monitoring.
public protocol UnseenReporting: ColumnTransformer {
    /// The share of the terms or categories of each value, repetitions included, that were not there when fitting.
    ///
    /// A rising share says that the data moves away from what the model was trained on.
    ///
    /// - Parameter column: Values of one of the accepted types, or missing.
    /// - Returns: One share from 0 to 1 for each value; `nil` where the value is missing or has no parts.
    /// - Throws: ``FeatureError`` with code `typeMismatch`.
    func unseenShares(of column: ColumnSlice) throws -> [Double?]
}
