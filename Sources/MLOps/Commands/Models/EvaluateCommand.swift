#if CommandLine
import ArgumentParser
import MLCore
import MLData
import MLEval
import MLLedger

/// `mlops evaluate`: how good a model is on rows with known targets.
struct EvaluateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a model on rows with known targets, with intervals, slices and a gate.",
        usage: """
            mlops evaluate --model <file> --data <file> --target <column> [<options>]
            mlops evaluate --store <store> --name <name> --data <file> --target <column> [<options>]
            """,
        discussion: """
            Intervals are bootstrap intervals over rows. With --baseline both models see the same resamples, so that \
            the interval of the difference is that of pairs. With --gate the exit code is 1 unless the gate passes: too \
            little evidence is no pass.

            A gate is {"name": …, "rules": [{"metric": …, "atLeast": 0.9}, …]}; a rule has one of atLeast, atMost, \
            notWorseThanBaseline and betterThanBaseline, and may have slice, basis ("interval" or "value") and \
            minimumRows.
            """)

    @OptionGroup(title: "Model")
    var source: ModelOptions

    @Option(help: ArgumentHelp("The rows: a file in a format of tables.", valueName: "file"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("The column of known targets.", valueName: "column"))
    var target: String

    @Option(
        help: ArgumentHelp("What stands between labels in the target column of a multi-label model.", valueName: "text")
    )
    var separator: String?

    @Option(help: ArgumentHelp("Also measure by the values of this column; may be repeated.", valueName: "column"))
    var slice: [String] = []

    @Option(
        help: ArgumentHelp("Another model to compare with on the same rows.", valueName: "file"),
        completion: .file(extensions: ["mlbundle"]))
    var baseline: String?

    @Option(help: ArgumentHelp("What to measure, with commas between the names.", valueName: "names"))
    var metrics: String?

    @Option(help: ArgumentHelp("The gate that judges.", valueName: "file"), completion: .file(extensions: ["json"]))
    var gate: String?

    @Option(
        help: ArgumentHelp("Write the verdict here, for registry promote --gate.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var saveVerdict: String?

    @Option(help: ArgumentHelp("How many resamples intervals are made of; 0 makes none.", valueName: "count"))
    var resamples = 1000

    @Option(help: ArgumentHelp("The seed of the resamples.", valueName: "number"))
    var seed: UInt64 = 42

    @Option(help: "The format of the rows; without it the ending of the name decides.")
    var format: TableFormat?

    @Option(help: ArgumentHelp("The character between the fields of a CSV file.", valueName: "character"))
    var delimiter: String?

    @Option(
        help: ArgumentHelp("Fields of a CSV file that mean missing, with commas between them.", valueName: "tokens"))
    var missing: String?

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @OptionGroup
    var html: PageOptions

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
        if resamples != 0, !(2...1_000_000).contains(resamples) {
            throw ValidationError("--resamples \(resamples) is neither 0 nor from 2 to 1000000")
        }
        if let delimiter, delimiter.count != 1 { throw ValidationError("--delimiter takes one character") }
        if saveVerdict != nil, gate == nil { throw ValidationError("--save-verdict needs --gate") }
        if Set(slice).count < slice.count { throw ValidationError("a column is sliced by twice") }
    }

    func perform(in session: Session) throws -> CommandResult {
        let model = try source.load(in: session)
        let other = try readingInput { () throws -> LoadedModel? in try baseline.map(ModelOptions.load(file:)) }
        let gate = try readingInput { () throws -> Gate? in try self.gate.map(GateFile.read) }
        session.progress.show("Reading \(data)")
        let rows = try readingInput { try readRows(for: [model] + [other].compactMap(\.self)) }
        let targets = try readingInput {
            try TargetReader(for: model.signature.task, column: target, separator: separator)
                .targets(of: rows.column(target))
        }
        session.progress.show("Measuring")
        let evaluation = try readingInput { try makeEvaluation(of: model, rows) }
        let summary = try summary(of: model, rows, targets, evaluation)
        let comparedSummary = try other.map { other in
            guard other.signature.task == model.signature.task else {
                throw InputFailure(
                    underlying: CommandError(
                        .unusableInput, "the baseline has other outputs than the model", at: baseline,
                        remedy: "Compare models of the same task and labels"))
            }
            return try self.summary(of: other, rows, targets, evaluation)
        }
        let result = EvaluationResult(
            model: model, data: data, summary: summary, baseline: comparedSummary,
            baselineTitle: baseline, verdict: gate?.judge(summary, against: comparedSummary, called: "the baseline"))
        if let saveVerdict, let verdict = result.verdict {
            try OutputFiles.write(CanonicalJSONEncoder().encode(verdict), to: saveVerdict, in: session)
        }
        try html.write(result.html, in: session)
        return result.commandResult
    }

    /// The rows, with the types that the models take; other columns have the types of their values.
    private func readRows(for models: [LoadedModel]) throws -> DataFrame {
        var types: [String: ColumnType] = [:]
        for field in models.flatMap(\.signature.inputs.fields) { types[field.name] = types[field.name] ?? field.type }
        let options = ReadingOptions(columnTypes: types)
        let format = try format ?? TableFormat.of(data)
        let frame = try format.read(data, options, syntax: FieldSyntax(delimiter: delimiter, missing: missing)).frame
        guard frame.rowCount > 0 else { throw CommandError(.unusableInput, "the table has no rows", at: data) }
        return frame
    }

    private func makeEvaluation(of model: LoadedModel, _ rows: DataFrame) throws -> Evaluation {
        let task = model.signature.task
        let names = metrics.map { $0.split(separator: ",").map(String.init) } ?? MetricName.standard(for: task)
        return try Evaluation(
            metrics: names.map { try MetricName.metric($0, for: task, rule: model.decision) },
            slices: try slice.flatMap { try SliceColumns.slices(of: rows.column($0), named: $0) },
            resampling: resamples > 0 ? Resampling(seed: seed, count: resamples) : nil)
    }

    private func summary(
        of model: LoadedModel, _ rows: DataFrame, _ targets: Targets, _ evaluation: Evaluation
    ) throws -> EvaluationSummary {
        let predictions = try readingInput { try model.predictions(for: rows, threads: threads) }
        // Decisions are those of the model at hand, resamples those of all.
        let own = try Evaluation(
            metrics: evaluation.metrics.map {
                try MetricName.metric($0.name, for: model.signature.task, rule: model.decision)
            }, slices: evaluation.slices, resampling: evaluation.resampling)
        return try own.summary(
            of: predictions, targets: targets, rows: rows, subject: model.digest, dataset: data, threads: threads)
    }
}
#endif
