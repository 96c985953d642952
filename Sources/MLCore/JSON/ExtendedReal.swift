/// A double that may be infinite or not a number, with a place in JSON.
///
/// Finite numbers are coded as numbers; others as the strings `"nan"`, `"inf"` and `"-inf"`. A plain `Double` that is
/// not finite is refused by ``CanonicalJSONEncoder``, so that a NaN is stored on purpose or not at all.
///
/// ```swift
/// struct Split: Codable {
///     @ExtendedReal var threshold: Double  // ±∞ splits on missing
/// }
/// ```
///
/// All NaNs are equal to each other and read back as `Double.nan`; zero and negative zero are equal, and keep their sign.
@propertyWrapper
public struct ExtendedReal: Sendable, Hashable, Codable {
    /// The number.
    public var wrappedValue: Double

    /// Wraps a number.
    public init(wrappedValue: Double) { self.wrappedValue = wrappedValue }

    /// Reads a number, or one of the strings `"nan"`, `"inf"` and `"-inf"`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            wrappedValue = number
            return
        }
        switch try container.decode(String.self) {
        case "nan": wrappedValue = .nan
        case "inf": wrappedValue = .infinity
        case "-inf": wrappedValue = -.infinity
        case let text:
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a number, 'nan', 'inf' or '-inf', not '\(text.prefix(20))'")
        }
    }

    /// Writes a number, or one of the strings `"nan"`, `"inf"` and `"-inf"`.
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
