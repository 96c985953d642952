public import MLCore

/// Counts of the terms of a fixed vocabulary: what ``CountVectorizer`` fits.
public struct TermCountTransformer: ColumnTransformer, UnseenReporting {
    let index: TermIndex
    let isBinary: Bool
    let missing: MissingTextPolicy

    /// Cuts the texts into terms.
    public var tokenizer: Tokenizer { index.tokenizer }
    /// The terms, sorted by code points; the position of a term is its feature.
    public var vocabulary: [String] { index.vocabulary.terms }
    /// Columns of texts.
    public var acceptedTypes: [ColumnType] { [.string] }
    /// Whether a text may be missing.
    public var allowsMissing: Bool { missing == .emptyRow }
    /// Texts have few of the terms: true.
    public var isSparse: Bool { true }
    /// The number of terms.
    public var featureCount: Int { index.vocabulary.count }

    /// The root, `=` and the term.
    public func featureNames(root: String) -> [String] { vocabulary.map { "\(root)=\($0)" } }

    /// Writes the counts of each text.
    ///
    /// - Parameters:
    ///   - column: Texts.
    ///   - block: Takes one feature for each term.
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or `missingValue` where the policy is to refuse.
    public func transform(_ column: ColumnSlice, into block: inout FeatureBlock) throws {
        try block.require(featureCount: featureCount, rows: column.count)
        var reader = index.makeReader()
        try column.forEachText { text in
            if let text {
                reader.read(text)
                for item in reader.positions.indices {
                    block.write(isBinary ? 1 : Double(reader.counts[item]), at: Int(reader.positions[item]))
                }
            } else if missing == .refuse {
                throw TermFitting.missingText(at: column.place(of: block.rowCount))
            }
            block.completeRow()
        }
    }

    /// The share of the terms of each text, repetitions included, that the vocabulary does not have.
    ///
    /// - Parameter column: Texts.
    /// - Returns: One share for each value; `nil` where the text is missing or has no terms.
    /// - Throws: ``FeatureError`` with code `typeMismatch`.
    public func unseenShares(of column: ColumnSlice) throws -> [Double?] {
        try index.unseenShares(of: column)
    }
}
