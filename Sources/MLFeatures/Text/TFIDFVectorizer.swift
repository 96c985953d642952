public import MLCore
public import MLData

/// Weighs terms by how often they occur in a text and how rare they are (term frequency times inverse document
/// frequency): configuration that fits a ``TFIDFTransformer``.
///
/// The weight of a term is tf · idf, where tf is its count in the text (sublinear: 1 + ln count) and idf is
/// ln((1 + n) / (1 + df)) + 1 (not smoothed: ln(n / df) + 1) for n documents of which df have the term; the row is then
/// divided by its norm. Formulas and defaults are those of scikit-learn's `TfidfVectorizer`.
///
/// ```swift
/// let fitted = try TFIDFVectorizer(selection: TermSelection(minimum: .count(2))).fitted(to: frame.column("plot"))
/// ```
public struct TFIDFVectorizer: Sendable, Hashable, Codable {
    /// Cuts the texts into terms.
    public var tokenizer: Tokenizer
    /// Which of the terms become features.
    public var selection: TermSelection
    /// Whether tf is 1 + ln count instead of the count.
    public var isSublinear: Bool
    /// Whether idf is computed as if one more document had every term, so that no term divides by zero.
    public var smoothsDocumentFrequency: Bool
    /// What each row is divided by.
    public var norm: RowNorm
    /// What happens where a text is missing.
    public var missing: MissingTextPolicy

    /// What the weights of a row are divided by.
    public enum RowNorm: String, Sendable, Hashable, Codable, CaseIterable {
        /// The sum of the absolute values.
        case l1
        /// The square root of the sum of squares.
        case l2
        /// Nothing.
        case none
    }

    /// Creates a vectorizer; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - tokenizer: Cuts the texts into terms.
    ///   - selection: Which of the terms become features.
    ///   - isSublinear: Whether tf is 1 + ln count instead of the count.
    ///   - smoothsDocumentFrequency: Whether idf is computed as if one more document had every term.
    ///   - norm: What each row is divided by.
    ///   - missing: What happens where a text is missing.
    public init(
        tokenizer: Tokenizer = Tokenizer(), selection: TermSelection = TermSelection(), isSublinear: Bool = false,
        smoothsDocumentFrequency: Bool = true, norm: RowNorm = .l2, missing: MissingTextPolicy = .emptyRow
    ) {
        self.tokenizer = tokenizer
        self.selection = selection
        self.isSublinear = isSublinear
        self.smoothsDocumentFrequency = smoothsDocumentFrequency
        self.norm = norm
        self.missing = missing
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "TF-IDF vectorizer") }

    /// Every bad value as a phrase.
    var faults: [String] { tokenizer.faults + selection.faults }

    /// Learns the vocabulary and the document frequencies of a column of texts.
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
    ) throws -> TFIDFTransformer {
        try validated()
        let counter = try TermFitting.count(
            column, name: name, tokenizer: tokenizer, missing: missing, threads: threads, cancellation: cancellation)
        let (vocabulary, documentCounts) = try selection.selected(from: counter)
        let smoothing: Double = smoothsDocumentFrequency ? 1 : 0
        let documents = Double(counter.documentCount) + smoothing
        return TFIDFTransformer(
            index: TermIndex(tokenizer: tokenizer, vocabulary: vocabulary),
            inverseDocumentFrequencies: documentCounts.map {
                Elementary.log(documents / (Double($0) + smoothing)) + 1
            },
            isSublinear: isSublinear, norm: norm, missing: missing)
    }
}
