/// Which features hold codes of categories, and how they are split.
///
/// Codes are whole numbers from 0 on; a fraction is cut off. The categories of the most rows have a bin each, missing
/// values another one. The rest of them, negative numbers and categories that training has not seen go right in every
/// split.
public struct CategoricalSplits: Sendable, Hashable, Codable {
    /// The names of the features.
    public var features: [String]
    /// Up to how many categories a split takes one of them to the left; more are sorted by `G / (H + smoothing)` and
    /// split like numbers (Fisher, "On Grouping for Maximum Homogeneity", 1958; LightGBM).
    public var oneHotLimit: Int
    /// The largest number of categories on the smaller side of a split; at least 1.
    public var maximumCategories: Int
    /// What is added to the second derivatives before categories are sorted, and the least number of rows of a category
    /// that is sorted; at least 0.
    public var smoothing: Double
    /// What is added to the L2 penalty of splits of sorted categories; at least 0.
    public var l2Penalty: Double
    /// The least number of rows of the categories that a split of sorted categories moves at a time; at least 1.
    public var minimumGroupRows: Int

    /// Creates options, by default those of LightGBM.
    ///
    /// - Parameters:
    ///   - features: The names of the features that hold codes of categories.
    ///   - oneHotLimit: Up to how many categories a split takes one of them to the left.
    ///   - maximumCategories: The largest number of categories on the smaller side of a split; at least 1.
    ///   - smoothing: What is added to the second derivatives before categories are sorted; at least 0.
    ///   - l2Penalty: What is added to the L2 penalty of splits of sorted categories; at least 0.
    ///   - minimumGroupRows: The least number of rows of the categories that a split moves at a time; at least 1.
    public init(
        features: [String] = [], oneHotLimit: Int = 4, maximumCategories: Int = 32, smoothing: Double = 10,
        l2Penalty: Double = 10, minimumGroupRows: Int = 100
    ) {
        self.features = features
        self.oneHotLimit = oneHotLimit
        self.maximumCategories = maximumCategories
        self.smoothing = smoothing
        self.l2Penalty = l2Penalty
        self.minimumGroupRows = minimumGroupRows
    }

    /// Reads options; what is absent has its default.
    ///
    /// - Throws: `DecodingError` for values of another type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = Self()
        features = try container.decodeIfPresent([String].self, forKey: .features) ?? defaults.features
        oneHotLimit = try container.decodeIfPresent(Int.self, forKey: .oneHotLimit) ?? defaults.oneHotLimit
        maximumCategories =
            try container.decodeIfPresent(Int.self, forKey: .maximumCategories) ?? defaults.maximumCategories
        smoothing = try container.decodeIfPresent(Double.self, forKey: .smoothing) ?? defaults.smoothing
        l2Penalty = try container.decodeIfPresent(Double.self, forKey: .l2Penalty) ?? defaults.l2Penalty
        minimumGroupRows =
            try container.decodeIfPresent(Int.self, forKey: .minimumGroupRows) ?? defaults.minimumGroupRows
    }

    func check(_ faults: inout Faults) {
        faults.require(Set(features).count == features.count, "a feature is twice among those of categories")
        faults.require(oneHotLimit >= 0, "oneHotLimit \(oneHotLimit) of categories is not at least 0")
        faults.require(maximumCategories >= 1, "maximumCategories \(maximumCategories) is not at least 1")
        faults.require(minimumGroupRows >= 1, "minimumGroupRows \(minimumGroupRows) is not at least 1")
        for (name, value) in [("smoothing", smoothing), ("l2Penalty", l2Penalty)] {
            faults.require(
                value >= 0 && value.isFinite, "\(name) \(value) of categories is not at least 0 and finite")
        }
    }
}
