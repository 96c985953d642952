import MLCore

/// The rows that the checks look at: all of them for reading, samples of them for fitting and measuring.
struct DiagnosticRows {
    /// What was given to learn from.
    let all: TrainingSet
    /// What is held out of all rows: the validation data of the context, or nothing when rows are drawn.
    let validation: TrainingSet?
    /// The rows of ``all`` that stand on the side of training, ascending.
    let trainingRows: [Int]
    /// The rows of ``all`` that are held out, ascending; empty with validation data.
    let heldOutRows: [Int]
    /// Rows to fit models to.
    let training: TrainingSet
    /// Rows to measure models on; `nil` when there are too few to hold some out.
    let heldOut: TrainingSet?

    /// The least number of rows to hold some out of.
    static let leastRows = 8

    /// Divides the rows.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget` or `invalidFeatures` when the validation data is of another
    ///   kind than the training data.
    init(_ data: TrainingSet, _ settings: TrainingDiagnostics, _ context: TrainingContext) throws {
        all = data
        let generator = SeededGenerator(seed: context.seed).derived(named: "diagnostics")
        let counted = (0..<data.rowCount).filter { row in data.weights.map { $0[row] > 0 } ?? true }
        let order = StratifiedOrder(data.targets, rows: counted, generator: generator.derived(0)).rows
        if let given = context.validation, given.rowCount > 0 {
            try Self.check(given, against: data, for: TrainingDiagnostics.kind)
            validation = given
            (trainingRows, heldOutRows) = (counted, [])
            training = try data.selecting(rows: order.prefix(settings.rowLimit).sorted())
            let rows = StratifiedOrder(
                given.targets, rows: Array(0..<given.rowCount), generator: generator.derived(1))
            heldOut = try given.selecting(rows: rows.rows.prefix(settings.rowLimit).sorted())
            return
        }
        validation = nil
        let share = counted.count < Self.leastRows ? 0 : settings.heldOutShare
        let kept = counted.count - Int(Double(counted.count) * share)
        trainingRows = order.prefix(kept).sorted()
        heldOutRows = order.dropFirst(kept).sorted()
        training = try data.selecting(rows: order.prefix(min(kept, settings.rowLimit)).sorted())
        let measured = order.dropFirst(kept).prefix(settings.rowLimit).sorted()
        heldOut = measured.isEmpty ? nil : try data.selecting(rows: measured)
    }

    /// Throws unless validation data is of the same kind as the training data.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget` or `invalidFeatures`.
    static func check(
        _ validation: TrainingSet, against data: TrainingSet, for kind: String
    ) throws(TrainError) {
        guard validation.targets.task == data.targets.task else {
            throw TrainError(
                .invalidTarget, "the validation data has other targets than the training data",
                at: kind, remedy: "Give both the same kind of target and the same labels.")
        }
        guard validation.features.featureCount == data.features.featureCount else {
            throw TrainError(
                .invalidFeatures,
                "\(validation.features.featureCount) features of the validation data for \(data.features.featureCount)",
                at: kind, remedy: "Make both with the same feature pipeline.")
        }
    }

    /// The names of the features.
    var names: [String] { all.features.schema.names }
}
