import MLCore

/// The one grammar of names: models, datasets, runs, aliases, features and every other thing a host names.
///
/// A name is 1 to 128 characters of `a`–`z`, `0`–`9`, `-`, `_` and `.`; it starts and ends with a letter or a digit and
/// never has two dots in a row. It is therefore ASCII, has exactly one spelling (no case, no composed characters), can
/// stand unquoted in a log line, a URL segment or a label, and none of `..`, `~`, `%`, `/`, `\`, `;`, `#`, a control
/// character or white space can be in it. A name never becomes a path: stores name files by digest or number.
///
/// ```swift
/// let model = try ResourceName("genre-classifier")
/// ```
public struct ResourceName: Hashable, Sendable {
    /// The text of the name.
    public let text: String

    /// The greatest number of characters in a name.
    public static let maximumLength = 128

    /// Creates a name from its text.
    ///
    /// - Parameter text: The whole name; nothing is trimmed, decoded or changed in case.
    /// - Throws: `LedgerError.invalidName` when the text does not follow the grammar.
    public init(_ text: some StringProtocol) throws(LedgerError) {
        if let problem = Self.problem(in: text.utf8.prefix(Self.maximumLength + 1)) {
            throw LedgerError(
                .invalidName, problem, at: "name \(quoted(text))",
                remedy: "Use 1 to 128 of a-z, 0-9, '-', '_' and '.', starting and ending with a letter or digit.")
        }
        self.text = String(text)
    }

    private static func problem(in bytes: some Collection<UInt8>) -> String? {
        guard bytes.count <= maximumLength else { return "a name has at most \(maximumLength) characters" }
        guard let first = bytes.first else { return "a name is empty" }
        guard isAlphanumeric(first) else { return "a name starts with a lower-case letter or a digit" }
        var previous = first
        for byte in bytes {
            guard isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == dot else {
                return "a name has a character outside of a-z, 0-9, '-', '_' and '.'"
            }
            if byte == dot && previous == dot { return "a name has two dots in a row" }
            previous = byte
        }
        return isAlphanumeric(previous) ? nil : "a name ends with a lower-case letter or a digit"
    }

    private static let dot = UInt8(ascii: ".")

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ResourceName: CustomStringConvertible {
    /// The text of the name.
    public var description: String { text }
}

extension ResourceName: Comparable {
    /// Whether the first name comes before the second in the order of their bytes.
    public static func < (first: ResourceName, second: ResourceName) -> Bool { first.text < second.text }
}

extension ResourceName: Codable {
    /// Decodes and checks a name.
    ///
    /// - Parameter decoder: A decoder positioned at a string.
    /// - Throws: `DecodingError` when there is no string, `LedgerError.invalidName` when it is no name.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text of the name.
    ///
    /// - Parameter encoder: The encoder to write a string to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Untrusted text for an error message: at most 64 characters, everything but printable ASCII escaped.
func quoted(_ text: some StringProtocol) -> String {
    var result = "\""
    for scalar in text.unicodeScalars.prefix(64) {
        result +=
            scalar == "\"" || scalar == "\\" || !(" "..."~").contains(scalar)
            ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return result + (text.unicodeScalars.count > 64 ? "…\"" : "\"")
}
