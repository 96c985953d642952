import MLCore
import Synchronization

extension LogisticRegression {
    /// Fits one model of all labels, each against the rest.
    func fittedAgainstRest(
        _ data: TrainingSet, labels: LabelView, _ context: TrainingContext
    ) throws -> LinearModel {
        try fittedLabels(
            try DesignMatrix(data.features, for: Self.kind), labels,
            data.weights ?? [Double](repeating: 1, count: data.rowCount), context)
    }

    /// Fits one binary problem for each label, several at a time, each on a single thread.
    func fittedLabels(
        _ matrix: DesignMatrix, _ view: LabelView, _ weights: [Double], _ context: TrainingContext
    ) throws -> LinearModel {
        let labelCount = view.labels.count
        let (weightCount, overflow) = matrix.featureCount.multipliedReportingOverflow(by: labelCount)
        guard !overflow, weightCount <= DenseSize.limit else {
            throw TrainError(
                .invalidFeatures, "\(matrix.featureCount) features of \(labelCount) labels are too many", at: Self.kind)
        }
        let finished = Atomic<Int>(0)
        let solutions = try parallelMap(count: labelCount, threads: context.threads) { label in
            let solution = try solvedLabel(
                matrix, positives: view.membership(of: label, rowCount: matrix.rowCount), weights, context)
            let done = finished.wrappingAdd(1, ordering: .relaxed).newValue
            context.observer.observe(
                Event(
                    .progress, "train.logistic.labels", message: "\(done) of \(labelCount) labels",
                    fraction: Double(done) / Double(labelCount)))
            return solution
        }
        var interleaved = [Double](repeating: 0, count: weightCount)
        var intercepts = [Double](repeating: 0, count: labelCount)
        for (label, solution) in solutions.enumerated() {
            intercepts[label] = solution.point[matrix.featureCount]
            for feature in 0..<matrix.featureCount {
                interleaved[feature * labelCount + label] = solution.point[feature]
            }
            try report(solution.ending, of: view.labels[label], context)
            context.observer.observe(
                Event(
                    .metric, "train.logistic.label",
                    fields: [
                        "step": .int64(Int64(label)), "label": .string(view.labels[label]),
                        "loss": .double(solution.value), "iterations": .int64(Int64(solution.iterations)),
                    ]))
        }
        return try LinearModel(
            weights: interleaved, intercepts: intercepts, featureCount: matrix.featureCount,
            task: .multilabel(labels: view.labels), link: .sigmoid)
    }

    private func solvedLabel(
        _ matrix: DesignMatrix, positives: [Bool], _ weights: [Double], _ context: TrainingContext
    ) throws -> LBFGS.Result {
        if let rate = MembershipCounts(positives, weights: weights).constantRate {
            var point = [Double](repeating: 0, count: matrix.featureCount + 1)
            point[matrix.featureCount] = Elementary.log(rate / (1 - rate))
            return LBFGS.Result(point: point, value: 0, iterations: 0, ending: .smallGradient)
        }
        return try solve(matrix, positives: positives, weights, threads: 1, context) { _, _ in }
    }
}
