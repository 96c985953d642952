import MLCore
import MLReport

extension DiagnosticRun {
    /// Whether a few rows can be learned by heart.
    ///
    /// When the whole batch cannot, smaller ones are tried: a model with few parameters, such as a linear one of few
    /// features, learns only as many rows as it has parameters, which is no fault; not to learn even two rows is one.
    func oneBatch() throws -> DiagnosticFinding {
        let batch = try batchRows()
        guard batch.count >= 2 else {
            return .notApplicable(
                .oneBatch, .tooFewDistinctRows, rowCount: batch.count,
                "There are fewer than two rows with different features.")
        }
        var sizes = [batch.count]
        while let last = sizes.last, last > 2 { sizes.append(max(2, last / 2)) }
        var (whole, least): (Double?, Double) = (nil, .infinity)
        for size in sizes {
            let learned = try rows.all.selecting(rows: Array(batch.prefix(size)))
            let data = try Self.withPresentClasses(TrainingSet(features: learned.features, targets: learned.targets))
            let constant = ConstantLoss.value(data.targets)
            guard constant > 0 else { continue }
            let left: Double
            do {
                left = try shareLeft(data, constant: constant)
            } catch {
                try context.checkCancellation()
                return failedFit(.oneBatch, error, rowCount: size)
            }
            if left <= settings.batchTolerance { return learnedBatch(size, of: batch.count, left: left, whole: whole) }
            whole = whole ?? left
            least = min(least, left)
        }
        guard let whole else {
            return .notApplicable(
                .oneBatch, .constantTarget, rowCount: batch.count, "All rows of the batch have the same target.")
        }
        // Who is on the way has too few steps; who leaves most of the loss of the smallest batch does not learn.
        return DiagnosticFinding(
            .oneBatch, least > 0.5 ? .failed : .warning,
            measures: [share(whole), .init("of the batch with the least", least)], rowCount: batch.count,
            explanation: "Of \(batch.count) rows \(Figure.share(whole)) of the loss of the constant prediction is left "
                + "after training, and \(Figure.share(least)) of as few as two.",
            remedy: unregularized == nil
                ? "Train longer, scale the features, weaken the penalties; check that targets and rows belong together."
                : "Check that gradients reach the parameters, and that targets and rows belong together.")
    }

    private func share(_ left: Double) -> DiagnosticFinding.Measure {
        .init("share of the loss that is left", left, atMost: settings.batchTolerance)
    }

    private func learnedBatch(_ size: Int, of count: Int, left: Double, whole: Double?) -> DiagnosticFinding {
        guard let whole else {
            return DiagnosticFinding(
                .oneBatch, .passed, measures: [share(left)], rowCount: count,
                explanation: "\(count) rows with different features are learned by heart.")
        }
        return DiagnosticFinding(
            .oneBatch, .warning,
            measures: [share(whole), .init("rows learned by heart", Double(size), atLeast: Double(count))],
            rowCount: count,
            explanation:
                "Only \(size) of \(count) rows are learned by heart; of all of them \(Figure.share(whole)) of the "
                + "loss of the constant prediction is left.",
            remedy:
                "That is fine for a model with few parameters; otherwise weaken the regularisation, or train longer.")
    }

    /// Rows with different features and a weight, stratified.
    private func batchRows() throws -> [Int] {
        let generator = generator(.oneBatch)
        let order = StratifiedOrder(rows.all.targets, rows: rows.trainingRows, generator: generator).rows
        var chosen: [Int] = []
        var seen: [UInt64: [CanonicalRow]] = [:]
        for row in order where chosen.count < settings.batchRows {
            var canonical = CanonicalRow()
            canonical.read(row, of: rows.all.features)
            let hash = canonical.hash
            if seen[hash]?.contains(where: { $0.isSame(as: canonical) }) ?? false { continue }
            seen[hash, default: []].append(canonical)
            chosen.append(row)
        }
        return chosen
    }

    /// Which share of the loss of the constant prediction is left after a fit to copies of the rows.
    private func shareLeft(_ data: TrainingSet, constant: Double) throws -> Double {
        // Wide dense rows are copied less often, so that the batch stays small.
        let affordable = (1 << 24) / max(1, data.rowCount * max(1, data.features.featureCount))
        let copyCount = data.features.isSparse ? settings.batchCopies : max(1, min(settings.batchCopies, affordable))
        let copies = (0..<copyCount).flatMap { _ in Array(0..<data.rowCount) }
        let (model, _) = try fit(unregularized ?? estimator, to: try data.selecting(rows: copies))
        let predictions = try model.predictions(for: data.features)
        return (try TaskMeasure.loss(predictions, data) ?? .infinity) / constant
    }

    /// The rows with only those classes that occur.
    private static func withPresentClasses(_ data: TrainingSet) throws -> TrainingSet {
        guard case .classes(let classes) = data.targets else { return data }
        let present = Set(classes.indices).sorted()
        let positions = Dictionary(zip(present, Int32(0)...)) { first, _ in first }
        let targets = try ClassTargets(
            indices: classes.indices.compactMap { positions[$0] }, labels: present.map { classes.labels[Int($0)] })
        return try TrainingSet(features: data.features, targets: .classes(targets))
    }
}
