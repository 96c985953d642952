public import MLData

/// A step of a ``FeaturePipeline``: which columns become which features, and how.
///
/// Every column is fitted by itself. The names of its features begin with the prefix and the name of the column.
public struct FeatureStep: Sendable, Hashable {
    enum Operation: Sendable, Hashable {
        case tfidf(TFIDFVectorizer)
        case termCounts(CountVectorizer)
        case oneHot(OneHotEncoder)
        case numbers(NumericChain)
    }

    /// The input columns.
    public let columns: [String]
    /// What the names of the features begin with, before the name of the column; may be empty.
    public let prefix: String
    let operation: Operation

    /// TF-IDF weights of the terms of texts.
    ///
    /// - Parameters:
    ///   - columns: Columns of texts.
    ///   - vectorizer: How terms are found and weighed.
    ///   - prefix: What the names of the features begin with.
    /// - Returns: The step.
    public static func tfidf(
        _ columns: [String], _ vectorizer: TFIDFVectorizer = TFIDFVectorizer(), prefix: String = ""
    ) -> Self {
        Self(columns: columns, prefix: prefix, operation: .tfidf(vectorizer))
    }

    /// Counts of the terms of texts.
    ///
    /// - Parameters:
    ///   - columns: Columns of texts.
    ///   - vectorizer: How terms are found and counted.
    ///   - prefix: What the names of the features begin with.
    /// - Returns: The step.
    public static func termCounts(
        _ columns: [String], _ vectorizer: CountVectorizer = CountVectorizer(), prefix: String = ""
    ) -> Self {
        Self(columns: columns, prefix: prefix, operation: .termCounts(vectorizer))
    }

    /// One feature for each category.
    ///
    /// - Parameters:
    ///   - columns: Columns of texts, integers, truth values or lists of texts.
    ///   - encoder: What happens to infrequent, new and missing categories.
    ///   - prefix: What the names of the features begin with.
    /// - Returns: The step.
    public static func oneHot(
        _ columns: [String], _ encoder: OneHotEncoder = OneHotEncoder(), prefix: String = ""
    ) -> Self {
        Self(columns: columns, prefix: prefix, operation: .oneHot(encoder))
    }

    /// Numbers after some operations.
    ///
    /// - Parameters:
    ///   - columns: Columns of numbers or truth values.
    ///   - operations: What is done to the numbers, in order; nothing by default.
    ///   - missingAndNaN: What happens when the features would hold both missing values and NaN.
    ///   - prefix: What the names of the features begin with.
    /// - Returns: The step.
    public static func numbers(
        _ columns: [String], _ operations: [NumericPreparation] = [], missingAndNaN: MissingAndNaN = .refuse,
        prefix: String = ""
    ) -> Self {
        Self(
            columns: columns, prefix: prefix,
            operation: .numbers(NumericChain(operations, missingAndNaN: missingAndNaN)))
    }
}

extension FeatureStep: Codable {
    private enum CodingKeys: String, CodingKey { case columns, prefix, tfidf, termCounts, oneHot, numbers }

    /// Decodes an object with `columns`, `prefix`, and the name of the operation as its third key.
    ///
    /// - Throws: `DecodingError` when there is no or more than one operation.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        columns = try container.decode([String].self, forKey: .columns)
        prefix = try container.decode(String.self, forKey: .prefix)
        let kinds = container.allKeys.filter { $0 != .columns && $0 != .prefix }
        switch kinds.count == 1 ? kinds.first : nil {
        case .tfidf: operation = .tfidf(try container.decode(TFIDFVectorizer.self, forKey: .tfidf))
        case .termCounts: operation = .termCounts(try container.decode(CountVectorizer.self, forKey: .termCounts))
        case .oneHot: operation = .oneHot(try container.decode(OneHotEncoder.self, forKey: .oneHot))
        case .numbers: operation = .numbers(try container.decode(NumericChain.self, forKey: .numbers))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "needed is exactly one operation"))
        }
    }

    /// Encodes an object with `columns`, `prefix`, and the name of the operation as its third key.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columns, forKey: .columns)
        try container.encode(prefix, forKey: .prefix)
        switch operation {
        case .tfidf(let vectorizer): try container.encode(vectorizer, forKey: .tfidf)
        case .termCounts(let vectorizer): try container.encode(vectorizer, forKey: .termCounts)
        case .oneHot(let encoder): try container.encode(encoder, forKey: .oneHot)
        case .numbers(let chain): try container.encode(chain, forKey: .numbers)
        }
    }
}
