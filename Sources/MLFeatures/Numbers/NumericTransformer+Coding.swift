public import MLCore

extension NumericTransformer {
    /// `features.numbers`.
    public static var kind: String { "features.numbers" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let operationCount: Int
        let unifiesMissingAndNaN: Bool
    }

    /// The stored form: a truth value as parameter, the operations as components inside.
    ///
    /// - Throws: `CoreError` when an operation cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(operationCount: operations.count, unifiesMissingAndNaN: unifiesMissingAndNaN),
            children: operations.map { try $0.encoded() })
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Decodes the operations.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        guard parameters.operationCount == encoded.children.count else {
            throw Self.malformed("\(encoded.children.count) operations where \(parameters.operationCount) were stored")
        }
        let operations = try encoded.children.map { child in
            guard let operation = try catalog.component(from: child) as? any NumericOperation else {
                throw Self.malformed("a component of kind \"\(child.kind)\" is no operation on numbers")
            }
            return operation
        }
        self.init(operations: operations, unifiesMissingAndNaN: parameters.unifiesMissingAndNaN)
    }
}
