extension LinearBooster: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "linear.booster" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var features: FeatureSchema
        var task: PredictionTask
        var link: TreeEnsemble.Link
    }

    /// The stored form: parameters, and weights, biases and base margins as blobs of little-endian float32 values.
    ///
    /// - Throws: ``CoreError`` when a parameter cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(features: features, task: task, link: link),
            blobs: [
                "weights": EncodedComponent.blob(of: weights), "biases": EncodedComponent.blob(of: biases),
                "base-margins": EncodedComponent.blob(of: baseMargins),
            ])
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: a linear booster holds no components.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(
            weights: try encoded.numbers("weights"), biases: try encoded.numbers("biases"),
            baseMargins: try encoded.numbers("base-margins"), features: parameters.features,
            task: parameters.task, link: parameters.link)
    }
}
