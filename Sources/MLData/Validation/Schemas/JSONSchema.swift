public import MLCore

/// A JSON Schema that texts are checked by.
///
/// The keywords of draft 2020-12 that say what a value is are known: `type`, `enum`, `const`, `required`, `properties`,
/// `additionalProperties`, `minProperties`, `maxProperties`, `items`, `minItems`, `maxItems`, `uniqueItems`, `minimum`,
/// `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `minLength`, `maxLength`, `pattern`, `anyOf`, `allOf`, `oneOf` and
/// `not`; keywords that only describe are left aside. Every other keyword, such as `$ref` or `format`, is refused, as
/// leaving it aside would change the verdict. `pattern` is searched for as the rules about patterns do.
public struct JSONSchema: Sendable, Hashable {
    /// How deep schemas may be nested in a schema.
    public static let maximumDepth = 32
    /// How many schemas a schema may have in it.
    public static let maximumCount = 10_000

    /// The schema.
    public let document: JSONValue

    /// Creates a schema.
    ///
    /// - Parameter document: An object, or a truth value for everything or nothing.
    /// - Throws: ``DataError`` with code `invalidConfiguration` for an unknown keyword, an operand that does not fit its
    ///   keyword, or more or deeper schemas than are allowed.
    public init(_ document: JSONValue) throws(DataError) {
        _ = try JSONSchemaCheck(document)
        self.document = document
    }
}

extension JSONSchema: Codable {
    /// Decodes the schema itself.
    ///
    /// - Throws: `DecodingError` for what is no schema.
    public init(from decoder: any Decoder) throws {
        do {
            try self.init(JSONValue(from: decoder))
        } catch let error as DataError {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath, debugDescription: error.details.description, underlyingError: error)
            )
        }
    }

    /// Encodes the schema itself.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
