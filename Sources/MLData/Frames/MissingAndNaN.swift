/// What to do with a column that holds both missing values and NaN when it becomes features, where NaN means missing.
public enum MissingAndNaN: String, Sendable, Hashable, Codable, CaseIterable {
    /// Refuse: the difference between the two would be lost.
    case refuse
    /// Treat NaN as missing.
    case unify
}
