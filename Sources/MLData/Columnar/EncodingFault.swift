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
    /// The values may be sound, but take more memory than allowed.
    static let beyondMemory = EncodingFault("the values of a page take more memory than the limits allow")

    /// The error about values at a place.
    func error(at place: String) -> DataError {
        guard self == .beyondMemory else { return DataError(.malformedFile, problem, at: place) }
        return DataError(
            .limitExceeded, problem, at: place,
            remedy: "Raise maximumByteCount if the input is trusted, or read fewer columns or rows at once.")
    }
}
