public import MLCore

extension GradientBoosting: UpdatableEstimator {
    /// Goes on with boosting: ``rounds`` further rounds are put behind the trees of a model.
    ///
    /// Bins are chosen anew from the data. Of early stopping, only new rounds are taken back; of dropout, only new rounds
    /// are left out.
    ///
    /// - Parameters:
    ///   - model: A model of the same features, task and link, whose leaves are added up in double precision; it gets
    ///     further trees, and stays as it is when an error is thrown.
    ///   - data: The rows to learn from.
    ///   - context: As in ``fitted(to:in:)``. With another seed than before, other rows and features are drawn.
    /// - Throws: As ``fitted(to:in:)``; ``TrainError`` with code `invalidTarget` or `invalidFeatures` when the model is
    ///   for other data, and with code `invalidHyperparameters` when further trees cannot be added to it.
    public func update(_ model: inout TreeEnsemble, with data: TrainingSet, in context: TrainingContext) throws {
        try model.checkContinuation(with: data)
        let start = model
        model = try fit(data, context, after: start) { seed in
            let objective = try objective(for: data, seed: seed)
            guard objective.link == start.link, objective.outputCount == start.marginCount else {
                throw TrainError(
                    .invalidTarget, "the model has another link than the objective \(self.objective)", at: Self.kind,
                    remedy: "Go on with the objective that the model was trained with.")
            }
            return objective
        }
    }
}

extension TreeEnsemble {
    /// Throws unless trees that were trained on data can be put behind those of this model.
    func checkContinuation(with data: TrainingSet) throws(TrainError) {
        guard features == data.features.schema else {
            throw TrainError(
                .invalidFeatures, "the model is for other features than the data has", at: GradientBoosting.kind,
                remedy: "Give the features of the model, in the same order.")
        }
        guard task == data.targets.task else {
            throw TrainError(.invalidTarget, "the model is for another task than the data", at: GradientBoosting.kind)
        }
        guard comparison == .lessOrEqual, arithmetic == .double, aggregation == .sum,
            categoryConversion == .nonnegative, members.allSatisfy({ $0.output != nil })
        else {
            throw TrainError(
                .invalidHyperparameters, "the trees of the model are not added up as those of this estimator",
                at: GradientBoosting.kind, remedy: "Train a new model.")
        }
    }
}
