/// The version of this SDK.
public enum SDKVersion {
    /// The version, by Semantic Versioning 2.0.0.
    public static let current = "0.1.0"
}
