import MLCore
import MLData
import MLFeatures
import MLLedger
import MLTrain

extension Loop {
    /// Trains a candidate: thresholds on the latest years with a model that has not seen them, then the model on all.
    func train(_ recipe: Recipe, _ titles: Titles, on frame: DataFrame, _ store: Store) throws -> Candidate {
        console.begin("Train \(recipe.rawValue)")
        let dataset = try DatasetStore(ledger: store.ledger, blobs: store.blobs).store(
            frame, as: ResourceName("titles"), actor: Store.actor, source: titles.source)
        let tuning = try Self.latestYears(of: frame)
        let early = try fit(recipe, titles, on: tuning.earlier)
        let predictions = try early.predictor.predictions(
            for: try early.pipeline.transform(frame: tuning.latest, threads: options.threads), threads: options.threads)
        let decision = try ThresholdTuner(objective: .microF1, scope: .shared)
            .rule(for: predictions, targets: try titles.targets(of: tuning.latest))

        let pipeline = try recipe.pipeline.fitted(to: frame, threads: options.threads)
        let run = try ResourceName("\(recipe.rawValue)-run-\((try store.ledger.head()?.sequence ?? 0) + 1)")
        func bundle(_ predictor: any Predictor) throws -> Bundle {
            try Bundle(
                signature: ModelSignature(inputs: pipeline.inputs, task: predictor.task),
                features: try pipeline.encoded(), predictor: try predictor.encoded(), decision: decision,
                examples: try Self.examples(frame, pipeline, predictor))
        }
        let predictor = try recipe.predictor(
            for: try examples(frame, titles, pipeline), in: context,
            recording: Recipe.Recording(
                runs: TrainingRuns(ledger: store.ledger, blobs: store.blobs, actor: Store.actor), name: run,
                dataset: dataset.digest, digest: { try bundle($0).digest() }))
        let whole = try bundle(predictor)
        let digest = try whole.digest().description
        console.tell(
            "\(frame.rowCount) titles, \(pipeline.features.count) features, \(titles.labels.count) genres; "
                + "threshold \(NumberText.formatted(decision.thresholds.first ?? 0, decimals: 3))")
        console.tell("\(run), digest \(digest)")
        return Candidate(
            name: recipe.rawValue, pipeline: pipeline, predictor: predictor, decision: decision, bundle: whole,
            digest: digest, run: run, dataset: dataset.digest,
            reference: .init(
                frame: tuning.latest, predictions: predictions,
                unknownShares: try early.pipeline.unknownShares(tuning.latest)))
    }

    /// A model for choosing thresholds; its run is not kept.
    private func fit(
        _ recipe: Recipe, _ titles: Titles, on frame: DataFrame
    ) throws -> (pipeline: FittedFeaturePipeline, predictor: any Predictor) {
        let pipeline = try recipe.pipeline.fitted(to: frame, threads: options.threads)
        return (pipeline, try recipe.predictor(for: try examples(frame, titles, pipeline), in: context))
    }

    private func examples(
        _ frame: DataFrame, _ titles: Titles, _ pipeline: FittedFeaturePipeline
    ) throws -> TrainingSet {
        try TrainingSet(
            features: try pipeline.transform(frame: frame, threads: options.threads),
            targets: try titles.targets(of: frame))
    }

    /// Seed, threads and progress of every training.
    var context: TrainingContext {
        TrainingContext(seed: options.seed, threads: options.threads, observer: console)
    }

    /// The latest years with about an eighth of the titles, and the years before them.
    private static func latestYears(of frame: DataFrame) throws -> (earlier: DataFrame, latest: DataFrame) {
        let years = try frame.requiredValues(of: .year).sorted()
        let boundary = years[min(years.count - 1, years.count * 7 / 8)]
        let split = try TimeSplitter(column: "year", trainBefore: max(boundary, years[0] + 1)).split(frame)
        return (try split.frame(of: "train", in: frame), try split.frame(of: "validation", in: frame))
    }

    /// A few inputs with the outputs that the model gives for them one by one: the check of readiness when it is served.
    private static func examples(
        _ frame: DataFrame, _ pipeline: FittedFeaturePipeline, _ predictor: any Predictor
    ) throws -> [Bundle.Example] {
        try (0..<min(3, frame.rowCount)).map { index in
            let row = try frame.row(index)
            let inputs = try pipeline.inputs.names.map { ($0, try row.value($0)) }
            return Bundle.Example(
                inputs: Dictionary(inputs) { first, _ in first },
                outputs: try predictor.predict(try pipeline.transform(row)))
        }
    }
}
