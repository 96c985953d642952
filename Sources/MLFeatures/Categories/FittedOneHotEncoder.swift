public import MLCore

/// One feature for each category of a fixed list: what ``OneHotEncoder`` fits.
///
/// The features are the frequent categories, then one for missing values if they have their own, then one for
/// infrequent categories if there is one.
public struct FittedOneHotEncoder: ColumnTransformer, UnseenReporting {
    let frequent: TermVocabulary
    let infrequent: TermVocabulary
    let type: ColumnType
    let unseen: OneHotEncoder.UnseenPolicy
    let missing: OneHotEncoder.MissingPolicy

    init(
        categories: TermVocabulary, infrequent: TermVocabulary, type: ColumnType, unseen: OneHotEncoder.UnseenPolicy,
        missing: OneHotEncoder.MissingPolicy
    ) {
        frequent = categories
        self.infrequent = infrequent
        self.type = type
        self.unseen = unseen
        self.missing = missing
    }

    /// The categories that have a feature of their own, in the order of the features.
    public var categories: [String] { frequent.terms }
    /// The categories that share the feature for infrequent ones, sorted.
    public var infrequentCategories: [String] { infrequent.terms }
    /// The type of the column that the categories come from.
    public var acceptedTypes: [ColumnType] { [type] }
    /// Whether a value may be missing.
    public var allowsMissing: Bool { missing != .refuse }
    /// A row has few of the categories: true.
    public var isSparse: Bool { true }
    /// The number of categories and of the features for missing and for infrequent values.
    public var featureCount: Int {
        frequent.count + (missing == .ownCategory ? 1 : 0) + (hasInfrequentFeature ? 1 : 0)
    }

    /// The root, `=` and the category; the root with `.missing` and `.infrequent` for the two others.
    public func featureNames(root: String) -> [String] {
        categories.map { "\(root)=\($0)" } + (missing == .ownCategory ? ["\(root).missing"] : [])
            + (hasInfrequentFeature ? ["\(root).infrequent"] : [])
    }

    /// Writes a 1 for each category of each row.
    ///
    /// - Parameters:
    ///   - column: Values of the type that was fitted.
    ///   - block: Takes ``featureCount`` features.
    /// - Throws: ``FeatureError`` with code `typeMismatch`, `unseenCategory` or `missingValue`.
    public func transform(_ column: ColumnSlice, into block: inout FeatureBlock) throws {
        try block.require(featureCount: featureCount, rows: column.count)
        guard column.type == nil || column.type == type else { throw column.typeMismatch(accepted: acceptedTypes) }
        var features: [Int] = []
        try column.forEachCategory { category in
            if let feature = try feature(of: category, at: column, row: block.rowCount) { features.append(feature) }
        } endRow: {
            if features.count > 1 { features.sort() }
            var last = -1
            for feature in features where feature != last {
                block.write(1, at: feature)
                last = feature
            }
            features.removeAll(keepingCapacity: true)
            block.completeRow()
        }
    }

    /// The share of the categories of each row that were not there when fitting; `nil` where the value is missing or
    /// the list is empty.
    ///
    /// - Parameter column: Values of the type that was fitted.
    /// - Returns: One share for each value.
    /// - Throws: ``FeatureError`` with code `typeMismatch`.
    public func unseenShares(of column: ColumnSlice) throws -> [Double?] {
        guard column.type == nil || column.type == type else { throw column.typeMismatch(accepted: acceptedTypes) }
        var shares: [Double?] = []
        var (count, unseenCount) = (0, 0)
        try column.forEachCategory { category in
            guard let category else { return }
            count += 1
            if frequent.position(of: category) == nil, infrequent.position(of: category) == nil { unseenCount += 1 }
        } endRow: {
            shares.append(count == 0 ? nil : Double(unseenCount) / Double(count))
            (count, unseenCount) = (0, 0)
        }
        return shares
    }

    private var hasInfrequentFeature: Bool { infrequent.count > 0 || unseen == .infrequent }

    /// The feature of a category, or `nil` for none.
    @inline(__always)
    private func feature(
        of category: UnsafeBufferPointer<UInt8>?, at column: ColumnSlice, row: Int
    ) throws -> Int? {
        guard let category else {
            switch missing {
            case .ownCategory: return frequent.count
            case .ignore: return nil
            case .refuse: throw Self.missingValue(at: column.place(of: row))
            }
        }
        if let position = frequent.position(of: category) { return position }
        if infrequent.count > 0, infrequent.position(of: category) != nil { return featureCount - 1 }
        switch unseen {
        case .ignore: return nil
        case .infrequent: return featureCount - 1
        case .refuse:
            throw FeatureError(
                .unseenCategory, "the category \"\(String(decoding: category.prefix(64), as: UTF8.self))\" is new",
                at: column.place(of: row),
                remedy: "Fit with data that has it, or use the unseen policy ignore or infrequent.")
        }
    }

    /// The error for a missing value where the policy is to refuse.
    static func missingValue(at place: String) -> FeatureError {
        FeatureError(
            .missingValue, "the category is missing", at: place,
            remedy: "Give a value, or use the missing policy ownCategory or ignore.")
    }
}
