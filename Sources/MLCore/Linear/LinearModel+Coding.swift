extension LinearModel: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "linear.model" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var featureCount: Int
        var task: PredictionTask
        var link: Link
    }

    /// The stored form: parameters, and the weights and intercepts as blobs of little-endian float64 values.
    ///
    /// - Throws: ``CoreError`` when a parameter cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(featureCount: featureCount, task: task, link: link),
            blobs: ["weights": Self.bytes(of: weights), "intercepts": Self.bytes(of: intercepts)])
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: a linear model holds no components.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(
            weights: try Self.numbers("weights", of: encoded), intercepts: try Self.numbers("intercepts", of: encoded),
            featureCount: parameters.featureCount, task: parameters.task, link: parameters.link)
    }

    private static func bytes(of numbers: [Double]) -> [UInt8] {
        var writer = BinaryWriter(capacity: numbers.count * 8)
        writer.writeArray(numbers)
        return writer.bytes
    }

    private static func numbers(_ name: String, of encoded: EncodedComponent) throws(CoreError) -> [Double] {
        let blob = try encoded.blob(name)
        var reader = BinaryReader(blob, name: name)
        let numbers = try reader.readArray(of: Double.self, count: blob.count / 8)
        try reader.expectEnd()
        return numbers
    }
}
