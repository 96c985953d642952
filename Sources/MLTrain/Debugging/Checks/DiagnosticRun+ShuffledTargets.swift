import MLCore
import MLReport
import MLStatistics

extension DiagnosticRun {
    /// The least number of held-out rows for the tests.
    static var leastTestedRows: Int { 20 }

    /// Whether models learn something from targets that were permuted.
    ///
    /// The targets of the training rows and, by themselves, those of the held-out rows are permuted. Whatever a model
    /// has learned from the training rows, every order of the held-out targets is then as probable as any other, so the
    /// law of its score is known exactly, unless the fit has looked at the held-out targets.
    func shuffledTargets() throws -> DiagnosticFinding {
        guard let heldOut = rows.heldOut, heldOut.rowCount >= Self.leastTestedRows else {
            return tooFewRows(.shuffledTargets)
        }
        let task = rows.all.targets.task
        var tests: [PermutationTest] = []
        for repetition in 0..<settings.shuffledFits {
            var generator = generator(.shuffledTargets).derived(UInt64(repetition))
            let training = try Self.permuted(rows.training, &generator)
            let measured = try Self.permuted(heldOut, &generator)
            do {
                let (model, _) = try fit(
                    estimator, to: training, validation: rows.validation == nil ? nil : measured)
                let predictions = try model.predictions(for: measured.features, threads: context.threads)
                if let test = PermutationTest.run(predictions, measured.targets) { tests.append(test) }
            } catch {
                try context.checkCancellation()
                return .notApplicable(
                    .shuffledTargets, .fitFailed, rowCount: heldOut.rowCount,
                    "The estimator did not fit the rows: \(error).")
            }
        }
        guard let first = tests.first else {
            return DiagnosticFinding(
                .shuffledTargets, .passed, rowCount: heldOut.rowCount,
                explanation: "From permuted targets a constant was learned, so the score has no error to speak of.")
        }
        let count = Double(tests.count)
        let score = tests.reduce(0) { $0 + $1.score } / count
        let error = tests.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot() / count
        // Deviations of separate permutations add up like independent ones (Stouffer).
        let deviation = tests.reduce(0) { $0 + $1.deviation } / count.squareRoot()
        let probability = 2 * NormalDistribution.survival(abs(deviation))
        let reach = NormalDistribution.quantile(1 - settings.significance / 2) * error
        let name = TaskMeasure.scoreName(task) == "AUC" ? "AUC" : "rank correlation"
        let measures = [
            DiagnosticFinding.Measure(
                "\(name) on permuted targets", score, atMost: first.chance + reach, atLeast: first.chance - reach),
            .init("p-value", probability, atLeast: settings.significance),
            .init("standard error by permutation", error), .init("models", count),
        ]
        let numbers =
            "\(name) \(Figure.number(score)) where \(Figure.number(first.chance)) is chance, p \(Figure.probability(probability))"
        guard probability < settings.significance else {
            return DiagnosticFinding(
                .shuffledTargets, .passed, measures: measures, rowCount: heldOut.rowCount,
                explanation: "Nothing is learned from permuted targets: \(numbers).")
        }
        return DiagnosticFinding(
            .shuffledTargets, .failed, measures: measures, rowCount: heldOut.rowCount,
            explanation: "Models of permuted targets predict permuted held-out targets: \(numbers).",
            remedy: rows.validation == nil
                ? "Something in the fit knows targets that it was not given; look for state that is kept between fits."
                : "The fit learns from its validation data, or stops by it so often that the score is spent; measure on "
                    + "rows that the fit has never seen.")
    }

    /// The rows with their targets in another order; weights stay with their targets.
    private static func permuted(_ data: TrainingSet, _ generator: inout SeededGenerator) throws -> TrainingSet {
        let order = generator.permutation(data.rowCount)
        return try TrainingSet(
            features: data.features, targets: try data.targets.selecting(rows: order),
            weights: data.weights.map { weights in order.map { weights[$0] } }, groupSizes: data.groupSizes)
    }

    /// Whether derivatives are right.
    func gradients() throws -> DiagnosticFinding {
        let count = rows.training.rowCount
        do {
            let known = try (estimator as? any ObjectiveProviding)?.checkedObjective(for: rows.training)
            guard let objective = objective ?? known else {
                return .notApplicable(
                    .gradients, .noObjective, rowCount: count, "No objective was given.",
                    remedy: "Give loss, gradient and second derivative of an objective of your own.")
            }
            return try settings.gradients.check(objective, seed: context.seed).finding
        } catch {
            return DiagnosticFinding(
                .gradients, .failed, rowCount: count, explanation: "The objective could not be checked: \(error).",
                remedy: "Mend what the error says first.")
        }
    }
}
