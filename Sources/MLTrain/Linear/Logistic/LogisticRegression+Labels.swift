import MLCore
import Synchronization

extension LogisticRegression {
    /// Fits one model of all labels, each against the rest.
    func fittedAgainstRest(
        _ data: TrainingSet, labels: LabelView, _ context: TrainingContext
    ) throws -> LinearModel {
        try DesignMatrix.check(data.features, for: Self.kind)
        return try fittedLabels(
            data.features, labels, data.weights ?? [Double](repeating: 1, count: data.rowCount), context)
    }

    /// Fits one binary problem for each label, several at a time.
    func fittedLabels(
        _ features: FeatureMatrix<Double>, _ view: LabelView, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let labelCount = view.labels.count
        let (weightCount, overflow) = features.featureCount.multipliedReportingOverflow(by: labelCount)
        guard !overflow, weightCount <= DenseSize.limit else {
            throw TrainError(
                .invalidFeatures, "\(features.featureCount) features of \(labelCount) labels are too many",
                at: Self.kind)
        }
        let solutions = try solvedLabels(features, view, weights, context)
        for (label, solution) in solutions.enumerated() {
            try report(solution.ending, of: view.labels[label], context)
            context.observer.observe(
                Event(
                    .metric, "train.logistic.label",
                    fields: [
                        "step": .int64(Int64(label)), "label": .string(view.labels[label]),
                        "loss": .double(solution.value), "iterations": .int64(Int64(solution.iterations)),
                    ]))
        }
        var interleaved: [Double] = []
        interleaved.reserveCapacity(weightCount)
        for feature in 0..<features.featureCount {
            for label in 0..<labelCount { interleaved.append(solutions[label].point[feature]) }
        }
        return try LinearModel(
            weights: interleaved, intercepts: solutions.map { $0.point[features.featureCount] },
            featureCount: features.featureCount, task: .multilabel(labels: view.labels), link: .sigmoid)
    }

    private func solvedLabels(
        _ features: FeatureMatrix<Double>, _ view: LabelView, _ weights: [Double], _ context: TrainingContext
    ) throws -> [LBFGS.Result] {
        let labelCount = view.labels.count
        let finished = Atomic<Int>(0)
        let finish: @Sendable (Int) -> Void = { count in
            let done = finished.wrappingAdd(count, ordering: .relaxed).newValue
            context.observer.observe(
                Event(
                    .progress, "train.logistic.labels", message: "\(done) of \(labelCount) labels",
                    fraction: Double(done) / Double(labelCount)))
        }
        let constants = view.rowsByLabel.map { constant($0, weights, featureCount: features.featureCount) }
        let open = constants.indices.filter { constants[$0] == nil }
        if open.count < labelCount { finish(labelCount - open.count) }
        let found: [LBFGS.Result]
        if open.isEmpty {
            found = []
        } else if let rows = dualRows(features, weights) {
            found = try solvedByDual(
                rows, features, members: open.map { view.rowsByLabel[$0] }, weights, context, finished: finish)
        } else {
            let arranged = arranged(features)
            found = try parallelMap(count: open.count, threads: context.threads) { problem in
                let solution = try solve(
                    arranged, positives: view.membership(of: open[problem], rowCount: features.rowCount), weights,
                    threads: 1, context
                ) { _, _ in }
                finish(1)
                return solution
            }
        }
        var solutions = constants
        for (label, solution) in zip(open, found) { solutions[label] = solution }
        return solutions.compactMap { $0 }
    }

    /// The solution for a label that no row, or every row, carries; `nil` for other labels.
    private func constant(_ rows: [Int32], _ weights: [Double], featureCount: Int) -> LBFGS.Result? {
        var membership = [Bool](repeating: false, count: weights.count)
        for row in rows { membership[Int(row)] = true }
        guard let rate = MembershipCounts(membership, weights: weights).constantRate else { return nil }
        var point = [Double](repeating: 0, count: featureCount + 1)
        point[featureCount] = Elementary.log(rate / (1 - rate))
        return LBFGS.Result(point: point, value: 0, iterations: 0, ending: .smallGradient)
    }
}
