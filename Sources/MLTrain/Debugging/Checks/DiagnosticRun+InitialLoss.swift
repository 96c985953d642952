import MLCore
import MLReport

extension DiagnosticRun {
    /// Whether the reported loss is what it is said to be, and where it begins.
    mutating func initialLoss() throws -> DiagnosticFinding {
        let count = rows.training.rowCount
        let reference: Reference
        do {
            reference = try self.reference()
        } catch {
            try context.checkCancellation()
            return failedFit(.initialLoss, error, rowCount: count)
        }
        let constant = ConstantLoss.value(rows.training.targets, weights: rows.training.weights)
        let reached: Double?
        do {
            reached = try TaskMeasure.loss(reference.fitted, rows.training)
        } catch {
            return failedFit(.initialLoss, error, rowCount: count)
        }
        if let finding = try untrainedLoss(constant) { return finding }
        guard let course = LossCourse(reference.measurements), let reached else {
            return .notApplicable(
                .initialLoss, .noReportedLoss, rowCount: count,
                "The estimator reports no course of a loss; the constant prediction has a "
                    + "\(TaskMeasure.lossName(rows.all.targets.task)) of \(Figure.number(constant)), the model of \(reached.map { Figure.number($0) } ?? "none").",
                remedy: "Give the estimator with as good as no training.")
        }
        return judged(course, reached: reached, constant: constant)
    }

    private func judged(_ course: LossCourse, reached: Double, constant: Double) -> DiagnosticFinding {
        let count = rows.training.rowCount
        let tolerance = settings.lossTolerance
        let recognised = LossCourse.Meaning.allCases.first {
            course.contains($0.value(reached), $0.isBound, tolerance) && $0.fits(rows.all.targets)
        }
        let meaning: LossCourse.Meaning
        if let stated = settings.reportedLoss {
            meaning = LossCourse.Meaning(stated)
            if !meaning.fits(rows.all.targets) || !course.contains(meaning.value(reached), meaning.isBound, tolerance) {
                return DiagnosticFinding(
                    .initialLoss, .failed,
                    measures: [.init("reported last", course.last), .init("recomputed", meaning.value(reached))],
                    rowCount: count,
                    explanation:
                        "No reported loss is the \(meaning.text) of the model, \(Figure.number(meaning.value(reached))).",
                    remedy: "Look at what the loss is divided by, at weights and at rows that it leaves out.")
            }
        } else if let recognised {
            meaning = recognised
        } else {
            return .notApplicable(
                .initialLoss, .noReportedLoss, rowCount: count,
                "The reported loss, \(Figure.number(course.first)) at first and \(Figure.number(course.last)) at last, is none "
                    + "of the known ones, so where it has to begin is not known.",
                remedy: "State what it is, or give the estimator with as good as no training.")
        }
        let limit = meaning.value(constant) * (1 + tolerance) + .leastNormalMagnitude
        let measures = [
            DiagnosticFinding.Measure("first reported loss", course.first, atMost: limit),
            .init("constant prediction", meaning.value(constant)), .init("last reported loss", course.last),
        ]
        if course.first > limit {
            return DiagnosticFinding(
                .initialLoss, .failed, measures: measures, rowCount: count,
                explanation: "The \(meaning.text) after the first step is above that of the constant prediction.",
                remedy: "Lower the learning rate, begin at the constant prediction, and check the sign of the gradient."
            )
        }
        return DiagnosticFinding(
            .initialLoss, .passed, measures: measures, rowCount: count,
            explanation: "The reported loss is the \(meaning.text), and begins below that of the constant prediction.")
    }

    /// Whether as good as no training gives the loss of the constant prediction.
    private func untrainedLoss(_ constant: Double) throws -> DiagnosticFinding? {
        guard let untrained else { return nil }
        let count = rows.training.rowCount
        do {
            let (model, _) = try fit(untrained, to: rows.training)
            let predictions = try model.predictions(for: rows.training.features, threads: context.threads)
            guard let loss = try TaskMeasure.loss(predictions, rows.training) else { return nil }
            let limit = constant * 1.05 + .leastNormalMagnitude
            guard loss > limit else { return nil }
            return DiagnosticFinding(
                .initialLoss, .failed,
                measures: [
                    .init("loss without training", loss, atMost: limit), .init("constant prediction", constant),
                ],
                rowCount: count,
                explanation: "Before any training the loss is above that of the constant prediction.",
                remedy: "Begin at the constant prediction: class shares or the mean, not zeros or noise.")
        } catch {
            try context.checkCancellation()
            return failedFit(.initialLoss, error, rowCount: count)
        }
    }
}

/// The losses that one training reported, in order.
struct LossCourse {
    /// What a reported loss may be.
    enum Meaning: CaseIterable {
        case logLoss, squaredError, halfSquaredError, penalizedLogLoss

        init(_ stated: TrainingDiagnostics.ReportedLoss) {
            switch stated {
            case .logLoss: self = .logLoss
            case .penalizedLogLoss: self = .penalizedLogLoss
            case .squaredError: self = .squaredError
            case .halfSquaredError: self = .halfSquaredError
            }
        }

        var text: String {
            switch self {
            case .logLoss: "log loss"
            case .penalizedLogLoss: "log loss with a penalty"
            case .squaredError: "squared error"
            case .halfSquaredError: "half squared error"
            }
        }

        /// Whether the loss is only known to be at least the one that can be recomputed.
        var isBound: Bool { self == .penalizedLogLoss }

        /// Whether targets have such a loss.
        func fits(_ targets: Targets) -> Bool {
            if case .numbers = targets { return self == .squaredError || self == .halfSquaredError }
            return self == .logLoss || self == .penalizedLogLoss
        }

        /// The reported loss for a loss in the definition of the checks.
        func value(_ loss: Double) -> Double { self == .halfSquaredError ? loss / 2 : loss }
    }

    private let losses: [Double]

    /// Takes the losses of the steps; `nil` unless there is exactly one course of them.
    init?(_ measurements: [RunMeasurement]) {
        let steps = measurements.filter { $0.texts.isEmpty && $0.step != nil && $0["loss"] != nil }
        guard let name = steps.first?.event, steps.allSatisfy({ $0.event == name }) else { return nil }
        guard zip(steps, steps.dropFirst()).allSatisfy({ ($0.step ?? 0) < ($1.step ?? 0) }) else { return nil }
        losses = steps.compactMap { $0["loss"] }
    }

    var first: Double { losses.first ?? .nan }
    var last: Double { losses.last ?? .nan }

    /// Whether a loss is among the reported ones, or not above any of them.
    func contains(_ loss: Double, _ isBound: Bool, _ tolerance: Double) -> Bool {
        let allowed = tolerance * max(abs(loss), 1e-6)
        return isBound ? losses.allSatisfy { $0 >= loss - allowed } : losses.contains { abs($0 - loss) <= allowed }
    }
}
