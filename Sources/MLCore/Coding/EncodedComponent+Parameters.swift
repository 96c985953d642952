extension EncodedComponent {
    /// Creates a stored form from parameters that have a `Codable` type.
    ///
    /// - Parameters:
    ///   - kind: The stable name of the stored form.
    ///   - formatVersion: The version of the stored form.
    ///   - parameters: The parameters; stored as canonical JSON.
    ///   - blobs: Large numeric content, by name.
    ///   - children: Components inside this one, in order.
    /// - Throws: ``CoreError`` when a parameter cannot be stored, such as NaN.
    public init(
        kind: String, formatVersion: Int, parameters: some Encodable, blobs: [String: [UInt8]] = [:],
        children: [EncodedComponent] = []
    ) throws {
        self.init(
            kind: kind, formatVersion: formatVersion, parameters: try CanonicalJSONEncoder().encode(parameters),
            blobs: blobs, children: children)
    }

    /// The parameters as a value of a type.
    ///
    /// - Parameter type: The type that the component stores.
    /// - Returns: The parameters.
    /// - Throws: ``CoreError`` with code `malformedInput` that names the parameter.
    public func decodeParameters<Parameters: Decodable>(_ type: Parameters.Type) throws -> Parameters {
        try CanonicalJSONDecoder().decode(type, from: parameters)
    }
}
