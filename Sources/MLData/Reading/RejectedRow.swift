/// A row of an input that could not be read, kept so that nothing disappears silently.
public struct RejectedRow: Sendable, Hashable, Codable {
    /// The line of the input where the row begins, counted from 1.
    public let line: Int
    /// Why it was rejected.
    public let reason: String
    /// Where the fault is: the input, the line, and the field or column if it is in one.
    public let place: String
    /// The beginning of the row as it was written; bytes that are not UTF-8 are shown as `U+FFFD`.
    public let text: String

    /// Creates a rejected row.
    public init(line: Int, reason: String, place: String, text: String) {
        self.line = line
        self.reason = reason
        self.place = place
        self.text = text
    }

    /// How many bytes of a row are kept.
    static let textLimit = 200
}
