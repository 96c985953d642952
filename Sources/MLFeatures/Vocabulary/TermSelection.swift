import MLCore

/// Which of the terms of the training texts become features.
public struct TermSelection: Sendable, Hashable, Codable {
    /// Terms in fewer documents are left out.
    public var minimum: DocumentFrequency
    /// Terms in more documents are left out.
    public var maximum: DocumentFrequency
    /// At most this many terms are kept: those that occur most often in all documents together, and among equally
    /// frequent ones those that come first by code points; `nil` keeps all.
    public var maximumCount: Int?

    /// Creates a selection; the values are checked by the vectorizer.
    ///
    /// - Parameters:
    ///   - minimum: Terms in fewer documents are left out.
    ///   - maximum: Terms in more documents are left out.
    ///   - maximumCount: At most this many terms are kept, at least 1; `nil` keeps all.
    public init(
        minimum: DocumentFrequency = .count(1), maximum: DocumentFrequency = .share(1), maximumCount: Int? = nil
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.maximumCount = maximumCount
    }

    /// Every bad value as a phrase.
    var faults: [String] {
        var faults: [String] = []
        if let fault = minimum.fault { faults.append("minimum is \(fault)") }
        if let fault = maximum.fault { faults.append("maximum is \(fault)") }
        if let maximumCount, maximumCount < 1 {
            faults.append("maximumCount is \(maximumCount), needed is at least 1")
        }
        return faults
    }
}

extension TermSelection {
    /// Selects terms.
    ///
    /// - Returns: The terms, sorted by code points, and the number of documents that have each.
    /// - Throws: ``FeatureError`` with code `emptyVocabulary` when no term is left.
    func selected(
        from counter: TermCounter
    ) throws(FeatureError) -> (vocabulary: TermVocabulary, documentCounts: [Int]) {
        let fewest = minimum.documents(of: counter.documentCount)
        let most = maximum.documents(of: counter.documentCount)
        let frequent = counter.documentCounts.indices.filter {
            let documents = Double(counter.documentCounts[$0])
            return documents >= fewest && documents <= most
        }
        guard frequent.count <= TermVocabulary.maximumCount else {
            throw FeatureError(
                .limitExceeded, "\(frequent.count) terms", at: "vocabulary", remedy: "Raise the minimum.")
        }
        var kept = counter.terms.sorted(frequent)
        if let maximumCount, kept.count > maximumCount {
            let ranks = kept.indices.sorted {
                let (left, right) = (counter.totals[kept[$0]], counter.totals[kept[$1]])
                return left == right ? $0 < $1 : left > right
            }
            kept = ranks.prefix(maximumCount).sorted().map { kept[$0] }
        }
        var bytes: [UInt8] = []
        var offsets = [0]
        for position in kept {
            counter.terms.withTerm(at: position) { bytes.append(contentsOf: $0) }
            offsets.append(bytes.count)
        }
        guard !kept.isEmpty, let vocabulary = TermVocabulary(bytes: bytes, offsets: offsets) else {
            throw FeatureError(
                .emptyVocabulary,
                "none of \(counter.terms.count) terms is in \(minimum) or more and \(maximum) or less, "
                    + "of \(counter.documentCount) documents",
                at: "vocabulary", remedy: "Give more texts, or lower the minimum.")
        }
        return (vocabulary, kept.map { counter.documentCounts[$0] })
    }
}
