public import MLCore

extension LogisticRegression: Estimator {
    /// The stable name for run records.
    public static var kind: String { "linear.logistic-regression" }

    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require(
            inverseRegularization > 0 && inverseRegularization.isFinite,
            "inverseRegularization \(inverseRegularization) is not above 0 and finite")
        faults.require(l1Share >= 0 && l1Share <= 1, "l1Share \(l1Share) is not from 0 to 1")
        faults.requireSearch(tolerance: tolerance, maximumIterations: maximumIterations)
        try faults.throwIfAny(at: Self.kind)
    }

    /// Learns from classes or label sets.
    ///
    /// Sends a `metric` event after each iteration (`train.logistic.iteration`), or for label sets one for each label
    /// in label order (`train.logistic.label`) after `progress` events; and a `warning` when iterations are used up.
    ///
    /// - Parameters:
    ///   - data: Rows of finite features with classes, each of which occurs, or label sets.
    ///   - context: Threads, observer and cancellation.
    /// - Returns: The fitted model.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, `emptyTrainingSet`, `invalidTarget`,
    ///   `invalidFeatures`, `notConverged` or `cancelled`.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> LinearModel {
        try validated()
        try context.requireRows(data, for: Self.kind)
        try DesignMatrix.check(data.features, for: Self.kind)
        let weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        switch data.targets {
        case .numbers:
            throw TrainError(
                .invalidTarget, "numbers are not classes", at: Self.kind,
                remedy: "Use a regression, or turn the numbers into classes.")
        case .classes(let classes):
            try classes.requireEveryClass(weights, for: Self.kind)
            return classes.labels.count == 2
                ? try fittedBinary(data.features, classes, weights, context)
                : try fittedMultinomial(data.features, classes, weights, context)
        case .labelSets:
            return try fittedLabels(data.features, try LabelView(data.targets, for: Self.kind), weights, context)
        }
    }
}
