extension LinearModel: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "linear.model" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var featureCount: Int
        var task: PredictionTask
        var link: Link
    }

    /// The stored form: parameters, and the weights and intercepts as blobs of little-endian float64 values.
    ///
    /// - Throws: ``CoreError`` when a parameter cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(featureCount: featureCount, task: task, link: link),
            blobs: ["weights": EncodedComponent.blob(of: weights), "intercepts": EncodedComponent.blob(of: intercepts)])
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: a linear model holds no components.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(
            weights: try encoded.numbers("weights"), intercepts: try encoded.numbers("intercepts"),
            featureCount: parameters.featureCount, task: parameters.task, link: parameters.link)
    }
}
