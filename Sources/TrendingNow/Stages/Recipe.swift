import MLCore
import MLFeatures
import MLTrain

/// How a candidate is made: which features, and which estimator.
enum Recipe: String {
    /// TF-IDF of all frequent words, and logistic regression for each genre.
    case logistic
    /// TF-IDF of the most frequent words, and gradient-boosted trees for each genre.
    case boosting

    /// From plots to features.
    var pipeline: FeaturePipeline {
        let tokenizer = Tokenizer(stopWords: StopWords.english)
        switch self {
        case .logistic:
            return FeaturePipeline([
                .tfidf(
                    ["plot"],
                    TFIDFVectorizer(
                        tokenizer: tokenizer, selection: TermSelection(minimum: .count(2)), isSublinear: true))
            ])
        case .boosting:
            return FeaturePipeline(
                [
                    .tfidf(
                        ["plot"],
                        TFIDFVectorizer(
                            tokenizer: tokenizer, selection: TermSelection(minimum: .count(2), maximumCount: 250),
                            isSublinear: true))
                ], isSparse: false)
        }
    }

    /// Learns from features.
    func predictor(for data: TrainingSet, in context: TrainingContext) throws -> any Predictor {
        switch self {
        case .logistic:
            return try OneVsRest(LogisticRegression(inverseRegularization: 10)).fitted(to: data, in: context)
        case .boosting:
            let trees = GradientBoosting(
                rounds: 20, learningRate: 0.2, maximumLeaves: 8, maximumBins: 31, minimumLeafRows: 5)
            return try OneVsRest(trees).fitted(to: data, in: context)
        }
    }
}
