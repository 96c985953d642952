#if CommandLine
import MLCore
import MLFeatures
import MLTrain

/// Everything that a training needs to be told: data, target, split, features, estimator, and what to measure.
///
/// As JSON it is an object with the keys below; ``init(_:)`` says which have to be there. Values that the library has
/// types for are written as those types are stored, but every part that is not said keeps its default.
struct TrainingConfiguration: Sendable, Hashable {
    /// The files.
    var data: TrainingData
    /// The column to predict.
    var target: TargetConfiguration
    /// How rows are kept for validation; `nil` keeps a fifth, or none when there is a file of them.
    var split: SplitConfiguration?
    /// The steps from columns to features; `nil` makes them from the types of the columns.
    var features: [FeatureStep]?
    /// Whether features are stored sparsely; `nil` leaves it to the steps.
    var isSparse: Bool?
    /// The column with the weights of the rows.
    var weightColumn: String?
    /// What learns.
    var estimator: EstimatorConfiguration
    /// When boosting stops; needs validation rows.
    var earlyStopping: EarlyStoppingConfiguration?
    /// How decision thresholds are chosen on the validation rows; `nil` takes 0.5.
    var thresholds: ThresholdTuner?
    /// The names of the metrics on the validation rows; `nil` takes those of the task.
    var metrics: [String]?
    /// How many bootstrap resamples the intervals of the metrics are made of; 0 makes none.
    var resamples = 500
    /// How many training rows are put into the model with their outputs, which a server reproduces before it is ready.
    var exampleCount = 2
    /// The seed of every random choice.
    var seed: UInt64 = 42
    /// How many threads may be used; the model does not depend on it.
    var threads = 1

    /// The keys of the JSON form.
    enum CodingKeys: String, CodingKey, CaseIterable {
        case data, target, split, features, isSparse, weightColumn, estimator, earlyStopping, thresholds, metrics
        case resamples, exampleCount, seed, threads
    }
}

extension TrainingConfiguration: Codable {
    /// Decodes a configuration.
    ///
    /// - Throws: ``CommandError`` that lists every fault.
    init(from decoder: any Decoder) throws {
        try self.init(try JSONValue(from: decoder))
    }

    /// Reads a configuration; `data`, `target` and `estimator` have to be there.
    ///
    /// - Parameters:
    ///   - value: The configuration as JSON.
    ///   - place: What errors call it.
    /// - Throws: ``CommandError`` of code `unusableInput` that lists every fault.
    init(_ value: JSONValue, at place: String = "configuration") throws(CommandError) {
        var reader = ConfigurationReader()
        let members = reader.members(value, at: "", keys: CodingKeys.allCases.map(\.rawValue))
        func member(_ key: CodingKeys) -> JSONValue? { members[key.rawValue].flatMap { $0.isNull ? nil : $0 } }
        for key in [CodingKeys.data, .target, .estimator] where member(key) == nil && value.objectValue != nil {
            reader.fault("the key \"\(key.rawValue)\" is missing", at: "")
        }
        data = member(.data).map { TrainingData($0, in: &reader) } ?? TrainingData()
        target = member(.target).map { TargetConfiguration($0, in: &reader) } ?? TargetConfiguration(column: "")
        split = member(.split).map { SplitConfiguration($0, in: &reader) }
        features = member(.features).flatMap { FeatureSteps.read($0, in: &reader) }
        isSparse = member(.isSparse).flatMap { reader.decoded(Bool.self, $0, at: "isSparse") }
        weightColumn = member(.weightColumn).flatMap { reader.decoded(String.self, $0, at: "weightColumn") }
        estimator =
            member(.estimator).flatMap { EstimatorConfiguration($0, at: "estimator", in: &reader) }
            ?? .majority(MajorityBaseline())
        earlyStopping = member(.earlyStopping).map { EarlyStoppingConfiguration($0, in: &reader) }
        thresholds = member(.thresholds).map {
            reader.value($0, replacingPartsOf: ThresholdTuner(), at: "thresholds")
        }
        metrics = member(.metrics).flatMap { reader.decoded([String].self, $0, at: "metrics") }
        if let count = member(.resamples).flatMap({ reader.decoded(Int.self, $0, at: "resamples") }) {
            resamples = count
        }
        if let count = member(.exampleCount).flatMap({ reader.decoded(Int.self, $0, at: "exampleCount") }) {
            exampleCount = count
        }
        if let seed = member(.seed).flatMap({ reader.decoded(UInt64.self, $0, at: "seed") }) { self.seed = seed }
        if let threads = member(.threads).flatMap({ reader.decoded(Int.self, $0, at: "threads") }) {
            self.threads = threads
        }
        check(&reader)
        try reader.finish(at: place)
    }

    /// Notes values out of range.
    private func check(_ reader: inout ConfigurationReader) {
        if resamples != 0, !(2...1_000_000).contains(resamples) {
            reader.fault("\(resamples) is neither 0 nor from 2 to 1000000", at: "resamples")
        }
        if !(0...100).contains(exampleCount) {
            reader.fault("\(exampleCount) is not from 0 to 100", at: "exampleCount")
        }
        if !(1...1024).contains(threads) { reader.fault("\(threads) is not from 1 to 1024", at: "threads") }
        if let features {
            reader.check(at: "features") { try FeaturePipeline(features, isSparse: isSparse).validated() }
        }
        if let thresholds { reader.check(at: "thresholds") { try thresholds.validated() } }
        for name in metrics ?? [] where !MetricName.all.contains(name) {
            reader.fault(MetricName.unknown(name), at: "metrics")
        }
        if let metrics, metrics.isEmpty { reader.fault("there is none", at: "metrics") }
        if let metrics, Set(metrics).count < metrics.count { reader.fault("one is named twice", at: "metrics") }
        if earlyStopping != nil, split?.kind == .nothing, data.validation.isEmpty {
            reader.fault("there are no rows to watch: give a split or validation files", at: "earlyStopping")
        }
        if thresholds != nil, split?.kind == .nothing, data.validation.isEmpty {
            reader.fault("there are no rows to choose on: give a split or validation files", at: "thresholds")
        }
        if split != nil, split?.kind != .nothing, !data.validation.isEmpty {
            reader.fault("there are validation files already", at: "split")
        }
    }
}
#endif
