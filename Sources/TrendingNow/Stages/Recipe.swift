import MLCore
import MLFeatures
import MLLedger
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

    /// Learns from features; with a recording the run is kept in the ledger.
    func predictor(
        for data: TrainingSet, in context: TrainingContext, recording: Recording? = nil
    ) throws -> any Predictor {
        switch self {
        case .logistic:
            return try fit(OneVsRest(LogisticRegression(inverseRegularization: 10)), data, context, recording)
        case .boosting:
            let trees = GradientBoosting(
                rounds: 20, learningRate: 0.2, maximumLeaves: 8, maximumBins: 31, minimumLeafRows: 5)
            return try fit(OneVsRest(trees), data, context, recording)
        }
    }

    /// Where a run is recorded, and how the digest of its model is found.
    struct Recording {
        let runs: TrainingRuns
        let name: ResourceName
        let dataset: Digest
        let digest: (any Predictor) throws -> Digest
    }

    private func fit<Learner: Estimator>(
        _ learner: Learner, _ data: TrainingSet, _ context: TrainingContext, _ recording: Recording?
    ) throws -> any Predictor {
        guard let recording else { return try learner.fitted(to: data, in: context) }
        return try recording.runs.fitting(
            learner, named: recording.name, to: data, dataset: recording.dataset, in: context,
            storing: recording.digest
        ).fitted
    }
}
