extension KeywordPredictor: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "baseline.keyword" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        struct StoredKeyword: Codable {
            var feature: Int
            var vote: Double
        }

        var baseRates: [Double]
        var featureCount: Int
        var keywords: [[StoredKeyword]]
        var task: PredictionTask
    }

    /// The stored form: parameters only.
    ///
    /// - Throws: ``CoreError`` when a parameter cannot be stored.
    public func encoded() throws -> EncodedComponent {
        let stored = keywords.map { list in
            list.map { Parameters.StoredKeyword(feature: $0.feature, vote: $0.vote) }
        }
        return try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(
                baseRates: baseRates, featureCount: featureCount, keywords: stored, task: task))
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(
            keywords: parameters.keywords.map { list in
                list.map { Keyword(feature: $0.feature, vote: $0.vote) }
            },
            baseRates: parameters.baseRates, featureCount: parameters.featureCount, task: parameters.task)
    }
}
