/// Decodes values from JSON: strictly, within limits, and on request only from canonical bytes.
///
/// The text is read as ``JSONReader`` reads it. Beyond that, a number with a fraction or exponent is no integer (not even
/// `1.0`), an integer that does not fit its type and a number too large for its type are errors, a `Float` is rounded
/// once from the text, and `null` only decodes as an optional. Integers are also numbers: `1` decodes as a `Double`.
public struct CanonicalJSONDecoder: Sendable {
    /// How much a text may ask for.
    ///
    /// Integers are read into the type that is asked for, up to `UInt64.max`; ``JSONLimits/largeIntegers`` only matters
    /// for a ``JSONValue``.
    public var limits: JSONLimits
    /// Whether a text is refused unless it is exactly what ``CanonicalJSONEncoder`` writes for the decoded value.
    ///
    /// A type that cannot be encoded is only asked for canonical text. Digests are only worth something over canonical
    /// bytes: what is digested is decoded with this. The default is `false`.
    public var requiresCanonicalForm: Bool
    /// Whether an object is refused when it has a key that the decoded type's coding keys do not have.
    ///
    /// Types that decode one object through two sets of coding keys cannot be decoded with this. The default is `false`.
    public var rejectsUnknownKeys: Bool
    /// What the decoded types find in their decoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// Creates a decoder.
    ///
    /// - Parameters:
    ///   - limits: How much a text may ask for.
    ///   - requiresCanonicalForm: Whether a text is refused unless it is canonical.
    ///   - rejectsUnknownKeys: Whether an object is refused when it has a key that the decoded type does not know.
    public init(
        limits: JSONLimits = JSONLimits(), requiresCanonicalForm: Bool = false, rejectsUnknownKeys: Bool = false
    ) {
        self.limits = limits
        self.requiresCanonicalForm = requiresCanonicalForm
        self.rejectsUnknownKeys = rejectsUnknownKeys
    }

    /// Decodes a value.
    ///
    /// - Parameters:
    ///   - type: The type, which may be ``JSONValue``.
    ///   - bytes: The text in UTF-8.
    /// - Returns: The value.
    /// - Throws: ``CoreError`` of code `malformedInput` or `limitExceeded`, naming the place in the text and the coding
    ///   path. A ``CoreError`` that the type's own `init(from:)` throws passes through; other errors become the cause.
    public func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(CoreError) -> Value {
        let document = try JSONDocument(bytes, limits: limits)
        if requiresCanonicalForm { try document.requireCanonicalForm() }
        let session = JSONDecodingSession(
            document: document, rejectsUnknownKeys: rejectsUnknownKeys, userInfo: userInfo)
        do {
            let value = try session.decode(type, node: 0, calls: 0, path: nil)
            if requiresCanonicalForm, let encodable = value as? any Encodable {
                try document.requireEqual(encoder.encode(encodable))
            }
            return value
        } catch let error as CoreError {
            throw error
        } catch let error as DecodingError {
            throw Self.coreError(error)
        } catch {
            throw CoreError(.malformedInput, "cannot decode \(type) from JSON", cause: error)
        }
    }

    private var encoder: CanonicalJSONEncoder {
        var encoder = CanonicalJSONEncoder(maximumDepth: limits.maximumDepth)
        encoder.userInfo = userInfo
        return encoder
    }

    private static func coreError(_ error: DecodingError) -> CoreError {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let inner), .valueNotFound(_, let inner), .keyNotFound(_, let inner),
            .dataCorrupted(let inner):
            context = inner
        @unknown default:
            return CoreError(.malformedInput, "cannot decode from JSON", cause: error)
        }
        if let inner = context.underlyingError as? CoreError { return inner }
        return CoreError(
            .malformedInput, context.debugDescription, at: CodingPath.description(context.codingPath),
            cause: context.underlyingError)
    }
}
