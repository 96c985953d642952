#if CommandLine
import MLCore
import MLData
import MLFeatures

/// The steps of a feature pipeline as a configuration has them.
enum FeatureSteps {
    /// The operations of a step, one of which it has.
    private static let operations = ["numbers", "oneHot", "tfidf", "termCounts"]

    /// Reads a list of steps, each as ``FeatureStep`` is stored, with defaults for what is not said.
    static func read(_ value: JSONValue, in reader: inout ConfigurationReader) -> [FeatureStep]? {
        guard let list = value.arrayValue else {
            reader.fault("expected a list of steps", at: "features")
            return nil
        }
        return list.enumerated().compactMap { step($0.element, at: "features[\($0.offset)]", in: &reader) }
    }

    private static func step(
        _ value: JSONValue, at path: String, in reader: inout ConfigurationReader
    ) -> FeatureStep? {
        let members = reader.members(value, at: path, keys: ["columns", "prefix"] + operations)
        guard value.objectValue != nil else { return nil }
        let columns = members["columns"].flatMap { reader.decoded([String].self, $0, at: "\(path).columns") }
        if members["columns"] == nil { reader.fault("the key \"columns\" is missing", at: path) }
        let prefix = members["prefix"].flatMap { reader.decoded(String.self, $0, at: "\(path).prefix") } ?? ""
        let kinds = operations.filter { members[$0] != nil }
        guard kinds.count == 1, let kind = kinds.first, let content = members[kind] else {
            reader.fault("one of \(operations.joined(separator: ", ")) is needed", at: path)
            return nil
        }
        let place = "\(path).\(kind)"
        let names = columns ?? []
        let frequencies: Set<String> = ["minimum", "maximum", "minimumFrequency"]
        switch kind {
        case "tfidf":
            let vectorizer = reader.value(
                content, replacingPartsOf: TFIDFVectorizer(), at: place, optional: ["selection.maximumCount"],
                whole: frequencies)
            return .tfidf(names, vectorizer, prefix: prefix)
        case "termCounts":
            let vectorizer = reader.value(
                content, replacingPartsOf: CountVectorizer(), at: place, optional: ["selection.maximumCount"],
                whole: frequencies)
            return .termCounts(names, vectorizer, prefix: prefix)
        case "oneHot":
            let encoder = reader.value(
                content, replacingPartsOf: OneHotEncoder(), at: place, optional: ["maximumCategories"],
                whole: frequencies)
            return .oneHot(names, encoder, prefix: prefix)
        default:
            let chain = chain(content, at: place, in: &reader)
            return .numbers(names, chain.operations, missingAndNaN: chain.missingAndNaN, prefix: prefix)
        }
    }

    private static func chain(
        _ value: JSONValue, at path: String, in reader: inout ConfigurationReader
    ) -> NumericChain {
        var chain = NumericChain()
        let members = reader.members(value, at: path, keys: ["operations", "missingAndNaN"])
        if let policy = members["missingAndNaN"] {
            chain.missingAndNaN =
                reader.decoded(MissingAndNaN.self, policy, at: "\(path).missingAndNaN") ?? .refuse
        }
        guard let operations = members["operations"] else { return chain }
        guard let list = operations.arrayValue else {
            reader.fault("expected a list of operations", at: "\(path).operations")
            return chain
        }
        chain.operations = list.enumerated().compactMap {
            operation($0.element, at: "\(path).operations[\($0.offset)]", in: &reader)
        }
        return chain
    }

    private static func operation(
        _ value: JSONValue, at path: String, in reader: inout ConfigurationReader
    ) -> NumericPreparation? {
        let kinds = ["imputer", "standardScaler", "minMaxScaler"]
        let members = reader.members(value, at: path, keys: kinds)
        guard members.count == 1, let (kind, content) = members.first else {
            if value.objectValue != nil { reader.fault("one of \(kinds.joined(separator: ", ")) is needed", at: path) }
            return nil
        }
        let place = "\(path).\(kind)"
        switch kind {
        case "imputer":
            return .impute(reader.value(content, replacingPartsOf: Imputer(), at: place, whole: ["strategy"]))
        case "standardScaler":
            return .standardize(reader.value(content, replacingPartsOf: StandardScaler(), at: place))
        default: return .rescale(reader.value(content, replacingPartsOf: MinMaxScaler(), at: place))
        }
    }
}

extension FeatureSteps {
    /// Texts with more different values than this are taken apart into words.
    private static let greatestCategoryCount = 200

    /// The steps for the columns of a table.
    ///
    /// Numbers and truth values stay numbers, for trees as they are, else with missing values replaced by the median and
    /// standardised. Texts become one feature for each category, or TF-IDF weights of their words when there are more
    /// than 200 different ones; lists of texts become one feature for each text. Times are left out, and so are texts
    /// of a word or two that hardly ever occur again: they name rows.
    ///
    /// - Parameters:
    ///   - frame: The training rows.
    ///   - excluded: Columns that are no features.
    ///   - estimator: What will learn.
    /// - Returns: The steps, and the columns that were left out.
    /// - Throws: ``CommandError`` when nothing is left.
    static func automatic(
        for frame: DataFrame, excluding excluded: Set<String>, estimator: EstimatorConfiguration
    ) throws -> (steps: [FeatureStep], leftOut: [String]) {
        var (numbers, categories, texts, leftOut): ([String], [String], [String], [String]) = ([], [], [], [])
        for (name, column) in zip(frame.columnNames, frame.columns) where !excluded.contains(name) {
            guard column.missingCount < column.count else {
                leftOut.append(name)
                continue
            }
            switch column.type {
            case .bool, .int64, .double, .float: numbers.append(name)
            case .stringList: categories.append(name)
            case .timestamp: leftOut.append(name)
            case .string:
                let values = try column.values(as: String.self).compactMap(\.self)
                let distinct = Set(values).count
                if distinct <= greatestCategoryCount {
                    categories.append(name)
                } else if isIdentifying(values, distinct: distinct) {
                    leftOut.append(name)
                } else {
                    texts.append(name)
                }
            }
        }
        var steps: [FeatureStep] = []
        if !numbers.isEmpty {
            let operations: [NumericPreparation] =
                estimator.takesMissing
                ? [] : [.impute(Imputer(.median)), .standardize()]
            steps.append(.numbers(numbers, operations))
        }
        if !categories.isEmpty { steps.append(.oneHot(categories, OneHotEncoder(unseen: .ignore))) }
        if !texts.isEmpty {
            // Trees look at every feature of every row, whether it occurs or not.
            let count = estimator.takesMissing ? 2000 : 20_000
            steps.append(
                .tfidf(texts, TFIDFVectorizer(selection: TermSelection(minimum: .count(2), maximumCount: count))))
        }
        guard !steps.isEmpty else {
            throw CommandError(
                .unusableInput, "there is no column to make features of", at: "features",
                remedy: "Name the steps in the configuration.")
        }
        return (steps, leftOut)
    }

    private static func isIdentifying(_ values: [String], distinct: Int) -> Bool {
        let words = values.reduce(0) { $0 + $1.split(whereSeparator: \.isWhitespace).count }
        return words < 3 * values.count && 10 * distinct > 9 * values.count
    }
}

extension EstimatorConfiguration {
    /// Whether missing numbers can be learned from.
    var takesMissing: Bool {
        switch self {
        case .boosting, .majority, .keyword: true
        case .oneVsRest(let base): base.takesMissing
        default: false
        }
    }
}
#endif
