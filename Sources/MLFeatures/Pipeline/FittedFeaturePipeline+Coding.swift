public import MLCore

extension FittedFeaturePipeline {
    /// `features.pipeline`.
    public static var kind: String { "features.pipeline" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        struct Step: Codable {
            let column: String
            let root: String
        }

        let inputs: Schema
        let isSparse: Bool
        let steps: [Step]
    }

    /// The stored form: columns and names as parameters, the fitted transformers as components inside.
    ///
    /// - Throws: `CoreError` when a transformer cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(
                inputs: inputs, isSparse: isSparse, steps: steps.map { .init(column: $0.column, root: $0.root) }),
            children: steps.map { try $0.transformer.encoded() })
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Decodes the transformers.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        guard parameters.steps.count == encoded.children.count else {
            throw Self.malformed("\(parameters.steps.count) steps for \(encoded.children.count) transformers")
        }
        let steps = try zip(parameters.steps, encoded.children).map { step, child in
            guard let transformer = try catalog.component(from: child) as? any ColumnTransformer else {
                throw Self.malformed("a component of kind \"\(child.kind)\" transforms no column")
            }
            return FittedFeatureStep(column: step.column, root: step.root, transformer: transformer)
        }
        do {
            try self.init(steps: steps, types: parameters.inputs, isSparse: parameters.isSparse)
        } catch {
            throw Self.malformed("the steps do not fit together", cause: error)
        }
        guard inputs == parameters.inputs else {
            throw Self.malformed("the inputs are not those that the steps read")
        }
    }
}
