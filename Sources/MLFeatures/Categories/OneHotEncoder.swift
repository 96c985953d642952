import MLCore
public import MLData

/// Makes one feature of each category, 1 where a row has it and 0 elsewhere: configuration that fits a
/// ``FittedOneHotEncoder``.
///
/// Takes columns of texts, integers, truth values, and lists of texts, where a row has any number of categories
/// (multi-hot). Categories are sorted, texts by code points. Infrequent categories share one feature, the last, by the
/// rules of scikit-learn's `OneHotEncoder`.
public struct OneHotEncoder: Sendable, Hashable, Codable {
    /// What happens to a category that was not there when fitting.
    public enum UnseenPolicy: String, Sendable, Hashable, Codable, CaseIterable {
        /// A typed error that names the category.
        case refuse
        /// All features are zero.
        case ignore
        /// It counts as an infrequent category; the feature for these exists even when no category was infrequent.
        case infrequent
    }

    /// What happens to a missing value.
    public enum MissingPolicy: String, Sendable, Hashable, Codable, CaseIterable {
        /// It has a feature of its own, also when no value was missing when fitting.
        case ownCategory
        /// All features are zero.
        case ignore
        /// A typed error that names the row.
        case refuse
    }

    /// What happens to a category that was not there when fitting.
    public var unseen: UnseenPolicy
    /// What happens to a missing value.
    public var missing: MissingPolicy
    /// Categories in fewer rows are infrequent.
    public var minimumFrequency: DocumentFrequency
    /// At most this many features are made of categories; `nil` sets no limit.
    ///
    /// One for infrequent categories is counted whether it is needed or not. The most frequent categories keep theirs,
    /// and among equally frequent ones those that sort last.
    public var maximumCategories: Int?

    /// Creates an encoder; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - unseen: What happens to a category that was not there when fitting.
    ///   - missing: What happens to a missing value.
    ///   - minimumFrequency: Categories in fewer rows are infrequent.
    ///   - maximumCategories: The most features that are made of categories, at least 1; `nil` sets no limit.
    public init(
        unseen: UnseenPolicy = .refuse, missing: MissingPolicy = .ownCategory,
        minimumFrequency: DocumentFrequency = .count(0), maximumCategories: Int? = nil
    ) {
        self.unseen = unseen
        self.missing = missing
        self.minimumFrequency = minimumFrequency
        self.maximumCategories = maximumCategories
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "one-hot encoder") }

    /// Every bad value as a phrase.
    var faults: [String] {
        var faults: [String] = []
        if let fault = minimumFrequency.fault { faults.append("minimumFrequency is \(fault)") }
        if let maximumCategories, maximumCategories < 1 {
            faults.append("maximumCategories is \(maximumCategories), needed is at least 1")
        }
        return faults
    }
}

extension OneHotEncoder {
    /// Learns the categories of a column.
    ///
    /// - Parameters:
    ///   - column: Texts, integers, truth values, or lists of texts.
    ///   - name: The name of the column, for errors.
    /// - Returns: The fitted encoder.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `typeMismatch`, `emptyVocabulary` when no row has a
    ///   category, or `missingValue` where the policy is to refuse.
    public func fitted(to column: Column, named name: String = "category") throws -> FittedOneHotEncoder {
        try validated()
        var counter = TermCounter()
        var row = 0
        counter.beginDocument()
        try ColumnSlice(column, name: name).forEachCategory { category in
            if let category {
                counter.add(category)
            } else if missing == .refuse {
                throw FittedOneHotEncoder.missingValue(at: "column \"\(name)\", row \(row)")
            }
        } endRow: {
            row += 1
            if row < column.count { counter.beginDocument() }
        }
        guard counter.terms.count > 0, counter.terms.count < TermVocabulary.maximumCount - 2 else {
            throw FeatureError(
                .emptyVocabulary, "there are \(counter.terms.count) categories in \(column.count) rows",
                at: "column \"\(name)\"", remedy: "Leave the column out.")
        }
        let sorted = Self.sorted(counter.terms, isNumeric: column.type == .int64)
        let isInfrequent = infrequent(counts: sorted.map { counter.documentCounts[$0] }, rows: column.count)
        let names = sorted.map { counter.terms.withTerm(at: $0) { String(decoding: $0, as: UTF8.self) } }
        let frequent = names.indices.filter { !isInfrequent[$0] }.map { names[$0] }
        let others = names.indices.filter { isInfrequent[$0] }.map { names[$0] }
        guard let categories = TermVocabulary(frequent), let infrequent = TermVocabulary(others) else {
            throw FeatureError(.limitExceeded, "\(names.count) categories", at: "column \"\(name)\"")
        }
        return FittedOneHotEncoder(
            categories: categories, infrequent: infrequent, type: column.type, unseen: unseen, missing: missing)
    }

    /// The order of the features: texts by code points, integers by value.
    private static func sorted(_ terms: TermTable, isNumeric: Bool) -> [Int] {
        let byText = terms.sorted(Array(0..<terms.count))
        guard isNumeric else { return byText }
        let numbers = byText.map { position in
            (terms.withTerm(at: position) { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0, position)
        }
        return numbers.sorted { $0 < $1 }.map(\.1)
    }

    /// Which of the sorted categories are infrequent, as scikit-learn decides it.
    private func infrequent(counts: [Int], rows: Int) -> [Bool] {
        let fewest = minimumFrequency.documents(of: rows)
        var isInfrequent = counts.map { Double($0) < fewest }
        let infrequentCount = isInfrequent.count { $0 }
        guard let maximumCategories, maximumCategories < counts.count - infrequentCount + 1 else {
            return isInfrequent
        }
        let ascending = counts.indices.sorted { counts[$0] == counts[$1] ? $0 < $1 : counts[$0] < counts[$1] }
        for index in ascending.prefix(max(0, counts.count - (maximumCategories - 1))) { isInfrequent[index] = true }
        return isInfrequent
    }
}
