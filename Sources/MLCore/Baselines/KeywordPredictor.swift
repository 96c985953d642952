/// A fitted baseline that looks for a few telling features of each label.
///
/// A keyword of a label is a feature with a vote: the share of training rows with that feature that carry the label. A
/// row has a keyword when the feature is present: stored, not zero, not missing. The output of a label is the largest
/// vote among its keywords that the row has, or the label's base rate when the row has none of them. For a multi-class
/// task the outputs of a row are then divided by their sum (equal shares when the sum is zero).
public struct KeywordPredictor: Sendable, Hashable {
    /// A feature that speaks for a label.
    public struct Keyword: Sendable, Hashable {
        /// The position of the feature.
        public let feature: Int
        /// The output when this is the strongest keyword of a row, from 0 to 1.
        public let vote: Double

        /// Creates a keyword.
        ///
        /// - Parameters:
        ///   - feature: The position of the feature.
        ///   - vote: The output when this is the strongest keyword of a row, from 0 to 1.
        public init(feature: Int, vote: Double) {
            self.feature = feature
            self.vote = vote
        }
    }

    /// The keywords of each output.
    public let keywords: [[Keyword]]
    /// The output of a label without keywords in the row, from 0 to 1.
    public let baseRates: [Double]
    /// The number of features that the model takes.
    public let featureCount: Int
    /// What the outputs mean; not a regression.
    public let task: PredictionTask

    /// Where the votes for a feature begin in ``outputsByFeature``, for features in `0...featureCount`.
    let offsetsByFeature: [Int]
    /// The outputs that a feature is a keyword of, and the votes.
    let outputsByFeature: [(output: Int32, vote: Double)]

    /// Creates a predictor.
    ///
    /// - Parameters:
    ///   - keywords: The keywords of each output, each feature at most once for an output.
    ///   - baseRates: The output without keywords, from 0 to 1, one for each output.
    ///   - featureCount: The number of features; at most ``FeatureSchema/countLimit``.
    ///   - task: What the outputs mean; not a regression.
    /// - Throws: ``CoreError`` with code `malformedModel` for counts that disagree, a feature out of range or given
    ///   twice, a share outside of 0 to 1, or a regression.
    public init(
        keywords: [[Keyword]], baseRates: [Double], featureCount: Int, task: PredictionTask
    ) throws(CoreError) {
        if case .regression = task { throw CoreError(.malformedModel, "keywords cannot regress", at: Self.kind) }
        let count = task.outputCount
        guard count >= 1, keywords.count == count, baseRates.count == count, featureCount >= 0,
            featureCount <= FeatureSchema.countLimit, count <= Int(Int32.max)
        else {
            throw CoreError(
                .malformedModel,
                "\(keywords.count) lists and \(baseRates.count) rates for \(count) outputs of \(featureCount) features",
                at: Self.kind)
        }
        var offsets = [Int](repeating: 0, count: featureCount + 1)
        for (output, list) in keywords.enumerated() {
            guard (0...1).contains(baseRates[output]) else {
                throw CoreError(.malformedModel, "base rate \(baseRates[output])", at: "output \(output)")
            }
            for keyword in list {
                guard keyword.feature >= 0, keyword.feature < featureCount, (0...1).contains(keyword.vote)
                else { throw Self.unusable(keyword, output) }
                offsets[keyword.feature + 1] += 1
            }
        }
        for feature in 0..<featureCount { offsets[feature + 1] += offsets[feature] }
        var votes = [(output: Int32, vote: Double)](repeating: (0, 0), count: offsets[featureCount])
        var next = offsets
        for (output, list) in keywords.enumerated() {
            for keyword in list {
                let place = next[keyword.feature]
                // Outputs come in rising order, so a repetition is beside its first.
                guard place == offsets[keyword.feature] || Int(votes[place - 1].output) != output else {
                    throw Self.unusable(keyword, output)
                }
                votes[place] = (Int32(truncatingIfNeeded: output), keyword.vote)
                next[keyword.feature] += 1
            }
        }
        self.keywords = keywords
        self.baseRates = baseRates
        self.featureCount = featureCount
        self.task = task
        offsetsByFeature = offsets
        outputsByFeature = votes
    }

    private static func unusable(_ keyword: Keyword, _ output: Int) -> CoreError {
        CoreError(
            .malformedModel, "keyword \(keyword.feature) with vote \(keyword.vote) is out of range or given twice",
            at: "output \(output)")
    }

    /// Whether two predictors have the same keywords, rates, features and task.
    public static func == (left: Self, right: Self) -> Bool {
        left.keywords == right.keywords && left.baseRates == right.baseRates
            && left.featureCount == right.featureCount && left.task == right.task
    }

    /// Feeds the parts that ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(keywords)
        hasher.combine(baseRates)
        hasher.combine(featureCount)
        hasher.combine(task)
    }
}
