import MLCore

/// A SHA-256 digest: 32 bytes that name a blob, a ledger entry or any other bytes.
///
/// The text form is 64 lower-case hexadecimal characters; parsing accepts exactly that. Digests are ordered as their
/// bytes, which is also the order of their text.
public struct Digest: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    /// The number of bytes of a digest.
    public static let byteCount = 32

    /// The digest of 32 zero bytes, which stands for "nothing before" at the start of a chain.
    ///
    /// No message with this digest is known.
    public static let zero = Digest(bigEndian: SIMD4(repeating: 0))

    private init(bigEndian words: SIMD4<UInt64>) { self.words = words }

    init(words state: SIMD8<UInt32>) {
        var words = SIMD4<UInt64>()
        for index in 0..<4 { words[index] = UInt64(state[2 * index]) << 32 | UInt64(state[2 * index + 1]) }
        self.words = words
    }

    /// Creates a digest from its bytes.
    ///
    /// - Parameter bytes: Exactly 32 bytes.
    /// - Throws: `LedgerError.invalidArgument` for another count.
    public init(bytes: some Collection<UInt8>) throws(LedgerError) {
        guard bytes.count == Self.byteCount else {
            throw LedgerError(.invalidArgument, "a digest has 32 bytes, not \(bytes.count)")
        }
        var words = SIMD4<UInt64>()
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.words = words
    }

    /// Parses the text form.
    ///
    /// - Parameter hex: Exactly 64 of the characters `0`–`9` and `a`–`f`.
    /// - Throws: `LedgerError.invalidArgument` for any other text, upper case included: a digest has one spelling.
    public init(hex: some StringProtocol) throws(LedgerError) {
        guard hex.utf8.count == 2 * Self.byteCount, let bytes = Hexadecimal.bytes(hex) else {
            throw LedgerError(
                .invalidArgument, "a digest is written as 64 characters of 0-9 and a-f",
                at: "text of \(hex.utf8.count) bytes", remedy: "Copy the digest as it was printed.")
        }
        try self.init(bytes: bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> (56 - 8 * UInt64($0 % 8))) }
    }

    /// The 64 characters of the text form.
    public var hex: String { Hexadecimal.text(bytes) }
}

extension Digest: Comparable {
    /// Whether the first digest comes before the second in the order of their bytes.
    public static func < (first: Digest, second: Digest) -> Bool {
        for index in 0..<4 where first.words[index] != second.words[index] {
            return first.words[index] < second.words[index]
        }
        return false
    }
}

extension Digest: CustomStringConvertible {
    /// The text form.
    public var description: String { hex }
}

extension Digest: Codable {
    /// Decodes the text form.
    ///
    /// - Parameter decoder: A decoder positioned at a string.
    /// - Throws: `DecodingError` when there is no string, `LedgerError.invalidArgument` when it is no digest.
    public init(from decoder: any Decoder) throws {
        try self.init(hex: decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text form.
    ///
    /// - Parameter encoder: The encoder to write a string to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
