/// A fitted transformer and the column it reads: a part of a ``FittedFeaturePipeline``.
public struct FittedFeatureStep: Sendable {
    /// The name of the input column.
    public let column: String
    /// What the names of the features begin with.
    public let root: String
    /// The transformer.
    public let transformer: any ColumnTransformer

    /// Creates a step.
    ///
    /// - Parameters:
    ///   - column: The name of the input column.
    ///   - root: What the names of the features begin with.
    ///   - transformer: The transformer.
    public init(column: String, root: String, transformer: any ColumnTransformer) {
        self.column = column
        self.root = root
        self.transformer = transformer
    }
}

extension FittedFeatureStep: Hashable {
    /// Whether both read the same column with equal transformers.
    public static func == (left: Self, right: Self) -> Bool {
        left.column == right.column && left.root == right.root && left.transformer.isEqual(to: right.transformer)
    }

    /// Hashes column and transformer.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(column)
        hasher.combine(root)
        transformer.hash(into: &hasher)
    }
}
