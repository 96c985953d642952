extension Tensor: Codable {
    private enum CodingKeys: String, CodingKey {
        case shape
        case elements
    }

    /// Decodes a shape and its elements.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: ``CoreError`` when the shape is invalid or the count of elements is not that of the shape, and what the
    ///   decoder throws.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let shape = try container.decode(Shape.self, forKey: .shape)
        let elements = try container.decode([ExtendedReal<Scalar>].self, forKey: .elements)
        try self.init(elements.map(\.wrappedValue), shape: shape)
    }

    /// Encodes the shape and the elements in row-major order; NaN and infinities as the texts of ``ExtendedReal``.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(shape, forKey: .shape)
        try container.encode(elements.map { ExtendedReal(wrappedValue: $0) }, forKey: .elements)
    }
}
