import MLCore

/// What a ledger entry records, such as `model.registered`: a thing, a dot, and what happened to it.
///
/// A kind has two to eight parts joined by single dots; each part starts with a letter `a`–`z` and continues with
/// letters, digits and hyphens; the whole has at most 64 characters. Modules declare their kinds as constants:
///
/// ```swift
/// extension EntryKind {
///     static let modelRegistered = EntryKind(rawValue: "model.registered")
/// }
/// ```
///
/// Creating a kind checks nothing, so that constants need no `try`; appending or reading an entry checks the grammar.
public struct EntryKind: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The text of the kind.
    public let rawValue: String

    /// The greatest number of characters in a kind.
    public static let maximumLength = 64

    /// Creates a kind from its text, unchecked.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The text of the kind.
    public var description: String { rawValue }

    /// Checks the grammar.
    ///
    /// - Returns: The kind itself.
    /// - Throws: `LedgerError.invalidName` when the text does not follow the grammar.
    @discardableResult
    public func validated() throws(LedgerError) -> EntryKind {
        guard isValid else {
            throw LedgerError(
                .invalidName, "the kind of an entry does not follow its grammar", at: "kind \(quoted(rawValue))",
                remedy: "Use two to eight parts of a-z, 0-9 and '-' joined by dots, as in \"model.registered\".")
        }
        return self
    }

    private var isValid: Bool {
        guard rawValue.utf8.prefix(Self.maximumLength + 1).count <= Self.maximumLength else { return false }
        let parts = rawValue.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (2...8).contains(parts.count) else { return false }
        return parts.allSatisfy { part in
            guard let first = part.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
            return part.allSatisfy { ResourceName.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
    }
}
