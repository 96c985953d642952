public import MLCore

extension FittedStandardScaler {
    /// `features.standard-scaler`.
    public static var kind: String { "features.standard-scaler" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let mean: Double
        let scale: Double
    }

    /// The stored form: two numbers.
    ///
    /// - Throws: `CoreError` when a number is not finite.
    public func encoded() throws -> EncodedComponent {
        try encoded(parameters: Parameters(mean: mean, scale: scale))
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: there are no components inside.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        guard parameters.scale != 0 else { throw Self.malformed("the scale is 0") }
        mean = parameters.mean
        scale = parameters.scale
    }
}

extension FittedMinMaxScaler {
    /// `features.min-max-scaler`.
    public static var kind: String { "features.min-max-scaler" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let scale: Double
        let offset: Double
        let lower: Double?
        let upper: Double?
    }

    /// The stored form: two numbers and possibly bounds.
    ///
    /// - Throws: `CoreError` when a number is not finite.
    public func encoded() throws -> EncodedComponent {
        try encoded(
            parameters: Parameters(
                scale: scale, offset: offset, lower: bounds?.lowerBound, upper: bounds?.upperBound))
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: there are no components inside.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        switch (parameters.lower, parameters.upper) {
        case (nil, nil): bounds = nil
        case (let lower?, let upper?) where lower <= upper: bounds = lower...upper
        default: throw Self.malformed("the bounds are not a range")
        }
        scale = parameters.scale
        offset = parameters.offset
    }
}

extension FittedImputer {
    /// `features.imputer`.
    public static var kind: String { "features.imputer" }
    /// 1.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        let fill: Double
        let addsIndicator: Bool
    }

    /// The stored form: a number and a truth value.
    ///
    /// - Throws: `CoreError` when the number is not finite.
    public func encoded() throws -> EncodedComponent {
        try encoded(parameters: Parameters(fill: fill, addsIndicator: addsIndicator))
    }

    /// Reads the stored form.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: there are no components inside.
    /// - Throws: `CoreError` with code `malformedModel` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        let parameters = try Self.parameters(Parameters.self, of: encoded)
        fill = parameters.fill
        addsIndicator = parameters.addsIndicator
    }
}
