import MLCore
import MLData
import MLEval
import MLFeatures
import MLStatistics
import MLTrain

/// What evaluation says about the candidates.
struct Verdicts {
    let evaluations: [String: EvaluationSummary]
    let baselines: [EvaluationSummary]
    /// The verdict on the candidate that is to be registered first.
    let gate: GateResult
}

extension Loop {
    /// Predicts with the simplest models there are: what is always right most often, and words that hint at a genre.
    func baselines(_ titles: Titles, _ periods: Periods) throws -> [EvaluationSummary] {
        console.begin("Baselines")
        let pipeline = try Recipe.logistic.pipeline.fitted(to: periods.train, threads: options.threads)
        let data = try TrainingSet(
            features: try pipeline.transform(frame: periods.train, threads: options.threads),
            targets: try titles.targets(of: periods.train))
        let features = try pipeline.transform(frame: periods.validation, threads: options.threads)
        let models: [(String, any Predictor)] = [
            ("majority", try MajorityBaseline().fitted(to: data, in: context)),
            ("keywords", try KeywordBaseline().fitted(to: data, in: context)),
        ]
        return try models.map { name, model in
            let predictions = try model.predictions(for: features, threads: options.threads)
            let decision = try ThresholdTuner(objective: .microF1, scope: .shared)
                .rule(for: try model.predictions(for: data.features, threads: options.threads), targets: data.targets)
            let summary = try evaluation(decision, titles).summary(
                of: predictions, targets: try titles.targets(of: periods.validation), rows: periods.validation,
                subject: name, dataset: periods.validationName, threads: options.threads)
            console.tell("\(name): micro F1 \(Self.text(summary.overall.estimate("microF1")))")
            return summary
        }
    }

    /// Evaluates the candidates on later years, by slice, and asks the gate.
    mutating func evaluate(
        _ candidates: [Candidate], baselines: [EvaluationSummary], _ titles: Titles, _ periods: Periods
    ) throws -> Verdicts {
        console.begin("Evaluate on \(periods.validation.rowCount) titles of later years")
        var evaluations: [String: EvaluationSummary] = [:]
        for candidate in candidates {
            let summary = try evaluate(candidate, titles, on: periods.validation, named: periods.validationName)
            evaluations[candidate.name] = summary
            console.tell(
                "\(candidate.name): micro F1 \(Self.text(summary.overall.estimate("microF1"))), "
                    + "macro F1 \(Self.text(summary.overall.estimate("macroF1")))")
        }
        guard let chosen = candidates.first.flatMap({ evaluations[$0.name] }), let majority = baselines.first else {
            throw EvaluationError(.emptyEvaluationSet, "there is no candidate", at: "evaluation")
        }
        if !chosen.slices.isEmpty { console.tell("\(candidates[0].name) by slice:") }
        for slice in chosen.slices {
            console.tell("  \(slice.name), \(slice.rowCount) titles: micro F1 \(Self.text(slice.estimate("microF1")))")
        }
        let gate = try Gate(
            "first-release",
            rules: [
                GateRule("microF1", .betterThanProduction(by: 0)), GateRule("microF1", .atLeast(0.15), basis: .value),
            ])
        // The bar for a first release is the majority baseline: a model that is not better has learned nothing.
        let result = gate.judge(chosen, against: majority, called: "the majority baseline")
        report(result)
        summary.validation = .init(
            from: periods.trainUntil + 1, rows: chosen.overall.rowCount,
            microF1: .init(chosen.overall.estimate("microF1")), macroF1: .init(chosen.overall.estimate("macroF1")),
            baselines: Dictionary(baselines.map { ($0.subject, .init($0.overall.estimate("microF1"))) }) { $1 },
            candidates: evaluations.mapValues { .init($0.overall.estimate("microF1")) },
            gate: result.verdict.rawValue)
        let verdicts = Verdicts(evaluations: evaluations, baselines: baselines, gate: result)
        findings.evaluation = (candidates[0].name, verdicts)
        return verdicts
    }

    /// Evaluates one model.
    func evaluate(
        _ candidate: Candidate, _ titles: Titles, on frame: DataFrame, named name: String
    ) throws -> EvaluationSummary {
        try evaluation(candidate.decision, titles).summary(
            of: try candidate.predictions(for: frame, threads: options.threads),
            targets: try titles.targets(of: frame), rows: frame, subject: candidate.digest, dataset: name,
            threads: options.threads)
    }

    /// Metrics with intervals, over all titles, by the most frequent genres and by the length of the plot.
    func evaluation(_ decision: DecisionRule, _ titles: Titles) throws -> Evaluation {
        let genres = ["Comedy", "Drama", "Thriller", "Western"].filter(titles.labels.contains)
        return try Evaluation(
            metrics: [FScore(.micro, rule: decision), FScore(.macro, rule: decision)],
            slices: genres.map { .init($0, .contains(column: "genres", $0)) },
            resampling: Resampling(seed: options.seed, count: 500))
    }

    /// Prints what a gate decided and on what evidence.
    func report(_ result: GateResult) {
        console.tell("gate \(result.gate): \(result.verdict.rawValue)")
        for check in result.checks {
            console.tell("  \(check.verdict.rawValue): \(check.requirement) — \(check.evidence)")
        }
    }

    /// A metric with its interval, as text.
    static func text(_ estimate: MetricEstimate?) -> String {
        guard let value = estimate?.value else { return "undefined" }
        let range = estimate?.interval.map {
            " (\(NumberText.formatted($0.lower, decimals: 3)) to \(NumberText.formatted($0.upper, decimals: 3)))"
        }
        return NumberText.formatted(value, decimals: 3) + (range ?? "")
    }
}
