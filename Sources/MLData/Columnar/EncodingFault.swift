import MLCore

/// Why encoded values cannot be read; who knows the place makes a ``DataError`` of it.
struct EncodingFault: Error, Hashable {
    /// What is wrong, as a phrase.
    let problem: String

    init(_ problem: String) { self.problem = problem }

    /// The values end too early.
    static let truncated = EncodingFault("the values end too early")
    /// A text is no UTF-8.
    static let invalidText = EncodingFault("a text is not valid UTF-8")
}
