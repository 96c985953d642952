public import MLCore

/// The baseline that picks a few telling features for each label, such as words.
///
/// For each label, features are ranked by Pearson's χ² statistic of the 2 × 2 table "feature present" × "label carried"
/// over weighted rows, among the features that are present in at least ``minimumRows`` rows and are more frequent in
/// rows with the label than in others. Ties go to the lower position. The vote of a keyword is the smoothed share
/// `(weight with keyword and label + base rate) / (weight with keyword + 1)`.
public struct KeywordBaseline: Sendable, Hashable, Codable {
    /// The largest number of keywords of a label; at least 1.
    public var keywordsPerLabel: Int
    /// In how many rows a keyword has to be present; at least 1.
    public var minimumRows: Int

    /// Creates a baseline.
    ///
    /// - Parameters:
    ///   - keywordsPerLabel: The largest number of keywords of a label; at least 1.
    ///   - minimumRows: In how many rows a keyword has to be present; at least 1.
    public init(keywordsPerLabel: Int = 10, minimumRows: Int = 5) {
        self.keywordsPerLabel = keywordsPerLabel
        self.minimumRows = minimumRows
    }
}

extension KeywordBaseline: Estimator {
    /// The stable name for run records.
    public static var kind: String { "baseline.keyword" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require(keywordsPerLabel >= 1, "keywordsPerLabel \(keywordsPerLabel) is not at least 1")
        faults.require(minimumRows >= 1, "minimumRows \(minimumRows) is not at least 1")
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns keywords from classes or label sets.
    ///
    /// - Parameters:
    ///   - data: Rows with classes or label sets. A missing feature is not present.
    ///   - context: Threads and cancellation.
    /// - Returns: A predictor by keywords.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget` or `cancelled`.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> KeywordPredictor {
        try validated()
        try context.requireRows(data, for: Self.kind)
        let view = try LabelView(data.targets, for: Self.kind)
        let task = data.targets.task
        let labels = if case .binary = task { 1..<2 } else { 0..<view.labels.count }
        let weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        let baseRates = view.shares(weights: weights)
        let counts = PresenceCounts(data.features, weights: weights)
        let keywords = try parallelMap(count: labels.count, threads: context.threads) { position in
            try context.checkCancellation()
            let label = labels.lowerBound + position
            let together = PresenceCounts.weights(in: data.features, rows: view.rowsByLabel[label], weights: weights)
            return ranked(counts, labelWeights: together, baseRate: baseRates[label])
        }
        return try KeywordPredictor(
            keywords: keywords, baseRates: Array(baseRates[labels]), featureCount: data.features.featureCount,
            task: task)
    }

    /// The keywords of a label.
    private func ranked(
        _ counts: PresenceCounts, labelWeights: [Double], baseRate: Double
    ) -> [KeywordPredictor.Keyword] {
        var candidates: [(feature: Int, score: Double)] = []
        for feature in labelWeights.indices where counts.rows[feature] >= minimumRows {
            let present = counts.weights[feature]
            let excess = labelWeights[feature] - present * baseRate
            guard excess > 0 else { continue }
            // χ² of a 2 × 2 table: the squared excess over its variance when feature and label are independent.
            let variance = present * baseRate * (1 - present / counts.total) * (1 - baseRate)
            candidates.append((feature, variance > 0 ? excess * excess / variance : 0))
        }
        candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.feature < $1.feature }
        return candidates.prefix(keywordsPerLabel).map { candidate in
            let share = (labelWeights[candidate.feature] + baseRate) / (counts.weights[candidate.feature] + 1)
            return KeywordPredictor.Keyword(feature: candidate.feature, vote: min(1, share))
        }
    }
}
