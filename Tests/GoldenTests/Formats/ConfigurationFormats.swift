import MLData
import MLFeatures
import MLMonitor
import MLStatistics
import MLTrain

extension GoldenFormats {
    /// Configurations as run records and hosts store them.
    static let configurations: [GoldenFormat] = [
        .value("configurations/feature-pipeline") {
            FeaturePipeline([
                .tfidf(
                    ["plot"],
                    TFIDFVectorizer(
                        tokenizer: Tokenizer(termLengths: 1...2, stopWords: ["the"]),
                        selection: TermSelection(minimum: .count(2), maximum: .share(0.5), maximumCount: 1000),
                        isSublinear: true)),
                .termCounts(["plot"], CountVectorizer(isBinary: true), prefix: "has "),
                .oneHot(["country"], OneHotEncoder(unseen: .infrequent, maximumCategories: 20)),
                .numbers(
                    ["year"],
                    [
                        .impute(Imputer(.median, addsIndicator: true)), .standardize(),
                        .rescale(MinMaxScaler(clips: true)),
                    ],
                    missingAndNaN: .unify),
            ])
        },
        .value("configurations/logistic-regression") {
            LogisticRegression(inverseRegularization: 0.5, classWeights: .balanced, maximumIterations: 50)
        },
        .value("configurations/gradient-boosting") {
            GradientBoosting(rounds: 20, learningRate: 0.05, growth: .depthWise, maximumDepth: 4, rowShare: 0.5)
        },
        .value("configurations/one-vs-rest") { OneVsRest(GradientBoosting(rounds: 3)) },
        .value("configurations/keyword-baseline") { KeywordBaseline(keywordsPerLabel: 5, minimumRows: 2) },
        .value("configurations/majority-baseline") { MajorityBaseline() },
        .value("configurations/threshold-tuner") { ThresholdTuner(objective: .macroF1, scope: .shared) },
        .value("configurations/splitters") {
            Splitters(
                random: RandomSplitter(shares: try .trainValidation(), seed: 1),
                hash: HashSplitter(column: "id", shares: try .trainValidation(0.25), salt: "films"),
                group: GroupSplitter(column: "user", shares: try .trainValidation(), seed: 3),
                stratified: StratifiedSplitter(column: "label", shares: try .trainValidation(), seed: 4),
                time: TimeSplitter(column: "day", trainBefore: 160))
        },
        .value("configurations/drift-detector") { DriftDetector(stabilityThreshold: 0.25, correction: .holm) },
        .value("configurations/monitor") {
            MonitorConfiguration(windowing: .period(microseconds: 3_600_000_000, lateness: 2))
        },
    ]
}

private struct Splitters: Codable, Equatable {
    var random: RandomSplitter
    var hash: HashSplitter
    var group: GroupSplitter
    var stratified: StratifiedSplitter
    var time: TimeSplitter
}
