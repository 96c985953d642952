public import MLCore
public import MLData

/// Counts how often each term of a vocabulary occurs in a text: configuration that fits a ``TermCountTransformer``.
///
/// The defaults are those of scikit-learn's `CountVectorizer`.
public struct CountVectorizer: Sendable, Hashable, Codable {
    /// Cuts the texts into terms.
    public var tokenizer: Tokenizer
    /// Which of the terms become features.
    public var selection: TermSelection
    /// Whether a term that occurs counts 1, however often it occurs.
    public var isBinary: Bool
    /// What happens where a text is missing.
    public var missing: MissingTextPolicy

    /// Creates a vectorizer; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - tokenizer: Cuts the texts into terms.
    ///   - selection: Which of the terms become features.
    ///   - isBinary: Whether a term that occurs counts 1, however often it occurs.
    ///   - missing: What happens where a text is missing.
    public init(
        tokenizer: Tokenizer = Tokenizer(), selection: TermSelection = TermSelection(), isBinary: Bool = false,
        missing: MissingTextPolicy = .emptyRow
    ) {
        self.tokenizer = tokenizer
        self.selection = selection
        self.isBinary = isBinary
        self.missing = missing
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "count vectorizer") }

    /// Every bad value as a phrase.
    var faults: [String] { tokenizer.faults + selection.faults }

    /// Learns the vocabulary of a column of texts.
    ///
    /// - Parameters:
    ///   - column: The texts.
    ///   - name: The name of the column, for errors.
    ///   - threads: How many threads may be used; the result does not depend on it.
    ///   - cancellation: Stops the work when cancelled.
    /// - Returns: The fitted transformer; its terms are sorted by code points.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `typeMismatch`, `missingValue` or
    ///   `emptyVocabulary`.
    public func fitted(
        to column: Column, named name: String = "text", threads: Int = 1,
        cancellation: CancellationToken = CancellationToken()
    ) throws -> TermCountTransformer {
        try validated()
        let counter = try TermFitting.count(
            column, name: name, tokenizer: tokenizer, missing: missing, threads: threads, cancellation: cancellation)
        let index = TermIndex(tokenizer: tokenizer, vocabulary: try selection.selected(from: counter).vocabulary)
        return TermCountTransformer(index: index, isBinary: isBinary, missing: missing)
    }
}
