#if CommandLine
import MLCore
import MLData
import MLEval
import MLFeatures
import MLLedger
import MLTrain

/// A training from a configuration to a bundle: a pure function of configuration and rows.
struct TrainingJob {
    /// What to do.
    var configuration: TrainingConfiguration
    /// Receives progress and measurements.
    var observer: any EventObserver = SilentObserver()
    /// Stops the work.
    var cancellation = CancellationToken()
    /// Tells the time for records.
    var clock: any WallClock = SystemWallClock()
}

/// What a training gave.
struct TrainedModel: Sendable {
    /// The model.
    let bundle: Bundle
    /// Its digest.
    let digest: Digest
    /// What was measured on the validation rows, if there are any.
    let summary: EvaluationSummary?
    /// The number of features.
    let featureCount: Int
    /// Columns that no feature was made of, when the steps were made from the columns.
    let leftOut: [String]
    /// The name of the training run, when it was recorded.
    var run: String?
    /// The digest of the dataset version, when it was recorded.
    var dataset: Digest?
}

/// Rows as features and targets.
struct PreparedRows: Sendable {
    let pipeline: FittedFeaturePipeline
    let train: TrainingSet
    let validation: TrainingSet?
    /// The first training rows, as the model takes them.
    let examples: DataFrame
    let leftOut: [String]
}

extension TrainingJob {
    /// Fits the feature pipeline and makes features and targets.
    ///
    /// - Parameter tables: The rows.
    /// - Returns: The rows to learn from and to measure on.
    /// - Throws: `FeatureError`, ``CommandError`` or `CoreError` for rows that do not fit the configuration.
    func prepared(_ tables: TrainingTables) throws -> PreparedRows {
        var steps = configuration.features ?? []
        var leftOut: [String] = []
        if configuration.features == nil {
            let excluded = Set(
                [configuration.target.column, configuration.weightColumn, configuration.split?.column].compactMap(
                    \.self))
            (steps, leftOut) = try FeatureSteps.automatic(
                for: tables.train, excluding: excluded, estimator: configuration.estimator)
        }
        if steps.contains(where: { $0.columns.contains(configuration.target.column) }) {
            throw CommandError(
                .unusableInput, "the target is one of the columns that features are made of",
                at: "column \"\(configuration.target.column)\"", remedy: "Leave it out of the feature steps")
        }
        let numeric = try Self.numericColumns(of: steps)
        let train = try Self.widened(tables.train, numeric)
        let validation = try tables.validation.map { try Self.widened($0, numeric) }
        let pipeline = try FeaturePipeline(steps, isSparse: configuration.isSparse)
            .fitted(to: train, threads: configuration.threads, cancellation: cancellation)
        return PreparedRows(
            pipeline: pipeline, train: try set(train, tables.reader, pipeline),
            validation: try validation.map { try set($0, tables.reader, pipeline) },
            examples: try train.prefix(configuration.exampleCount).selecting(pipeline.inputs.names), leftOut: leftOut)
    }

    private func set(
        _ frame: DataFrame, _ reader: TargetReader, _ pipeline: FittedFeaturePipeline
    ) throws -> TrainingSet {
        let targets = try reader.targets(of: frame.column(configuration.target.column))
        var weights: [Double]?
        if let name = configuration.weightColumn {
            let column = try frame.column(name)
            guard let numbers = column.numbers, column.type.isNumeric, column.missingCount == 0 else {
                throw CommandError(
                    .unusableInput, "weights are numbers, none of them missing", at: "column \"\(name)\"")
            }
            weights = numbers
        }
        let features = try pipeline.transform(
            frame: frame, threads: configuration.threads, cancellation: cancellation)
        return try TrainingSet(features: features, targets: targets, weights: weights)
    }

    /// The columns that only become numbers: a model takes integers and decimals for them alike.
    private static func numericColumns(of steps: [FeatureStep]) throws -> Set<String> {
        var (numeric, others): (Set<String>, Set<String>) = ([], [])
        for step in steps {
            let stored = try JSONReader().value(from: CanonicalJSONEncoder().encode(step))
            if stored["numbers"] != nil { numeric.formUnion(step.columns) } else { others.formUnion(step.columns) }
        }
        return numeric.subtracting(others)
    }

    private static func widened(_ frame: DataFrame, _ names: Set<String>) throws -> DataFrame {
        var frame = frame
        for name in frame.columnNames where names.contains(name) {
            let column = try frame.column(name)
            guard column.type == .int64 || column.type == .float else { continue }
            frame = try frame.replacing(name, with: Column(column.values.map { $0.number }))
        }
        return frame
    }
}

extension TrainingJob {
    /// Fits the estimator and bundles the model.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - record: Where the run is recorded, or `nil`.
    /// - Returns: The model.
    /// - Throws: `TrainError`, `EvaluationError` or ``CommandError``.
    func model(_ rows: PreparedRows, recording record: RunRecording? = nil) throws -> TrainedModel {
        try model(rows, configuration.estimator.estimator, record)
    }

    private func model(
        _ rows: PreparedRows, _ estimator: some Estimator, _ record: RunRecording?
    ) throws -> TrainedModel {
        let context = try context(rows)
        guard let record else {
            let fitted = try NonFiniteWatch.fitting(for: type(of: estimator).kind, in: context) {
                try estimator.fitted(to: rows.train, in: $0)
            }
            return try model(rows, from: fitted)
        }
        var model: TrainedModel?
        _ = try record.runs.fitting(
            estimator, named: record.name, to: rows.train, dataset: record.dataset, in: context
        ) { fitted in
            let trained = try self.model(rows, from: fitted)
            model = trained
            return try trained.bundle.store(in: record.blobs).digest
        }
        guard var trained = model else {
            throw TrainError(.runConflict, "the run ended without a model", at: "run \(record.name.text)")
        }
        trained.run = record.name.text
        trained.dataset = record.dataset
        return trained
    }

    /// Checks the set-up without keeping a model.
    ///
    /// - Parameter rows: The rows.
    /// - Returns: What the checks found.
    /// - Throws: `TrainError` or ``CommandError``.
    func diagnosis(_ rows: PreparedRows) throws -> DiagnosticReport {
        try diagnosis(rows, configuration.estimator.estimator)
    }

    private func diagnosis(_ rows: PreparedRows, _ estimator: some Estimator) throws -> DiagnosticReport {
        try TrainingDiagnostics().report(for: estimator, on: rows.train, in: context(rows))
    }

    private func context(_ rows: PreparedRows) throws -> TrainingContext {
        let task = rows.train.targets.task
        let stopping = try configuration.earlyStopping.map { rule in
            try TrainingContext.EarlyStopping(
                metric: MetricName.metric(rule.metric, for: task, rule: .standard(for: task)),
                patience: rule.patience, minimumImprovement: rule.minimumImprovement)
        }
        return TrainingContext(
            seed: configuration.seed, threads: configuration.threads, validation: rows.validation,
            earlyStopping: stopping, observer: observer, cancellation: cancellation, clock: clock)
    }

    private func model(_ rows: PreparedRows, from predictor: any Predictor) throws -> TrainedModel {
        let predictions = try rows.validation.map {
            try predictor.predictions(for: $0.features, threads: configuration.threads)
        }
        var decision = DecisionRule.standard(for: predictor.task)
        if let tuner = configuration.thresholds, let predictions, let validation = rows.validation {
            decision = try tuner.rule(for: predictions, targets: validation.targets)
        }
        let bundle = try Bundle(
            signature: ModelSignature(inputs: rows.pipeline.inputs, task: predictor.task),
            features: rows.pipeline.encoded(), predictor: predictor.encoded(), decision: decision,
            examples: try examples(rows, predictor))
        let digest = try bundle.digest()
        var summary: EvaluationSummary?
        if let predictions, let validation = rows.validation {
            let names = configuration.metrics ?? MetricName.standard(for: predictor.task)
            let resampling =
                configuration.resamples > 0
                ? try Resampling(seed: configuration.seed, count: configuration.resamples) : nil
            summary = try Evaluation(
                metrics: names.map { try MetricName.metric($0, for: predictor.task, rule: decision) },
                resampling: resampling
            ).summary(
                of: predictions, targets: validation.targets, weights: validation.weights, subject: digest.hex,
                dataset: "validation rows", threads: configuration.threads)
        }
        return TrainedModel(
            bundle: bundle, digest: digest, summary: summary, featureCount: rows.pipeline.features.count,
            leftOut: rows.leftOut)
    }

    private func examples(_ rows: PreparedRows, _ predictor: any Predictor) throws -> [Bundle.Example] {
        try (0..<rows.examples.rowCount).map { position in
            let row = try rows.examples.row(position)
            var inputs: [String: Value] = [:]
            for (name, value) in zip(row.schema.names, row.values) where !value.isMissing { inputs[name] = value }
            return Bundle.Example(
                inputs: inputs, outputs: try predictor.predict(rows.pipeline.transform(row)))
        }
    }
}

/// Where a training run is recorded.
struct RunRecording {
    /// The runs of the store.
    let runs: TrainingRuns
    /// Where models are stored.
    let blobs: any BlobStore
    /// The name of the run.
    let name: ResourceName
    /// The digest of the dataset version.
    let dataset: Digest?
}
#endif
