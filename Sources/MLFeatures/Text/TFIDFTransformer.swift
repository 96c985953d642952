public import MLCore

/// TF-IDF weights of the terms of a fixed vocabulary: what ``TFIDFVectorizer`` fits.
public struct TFIDFTransformer: ColumnTransformer, UnseenReporting {
    let index: TermIndex
    /// The inverse document frequency of each term, in the order of ``vocabulary``.
    public let inverseDocumentFrequencies: [Double]
    let isSublinear: Bool
    let norm: TFIDFVectorizer.RowNorm
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

    /// Writes the weights of each text; a text without known terms has none.
    ///
    /// - Parameters:
    ///   - column: Texts.
    ///   - block: Takes one feature for each term.
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or `missingValue` where the policy is to refuse.
    public func transform(_ column: ColumnSlice, into block: inout FeatureBlock) throws {
        try block.require(featureCount: featureCount, rows: column.count)
        var reader = index.makeReader()
        var weights: [Double] = []
        try column.forEachText { text in
            if let text {
                reader.read(text)
                weigh(reader, into: &weights)
                for item in weights.indices { block.write(weights[item], at: Int(reader.positions[item])) }
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

    /// The weights of the text that was read last; sums run in the order of the features.
    @inline(__always)
    private func weigh(_ reader: TermReader, into weights: inout [Double]) {
        weights.removeAll(keepingCapacity: true)
        var sum = 0.0
        for item in reader.positions.indices {
            let count = reader.counts[item]
            // ln 1 is 0, and most counts are 1.
            let frequency = isSublinear ? (count == 1 ? 1 : 1 + Elementary.log(Double(count))) : Double(count)
            let weight = frequency * inverseDocumentFrequencies[Int(reader.positions[item])]
            sum += norm == .l2 ? weight * weight : weight.magnitude
            weights.append(weight)
        }
        guard norm != .none, sum > 0 else { return }
        let divisor = norm == .l2 ? sum.squareRoot() : sum
        for item in weights.indices { weights[item] /= divisor }
    }
}
