/// In which direction an output goes with a feature when all other features stay as they are.
public enum Monotonicity: String, Sendable, Hashable, Codable {
    /// It never falls when the feature rises.
    case rising
    /// It never rises when the feature rises.
    case falling
    /// In no certain direction.
    case none
}
