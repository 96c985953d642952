/// A split of a CatBoost tree: a feature above a border, or equal to a category.
enum CatBoostSplit {
    case number(CatBoostFeatures.Number, border: Double)
    case category(column: Int, CategorySet)

    /// Reads a split.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput`, or `unknownComponent` for a split that trees cannot hold.
    init(_ split: CatBoostValue, _ features: inout CatBoostFeatures) throws(CoreError) {
        switch try split.string("split_type") {
        case "FloatFeature":
            let index = try split.integer("float_feature_index", in: 0...Int64(Int32.max))
            guard let feature = features.numbers[index] else {
                throw split.malformed("the numeric feature \(index) does not exist")
            }
            // CatBoost's borders are floats.
            let border = Float(try split.member("border").number())
            guard border.isFinite else { throw split.malformed("the border is no finite float") }
            self = .number(feature, border: Double(border))
        case "OneHotFeature":
            let index = try split.integer("cat_feature_index", in: 0...Int64(Int32.max))
            let value = try split.integer("value", in: Int64(Int32.min)...Int64(Int32.max))
            guard let (column, code) = features.code(of: UInt32(truncatingIfNeeded: value), feature: index) else {
                throw split.malformed("the categorical feature \(index) does not exist")
            }
            guard code < 1 << 24 else { throw split.malformed("more than 2²⁴ categories of a feature") }
            self = .category(column: column, CategorySet(CollectionOfOne(code)))
        case "OnlineCtr":
            throw split.malformed(
                "a split on a statistic of categories (CTR)",
                remedy: "Train with one_hot_max_size above the number of categories of each feature.",
                code: .unknownComponent)
        case let other:
            throw split.malformed("a split of the kind \"\(other.prefix(40))\"", code: .unknownComponent)
        }
    }

    /// The split as a node.
    ///
    /// - Parameters:
    ///   - notTaken: The child for values at or below the border, or other than the category.
    ///   - taken: The child for values above the border, or equal to the category.
    /// - Returns: The node.
    func node(notTaken: Int, taken: Int) -> DecisionTree.Node {
        switch self {
        case .number(let feature, let border):
            .split(
                feature: feature.column, threshold: border, missing: feature.missing, left: notTaken, right: taken)
        case .category(let column, let set):
            .categories(feature: column, set, missingGoesLeft: false, left: taken, right: notTaken)
        }
    }
}

extension DecisionTree.Node {
    /// Sets a child of a node that ``CatBoostSplit/node(notTaken:taken:)`` made.
    mutating func setChild(_ child: Int, isTaken: Bool) {
        switch self {
        case .split(let feature, let threshold, let missing, let left, let right):
            self = .split(
                feature: feature, threshold: threshold, missing: missing, left: isTaken ? left : child,
                right: isTaken ? child : right)
        case .categories(let feature, let set, let missingGoesLeft, let left, let right):
            self = .categories(
                feature: feature, set, missingGoesLeft: missingGoesLeft, left: isTaken ? child : left,
                right: isTaken ? right : child)
        case .leaf, .linearLeaf: break
        }
    }
}
