public import MLCore

extension TFIDFTransformer {
    /// `features.tf-idf`.
    public static var kind: String { "features.tf-idf" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let tokenizer: Tokenizer
        let isSublinear: Bool
        let norm: TFIDFVectorizer.RowNorm
        let missing: MissingTextPolicy
    }

    /// The stored form: the configuration as parameters, terms and inverse document frequencies as blobs.
    ///
    /// - Throws: `CoreError` when the parameters cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(tokenizer: tokenizer, isSublinear: isSublinear, norm: norm, missing: missing),
            blobs: [
                "terms": index.vocabulary.blob,
                "inverse-document-frequencies": EncodedComponent.blob(of: inverseDocumentFrequencies),
            ])
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: there are no components inside.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        index = try TermIndex(decoding: encoded, tokenizer: parameters.tokenizer)
        inverseDocumentFrequencies = try encoded.numbers("inverse-document-frequencies", count: index.vocabulary.count)
        isSublinear = parameters.isSublinear
        norm = parameters.norm
        missing = parameters.missing
    }
}
