/// The features of a CatBoost model file (`features_info`).
///
/// CatBoost numbers the numeric features and the categorical ones each from 0, and all of them together ("flat").
struct CatBoostFeatures {
    /// A numeric feature.
    struct Number {
        /// The position among all features.
        let column: Int
        /// Where missing values go.
        let missing: MissingRule
    }

    /// A categorical feature.
    private struct Category {
        /// The position among all features.
        let column: Int
        /// The codes of the hashes that splits name: small numbers, which a `Float` holds.
        var codes: [UInt32: UInt32] = [:]
    }

    /// The names by position among all features.
    private(set) var names: [String] = []
    /// The numeric features by their own numbers.
    private(set) var numbers: [Int: Number] = [:]
    /// The categorical features by their own numbers.
    private var categories: [Int: Category] = [:]

    private static let indices: ClosedRange<Int64> = 0...Int64(Int32.max - 1)

    /// Reads the features.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` or `limitExceeded`.
    init(_ info: CatBoostValue, _ limits: ImportLimits) throws(CoreError) {
        var named: [(column: Int, name: String)] = []
        for (index, json) in try info.list("float_features").enumerated() {
            let feature = info.element(json, index)
            let column = try feature.integer("flat_feature_index", in: Self.indices)
            let number = Number(column: column, missing: try Self.missing(feature))
            guard numbers.updateValue(number, forKey: try feature.integer("feature_index", in: Self.indices)) == nil
            else {
                throw feature.malformed("two features have the same index")
            }
            named.append((column, Self.name(feature, column)))
        }
        for (index, json) in try info.list("categorical_features").enumerated() {
            let feature = info.element(json, index)
            let column = try feature.integer("flat_feature_index", in: Self.indices)
            guard
                categories.updateValue(
                    Category(column: column), forKey: try feature.integer("feature_index", in: Self.indices)) == nil
            else { throw feature.malformed("two features have the same index") }
            named.append((column, Self.name(feature, column)))
        }
        let count = (named.map(\.column).max() ?? -1) + 1
        try limits.check(featureCount: count, of: .catBoostJSON)
        var names = [String?](repeating: nil, count: count)
        for (column, name) in named {
            guard names[column] == nil else { throw info.malformed("two features have the flat index \(column)") }
            names[column] = name
        }
        // A feature that the file leaves out, such as a text, is in no split that can be read.
        self.names = names.enumerated().map { $1 ?? "\($0)" }
    }

    /// The inputs by position among all features, once all splits are read.
    var inputs: [ImportedInput] {
        var encodings = [ImportedInput.Encoding](repeating: .number, count: names.count)
        for category in categories.values { encodings[category.column] = .hashedCategories(category.codes) }
        return zip(names, encodings).map { ImportedInput(name: $0, encoding: $1) }
    }

    /// The column of a categorical feature and the code of a hash that a split names.
    ///
    /// - Parameters:
    ///   - hash: The hash of the category.
    ///   - feature: The number of the feature among the categorical ones.
    /// - Returns: The column and the code, or `nil` when there is no such feature.
    mutating func code(of hash: UInt32, feature: Int) -> (column: Int, code: UInt32)? {
        guard var category = categories[feature] else { return nil }
        if let code = category.codes[hash] { return (category.column, code) }
        // The copy must not share its table when it changes.
        categories[feature] = nil
        let code = UInt32(category.codes.count)
        category.codes[hash] = code
        categories[feature] = category
        return (category.column, code)
    }

    /// Where missing values go: to the side of values above the border only when training saw missing values and took
    /// them for the largest.
    private static func missing(_ feature: CatBoostValue) throws(CoreError) -> MissingRule {
        let hasMissing = feature.json["has_nans"]?.boolValue ?? false
        switch feature.json["nan_value_treatment"]?.stringValue ?? "AsIs" {
        case "AsIs", "AsFalse": return .nanLeft
        case "AsTrue": return .nan(left: !hasMissing)
        case let other:
            throw feature.malformed("the unknown treatment \"\(other.prefix(40))\" of missing values")
        }
    }

    private static func name(_ feature: CatBoostValue, _ column: Int) -> String {
        for key in ["feature_name", "feature_id"] {
            if let name = feature.json[key]?.stringValue, !name.isEmpty { return name }
        }
        return "\(column)"
    }
}
