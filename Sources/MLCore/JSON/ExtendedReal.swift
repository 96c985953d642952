/// A `Double` or `Float` that may be infinite or not a number, with a place in JSON.
///
/// Finite numbers are coded as numbers of their own type; others as the strings `"nan"`, `"inf"` and `"-inf"`. A plain
/// number that is not finite is refused by ``CanonicalJSONEncoder``, so that a NaN is stored on purpose or not at all.
///
/// ```swift
/// struct Split: Codable {
///     @ExtendedReal var threshold: Double  // ±∞ splits on missing
/// }
/// ```
///
/// All NaNs are equal to each other and read back as `nan`; zero and negative zero are equal, and keep their sign.
@propertyWrapper
public struct ExtendedReal<Scalar: NumericScalar>: Sendable, Hashable, Codable {
    /// The number.
    public var wrappedValue: Scalar

    /// Wraps a number.
    public init(wrappedValue: Scalar) { self.wrappedValue = wrappedValue }

    /// Reads a number, or one of the strings `"nan"`, `"inf"` and `"-inf"`.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            wrappedValue = try container.decode(Scalar.self)
        } catch let notANumber {
            // The first error says more about a number that is out of range.
            guard let text = try? container.decode(String.self) else { throw notANumber }
            switch text {
            case "nan": wrappedValue = .nan
            case "inf": wrappedValue = .infinity
            case "-inf": wrappedValue = -.infinity
            default:
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "expected a number, 'nan', 'inf' or '-inf', not '\(text.prefix(20))'")
            }
        }
    }

    /// Writes a number, or one of the strings `"nan"`, `"inf"` and `"-inf"`.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if wrappedValue.isFinite {
            try container.encode(wrappedValue)
        } else {
            try container.encode(wrappedValue.isNaN ? "nan" : wrappedValue > 0 ? "inf" : "-inf")
        }
    }

    /// Whether two numbers are equal, or both not a number.
    public static func == (first: ExtendedReal, second: ExtendedReal) -> Bool {
        first.wrappedValue == second.wrappedValue || (first.wrappedValue.isNaN && second.wrappedValue.isNaN)
    }

    /// Hashes the number; all NaNs hash alike.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(wrappedValue.isNaN)
        if !wrappedValue.isNaN { hasher.combine(wrappedValue) }
    }
}
