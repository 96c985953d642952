import MLCore

/// The faults of a configuration, reported all at once.
enum ConfigurationFaults {
    /// Throws when there are faults.
    static func check(_ faults: [String], of configuration: String) throws(FeatureError) {
        guard !faults.isEmpty else { return }
        throw FeatureError(
            .invalidConfiguration, faults.joined(separator: "; "), at: configuration,
            remedy: "Correct \(faults.count == 1 ? "this value" : "these \(faults.count) values").")
    }
}
