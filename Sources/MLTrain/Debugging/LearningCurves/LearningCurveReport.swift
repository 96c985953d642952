public import MLCore

/// Scores over growing numbers of rows, and what they say.
public struct LearningCurveReport: Sendable, Hashable, Codable {
    /// The scores of the folds at one place of the curve.
    public struct Scores: Sendable, Hashable, Codable {
        /// The score of each fold, in order; `nil` where it is undefined or where the fit failed.
        public let values: [Double?]
        /// The mean of the defined scores.
        public let mean: Double?
        /// The standard deviation of the defined scores; `nil` for fewer than two.
        public let standardDeviation: Double?
        /// The interval of the mean at 95 %; `nil` for fewer than two scores.
        ///
        /// The corrected resampled t interval of Nadeau and Bengio, "Inference for the Generalization Error", 2003:
        /// folds share rows, so the variance of their mean gets the ratio of the rows that a fold is measured on to
        /// those it can learn from on top. With validation data it is Student's interval, over samples of the rows to
        /// learn from; that the validation rows are a sample too is not in it.
        public let interval: ConfidenceInterval?

        init(_ values: [Double?], _ dependence: FoldSpread.Dependence) {
            self.values = values
            let spread = FoldSpread(values.compactMap { $0 }, dependence)
            mean = spread?.mean
            standardDeviation = spread?.standardDeviation
            interval = spread?.interval
        }
    }

    /// One number of rows.
    public struct Point: Sendable, Hashable, Codable {
        /// How many rows were learned from.
        public let rowCount: Int
        /// The scores on the rows that were learned from.
        public let training: Scores
        /// The scores on rows that were not learned from.
        public let validation: Scores
        /// The mean seconds of a fit; `nil` when every fit failed.
        public let fitSeconds: Double?
        /// Why fits failed, each reason once.
        public let failures: [String]

        init(rowCount: Int, fits: [LearningCurvePlan.Fit], _ dependence: FoldSpread.Dependence) {
            self.rowCount = rowCount
            training = Scores(fits.map(\.training), dependence)
            validation = Scores(fits.map(\.validation), dependence)
            let seconds = fits.compactMap(\.seconds)
            fitSeconds = seconds.isEmpty ? nil : seconds.reduce(0, +) / Double(seconds.count)
            var reasons: [String] = []
            for failure in fits.compactMap(\.failure) where !reasons.contains("\(failure)") {
                reasons.append("\(failure)")
            }
            failures = reasons
        }
    }

    /// What a curve says.
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        /// The score still gets better with more rows.
        case moreRowsHelp
        /// More rows change nothing worth having.
        case plateau
        /// The score is much better on the rows that were learned from.
        case highVariance
        /// The score is about the same on rows learned from and others, and more rows do not help.
        case highBias
        /// The score is no better than that of the constant prediction.
        case noSkill
        /// The folds differ too much, or there are too few points, to tell.
        case unclear
    }

    /// Something that the curve says, with the number that it rests on.
    public struct Remark: Sendable, Hashable, Codable {
        /// What the curve says.
        public let verdict: Verdict
        /// The number: a gain or a gap, in units of the metric, positive for better.
        public let value: Double?
        /// The interval of the number.
        public let interval: ConfidenceInterval?
        /// What was found, in plain words.
        public let explanation: String
        /// What to do about it; empty when there is nothing to do.
        public let remedy: String
    }

    /// The name of the metric.
    public let metric: String
    /// Whether more or less of it is better.
    public let direction: MetricDirection
    /// The seed of every random choice.
    public let seed: UInt64
    /// How many rows a fold is measured on, at least.
    public let validationRowCount: Int
    /// The points, by ascending number of rows.
    public let points: [Point]
    /// The scores of the constant prediction on the rows that were not learned from.
    public let constant: Scores
    /// What the curve says.
    public let remarks: [Remark]

    init(
        metric: String, direction: MetricDirection, seed: UInt64, validationRowCount: Int, points: [Point],
        constant: [Double?], _ dependence: FoldSpread.Dependence
    ) {
        self.metric = metric
        self.direction = direction
        self.seed = seed
        self.validationRowCount = validationRowCount
        self.points = points
        self.constant = Scores(constant, dependence)
        remarks =
            LearningCurveReading(
                points: points, constant: constant, direction: direction, dependence: dependence
            ).remarks
    }
}
