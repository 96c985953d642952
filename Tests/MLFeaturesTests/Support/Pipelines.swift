import MLData
import MLFeatures

/// Pipelines over the columns of ``RandomFrame``.
enum Pipelines {
    static let sparse = FeaturePipeline([
        .numbers(["number"], [.impute(Imputer(.median, addsIndicator: true)), .standardize()]),
        .tfidf(["text"], TFIDFVectorizer(tokenizer: Tokenizer(termLengths: 1...2), isSublinear: true)),
        .oneHot(["category"], OneHotEncoder(unseen: .infrequent, minimumFrequency: .share(0.05))),
        .oneHot(["genres"], OneHotEncoder(unseen: .ignore)),
        .numbers(["integer", "float"], [.rescale(MinMaxScaler(clips: true))]),
        .oneHot(["integer"], OneHotEncoder(unseen: .ignore, missing: .ignore), prefix: "category of "),
        .termCounts(["text"], CountVectorizer(isBinary: true), prefix: "has "),
        .termCounts(
            ["text"], CountVectorizer(tokenizer: Tokenizer(unit: .charactersWithinWords, termLengths: 2...3)),
            prefix: "characters of "),
    ])

    static let dense = FeaturePipeline([
        .numbers(["number"], missingAndNaN: .unify),
        .numbers(["float", "flag"], [.impute(), .standardize()]),
    ])

    static let forcedDense = FeaturePipeline(sparse.steps, isSparse: false)
}
