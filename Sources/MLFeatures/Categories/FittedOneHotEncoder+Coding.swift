public import MLCore

extension FittedOneHotEncoder {
    /// `features.one-hot`.
    public static var kind: String { "features.one-hot" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let type: ColumnType
        let unseen: OneHotEncoder.UnseenPolicy
        let missing: OneHotEncoder.MissingPolicy
    }

    /// The stored form: the configuration as parameters, the categories as blobs.
    ///
    /// - Throws: `CoreError` when the parameters cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(type: type, unseen: unseen, missing: missing),
            blobs: ["categories": frequent.blob, "infrequent": infrequent.blob])
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: there are no components inside.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        guard ColumnSlice.categoryTypes.contains(parameters.type) else {
            throw Self.malformed("the type is \(parameters.type.rawValue)")
        }
        let categories = try encoded.vocabulary("categories")
        let infrequent = try encoded.vocabulary("infrequent")
        for position in 0..<infrequent.count where categories.position(of: infrequent.term(at: position)) != nil {
            throw Self.malformed("the category \"\(infrequent.term(at: position).prefix(64))\" occurs twice")
        }
        self.init(
            categories: categories, infrequent: infrequent, type: parameters.type, unseen: parameters.unseen,
            missing: parameters.missing)
    }
}
