/// A floating-point number in stored form: a JSON number, or one of the texts `nan`, `inf` and `-inf`.
///
/// JSON has no NaN and no infinity, and the canonical encoder refuses them. A field that may hold them is stored
/// through this wrapper, so the intent is visible in the type. All NaNs are stored as the same text.
public struct StorableNumber<Scalar: NumericScalar>: Sendable, Hashable, Codable {
    /// The number.
    public let value: Scalar

    /// Wraps a number.
    public init(_ value: Scalar) { self.value = value }

    /// Decodes a number or one of the three texts.
    ///
    /// - Throws: `DecodingError` for any other text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let text = try? container.decode(String.self) else {
            value = try container.decode(Scalar.self)
            return
        }
        switch text {
        case "nan": value = .nan
        case "inf": value = .infinity
        case "-inf": value = -.infinity
        default:
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a number, nan, inf or -inf, found \(text.prefix(64))")
        }
    }

    /// Encodes a finite number as such and the others as text.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if value.isFinite {
            try container.encode(value)
        } else {
            try container.encode(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
        }
    }
}
