import MLCore
import Testing

/// Expects the canonical JSON of a value to be the given text, and the text to read back as an equal value.
func expectGoldenBytes<Stored: Codable & Equatable>(
    _ value: Stored, _ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let bytes = try CanonicalJSONEncoder().encode(value)
    #expect(String(decoding: bytes, as: UTF8.self) == text, sourceLocation: sourceLocation)
    let decoder = CanonicalJSONDecoder(requiresCanonicalForm: true, rejectsUnknownKeys: true)
    #expect(try decoder.decode(Stored.self, from: Array(text.utf8)) == value, sourceLocation: sourceLocation)
}

/// Decodes a value from JSON text.
func decoded<Stored: Decodable>(_ type: Stored.Type, _ text: String) throws -> Stored {
    try CanonicalJSONDecoder().decode(type, from: Array(text.utf8))
}
