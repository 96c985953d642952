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

    /// The inputs by position among all features.
    private(set) var inputs: [ImportedInput] = []
    /// The numeric features by their own numbers.
    private(set) var numbers: [Int: Number] = [:]
    /// The columns of the categorical features by their own numbers.
    private(set) var categories: [Int: Int] = [:]

    private static let indices: ClosedRange<Int64> = 0...Int64(Int32.max - 1)

    /// Reads the features.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` or `limitExceeded`.
    init(_ info: CatBoostValue, _ limits: ImportLimits) throws(CoreError) {
        var named: [(column: Int, input: ImportedInput)] = []
        for (index, json) in try info.list("float_features").enumerated() {
            let feature = info.element(json, index)
            let column = try feature.integer("flat_feature_index", in: Self.indices)
            let number = Number(column: column, missing: try Self.missing(feature))
            guard numbers.updateValue(number, forKey: try feature.integer("feature_index", in: Self.indices)) == nil
            else {
                throw feature.malformed("two features have the same index")
            }
            named.append((column, ImportedInput(name: Self.name(feature, column), encoding: .number)))
        }
        for (index, json) in try info.list("categorical_features").enumerated() {
            let feature = info.element(json, index)
            let column = try feature.integer("flat_feature_index", in: Self.indices)
            guard categories.updateValue(column, forKey: try feature.integer("feature_index", in: Self.indices)) == nil
            else { throw feature.malformed("two features have the same index") }
            named.append((column, ImportedInput(name: Self.name(feature, column), encoding: .hashedCategories)))
        }
        let count = (named.map(\.column).max() ?? -1) + 1
        try limits.check(featureCount: count, of: .catBoostJSON)
        var inputs = [ImportedInput?](repeating: nil, count: count)
        for (column, input) in named {
            guard inputs[column] == nil else { throw info.malformed("two features have the flat index \(column)") }
            inputs[column] = input
        }
        // A feature that the file leaves out, such as a text, is in no split that can be read.
        self.inputs = inputs.enumerated().map { $1 ?? ImportedInput(name: "\($0)", encoding: .number) }
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
