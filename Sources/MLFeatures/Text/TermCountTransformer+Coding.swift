public import MLCore

extension TermCountTransformer {
    /// `features.term-counts`.
    public static var kind: String { "features.term-counts" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let tokenizer: Tokenizer
        let isBinary: Bool
        let missing: MissingTextPolicy
    }

    /// The stored form: the configuration as parameters, the terms as a blob.
    ///
    /// - Throws: `CoreError` when the parameters cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(tokenizer: tokenizer, isBinary: isBinary, missing: missing),
            blobs: ["terms": index.vocabulary.blob])
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
        isBinary = parameters.isBinary
        missing = parameters.missing
    }
}

extension TermIndex {
    /// Reads the vocabulary of a stored text transformer and checks the tokenizer.
    init(decoding encoded: EncodedComponent, tokenizer: Tokenizer) throws {
        guard tokenizer.faults.isEmpty else {
            throw CoreError(
                .malformedModel, tokenizer.faults.joined(separator: "; "), at: "component \(encoded.kind), tokenizer")
        }
        self.init(tokenizer: tokenizer, vocabulary: try encoded.vocabulary("terms"))
    }
}
