public import MLCore

/// Fits one binary model for each label: this label against the rest.
///
/// For label sets the outputs are the independent probabilities of the labels; for classes they are divided by their
/// sum. Labels are fitted side by side on the threads of the context, each on one thread with the seed
/// `SeededGenerator(seed:).derived(label).next()`, so the result does not depend on the number of threads. A label that
/// no row or every row carries gets the constant probability `(p + ½) / (n + 1)` for `p` of `n` rows.
///
/// ``LogisticRegression`` fits all labels into one `LinearModel`, which scores them in one pass over a row.
public struct OneVsRest<Base: Estimator>: Sendable, Codable {
    /// The estimator of one label.
    public var base: Base

    /// Creates an estimator.
    ///
    /// - Parameter base: The estimator of one label: fits a binary model to two classes.
    public init(_ base: Base) { self.base = base }
}

extension OneVsRest: Equatable where Base: Equatable {}
extension OneVsRest: Hashable where Base: Hashable {}

extension OneVsRest: Estimator {
    /// The stable name for run records.
    public static var kind: String { "composition.one-vs-rest" }

    /// Checks the hyperparameters of the base.
    ///
    /// - Throws: What the base throws.
    public func validated() throws { try base.validated() }

    /// Learns from classes or label sets.
    ///
    /// Passes on the events of the base, and sends a `progress` event after each label. The events come label by label,
    /// in the same order for every number of threads.
    ///
    /// - Parameters:
    ///   - data: Rows with classes or label sets.
    ///   - context: Seed, threads, validation data and early stopping for each label, observer and cancellation.
    /// - Returns: The models of all labels.
    /// - Throws: ``TrainError`` with code `emptyTrainingSet`, `invalidTarget` or `cancelled`, or what the base throws
    ///   for a label.
    public func fitted(to data: TrainingSet, in context: TrainingContext) throws -> OneVsRestModel {
        try validated()
        try context.requireRows(data, for: Self.kind)
        let view = try LabelView(data.targets, for: Self.kind)
        let task: PredictionTask
        if case .classes = data.targets {
            task = .multiclass(labels: view.labels)
        } else {
            task = .multilabel(labels: view.labels)
        }
        if let logistic = base as? LogisticRegression {
            let model = try logistic.fittedAgainstRest(data, labels: view, context)
            return try OneVsRestModel(members: [model], task: task)
        }
        let validation = try context.validation.map { ($0, try LabelView($0.targets, for: Self.kind)) }
        if let validation, validation.1.labels != view.labels {
            throw TrainError(.invalidTarget, "the validation data has other labels", at: Self.kind)
        }
        let events = OrderedEvents(passingTo: context.observer)
        let members = try parallelMap(count: view.labels.count, threads: context.threads) { label in
            try context.checkCancellation()
            var part = context
            part.observer = events.observer(of: label)
            let member = try fittedMember(label, data, view, validation, part)
            events.finish(label)
            return member
        }
        return try OneVsRestModel(members: members, task: task)
    }

    private func fittedMember(
        _ label: Int, _ data: TrainingSet, _ view: LabelView, _ validation: (TrainingSet, LabelView)?,
        _ context: TrainingContext
    ) throws -> any Predictor {
        let problem = try Self.binary(data, view, label)
        let counts = MembershipCounts(view.membership(of: label, rowCount: data.rowCount), weights: data.weights)
        if let rate = counts.constantRate {
            return try ConstantPredictor(
                outputs: [rate], featureCount: data.features.featureCount, task: problem.targets.task)
        }
        var generator = SeededGenerator(seed: context.seed).derived(UInt64(label))
        var part = context
        part.seed = generator.next()
        part.threads = 1
        part.validation = try validation.map { try Self.binary($0.0, $0.1, label) }
        let member = try base.fitted(to: problem, in: part)
        guard member.task == problem.targets.task else {
            throw TrainError(
                .invalidTarget, "\(Base.kind) does not fit binary models", at: Self.kind,
                remedy: "Use an estimator that learns two classes.")
        }
        context.observer.observe(Event(.progress, "train.one-vs-rest.label", message: view.labels[label]))
        return member
    }

    private static func binary(_ data: TrainingSet, _ view: LabelView, _ label: Int) throws -> TrainingSet {
        let membership = view.membership(of: label, rowCount: data.rowCount)
        let classes = try ClassTargets(
            indices: membership.map { $0 ? 1 : 0 }, labels: ["not \(view.labels[label])", view.labels[label]])
        return try TrainingSet(features: data.features, targets: .classes(classes), weights: data.weights)
    }
}
