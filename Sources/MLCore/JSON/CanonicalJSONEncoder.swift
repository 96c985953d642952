/// Encodes values as canonical JSON: equal values give equal bytes, everywhere and in every later version.
///
/// The form is that of RFC 8785 (JSON Canonicalization Scheme) with 64-bit integers and recognisable doubles:
///
/// - UTF-8 without white space; object keys sorted by UTF-16 code units.
/// - Integers are exact digits. Floating-point numbers are their shortest text that reads back with the same bits, laid
///   out as in ECMA-262, with `.0` when that would look like an integer: `1.0`, `-0.0`, `1e+21`, `1e-7`. A `Float` has
///   its own shortest text.
/// - Numbers that are not finite are refused; ``ExtendedReal`` stores them.
/// - Strings escape only `"`, `\` and U+0000 to U+001F, in their short forms where there is one.
/// - A set is an array sorted by its elements' bytes; a dictionary whose keys are neither strings nor integers is an
///   array of keys and values in turn, sorted by its keys' bytes.
///
/// Text is not normalised. Encoding a key twice, encoding nothing, and nesting deeper than ``maximumDepth`` are errors.
public struct CanonicalJSONEncoder: Sendable {
    /// The deepest nesting of arrays and objects.
    ///
    /// The default is 64, which is also what readers accept by default; more than 512 counts as that.
    public var maximumDepth: Int
    /// What the encoded types find in their encoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// Creates an encoder.
    ///
    /// - Parameter maximumDepth: The deepest nesting of arrays and objects.
    public init(maximumDepth: Int = 64) { self.maximumDepth = maximumDepth }

    /// Encodes a value.
    ///
    /// - Parameter value: The value, such as a `Codable` struct or a ``JSONValue``.
    /// - Returns: The bytes.
    /// - Throws: ``CoreError`` of code `nonFiniteValue`, `limitExceeded` or `invalidArgument`, naming the coding path.
    ///   A ``CoreError`` that the value's own `encode(to:)` throws passes through; other errors become the cause.
    /// - Complexity: O(n log k) for n bytes and objects of k keys.
    public func encode(_ value: some Encodable) throws(CoreError) -> [UInt8] {
        let session = JSONEncodingSession(
            maximumDepth: min(maximumDepth, JSONLimits.deepestNesting), userInfo: userInfo)
        do {
            let element = try session.element(value, depth: 0, calls: 0, path: nil)
            if let fault = session.fault { throw fault }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(session.scalars.count * 2)
            session.append(element, to: &bytes)
            return bytes
        } catch let error as CoreError {
            throw error
        } catch EncodingError.invalidValue(_, let context) {
            throw CoreError(
                (context.underlyingError as? CoreError)?.code ?? .invalidArgument,
                "cannot encode as JSON: \(context.debugDescription)", at: CodingPath.description(context.codingPath))
        } catch {
            throw CoreError(.invalidArgument, "cannot encode \(type(of: value)) as JSON", cause: error)
        }
    }
}
