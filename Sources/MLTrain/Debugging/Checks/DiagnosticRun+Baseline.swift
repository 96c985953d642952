import MLCore
import MLReport
import MLStatistics

extension DiagnosticRun {
    /// Whether the model predicts held-out rows better than a constant does.
    mutating func constantBaseline() throws -> DiagnosticFinding {
        guard let heldOut = rows.heldOut else { return tooFewRows(.constantBaseline) }
        let (reference, missing) = try sharedModel(.constantBaseline)
        guard let predictions = reference?.heldOut else { return missing ?? tooFewRows(.constantBaseline) }
        let task = rows.all.targets.task
        let name = TaskMeasure.lossName(task)
        let estimates: [MetricEstimate]
        let bootstrap = Bootstrap(try Resampling(seed: context.seed, count: 400))
        do {
            let constant = try MajorityBaseline().fitted(to: rows.training, in: TrainingContext())
            estimates = try [predictions, constant.predictions(for: heldOut.features)].map { outputs in
                try bootstrap.estimates(
                    of: [TaskMeasure.lossMetric(task)], predictions: outputs, targets: heldOut.targets,
                    weights: heldOut.weights, threads: context.threads, cancellation: context.cancellation)
            }.flatMap { $0 }
        } catch {
            try context.checkCancellation()
            return failedFit(.constantBaseline, error, rowCount: heldOut.rowCount)
        }
        let score = try TaskMeasure.score(predictions, heldOut)
        let difference = try bootstrap.difference(of: estimates[0], and: estimates[1])
        guard let value = difference.value, let interval = difference.interval else {
            return tooFewRows(.constantBaseline)
        }
        let measures = [
            DiagnosticFinding.Measure("difference of the \(estimates[0].metric)", value, atMost: 0),
            .init("upper end of its interval", interval.upper, atMost: 0),
            .init("\(estimates[0].metric) of the model", estimates[0].value),
            .init("\(estimates[0].metric) of the constant", estimates[1].value),
            .init("\(TaskMeasure.scoreName(task)) of the model", score),
        ]
        let text = "\(Figure.estimate(value, interval))"
        if interval.upper < 0 {
            return DiagnosticFinding(
                .constantBaseline, .passed, measures: measures, rowCount: heldOut.rowCount,
                explanation: "The \(name) on held-out rows is lower than that of the constant prediction, by \(text).")
        }
        // A model of a quantile or a robust mean may order rows well and still have a greater squared error.
        let ranking = PermutationTest.run(predictions, heldOut.targets)
        let isOrdered = ranking.map { $0.deviation > NormalDistribution.quantile(1 - settings.significance) } ?? false
        if interval.lower > 0, !isOrdered {
            return DiagnosticFinding(
                .constantBaseline, .failed, measures: measures, rowCount: heldOut.rowCount,
                explanation: "The \(name) on held-out rows is above that of the constant prediction, by \(text).",
                remedy: "Regularise or stop earlier, and look for features that mean something else on held-out rows.")
        }
        return DiagnosticFinding(
            .constantBaseline, .warning, measures: measures, rowCount: heldOut.rowCount,
            explanation:
                "The \(name) on held-out rows is not below that of the constant prediction; the difference is \(text).",
            remedy: "Bring more rows or better features; a constant may do as well.")
    }
}
