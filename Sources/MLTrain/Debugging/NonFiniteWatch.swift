public import MLCore
import Synchronization

/// An observer that stops a training at the first loss that is NaN or infinite.
///
/// A loss that is no number means that every later step is wasted and that the model is lost; yet many trainers go on,
/// and some leave the numbers out of their means. This observer passes every event on. At the first `metric` event whose
/// field `loss`, or a field that ends in `.loss` (such as `validation.loss`), is not finite, it sends a warning
/// `train.non-finite` and cancels the token that it was given. Other measurements that are not finite are warned about
/// once for each field, as a metric may be undefined for a reason, and stop nothing.
///
/// ``TrainingRuns/fitting(_:named:to:dataset:in:storing:)`` and the fits of ``TrainingDiagnostics`` and
/// ``LearningCurve`` are watched without being asked; others with ``fitting(for:in:_:)``:
///
/// ```swift
/// let model = try NonFiniteWatch.fitting(for: "my-estimator", in: context) { context in
///     try estimator.fitted(to: data, in: context)
/// }
/// ```
public final class NonFiniteWatch: EventObserver {
    /// A measurement that is no finite number.
    public struct Incident: Sendable, Hashable {
        /// The name of the event, such as `train.boosting.round`.
        public let event: String
        /// The step, when the event has one.
        public let step: Int64?
        /// The name of the field, such as `loss`.
        public let field: String
        /// The number: NaN or an infinity.
        public let value: Double

        /// Two incidents are the same when event, step, field and the bits of the value are.
        public static func == (left: Self, right: Self) -> Bool {
            left.event == right.event && left.step == right.step && left.field == right.field
                && left.value.bitPattern == right.value.bitPattern
        }

        /// Feeds what makes incidents the same to a hasher.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(event)
            hasher.combine(step)
            hasher.combine(field)
            hasher.combine(value.bitPattern)
        }

        /// The incident in one phrase, such as `loss is nan at step 7 of train.boosting.round`.
        public var text: String {
            "\(field) is \(value)" + (step.map { " at step \($0)" } ?? "") + " of \(event)"
        }
    }

    private struct State {
        var first: Incident?
        var warned: Set<String> = []
    }

    private let next: any EventObserver
    private let token: CancellationToken?
    private let state = Mutex(State())

    /// Creates a watch.
    ///
    /// - Parameters:
    ///   - next: Receives every event too, and the warnings of the watch after the event that they are about.
    ///   - token: Cancelled at the first loss that is not finite; `nil` only warns.
    public init(passingTo next: any EventObserver = SilentObserver(), cancelling token: CancellationToken? = nil) {
        self.next = next
        self.token = token
    }

    /// The first loss that was not finite, or `nil`.
    public var incident: Incident? { state.withLock { $0.first } }

    /// Passes an event on and looks at its numbers.
    public func observe(_ event: Event) {
        next.observe(event)
        guard event.kind == .metric else { return }
        for (field, value) in event.fields.sorted(by: { $0.key < $1.key }) {
            guard let number = Self.nonFinite(value) else { continue }
            var step: Int64?
            if case .int64(let number)? = event.fields["step"] { step = number }
            let incident = Incident(event: event.name, step: step, field: field, value: number)
            let isLoss = field == "loss" || field.hasSuffix(".loss")
            let isNew = state.withLock { state in
                if isLoss, state.first == nil { state.first = incident }
                return state.warned.insert("\(event.name) \(field)").inserted
            }
            if isNew {
                next.observe(
                    Event(
                        .warning, "train.non-finite", message: incident.text,
                        fields: ["event": .string(event.name), "field": .string(field), "value": .double(number)]))
            }
            if isLoss { token?.cancel() }
        }
    }

    private static func nonFinite(_ value: Value) -> Double? {
        switch value {
        case .double(let number): number.isFinite ? nil : number
        case .float(let number): number.isFinite ? nil : Double(number)
        default: nil
        }
    }
}

extension NonFiniteWatch {
    /// Fits something that is stopped at the first loss that is not finite.
    ///
    /// The fit gets the context with this watch before its observer, and with a cancellation token of its own, which is
    /// also cancelled with the one of the context.
    ///
    /// - Parameters:
    ///   - kind: What is fitted, for the error.
    ///   - context: The context.
    ///   - fit: The fit.
    /// - Returns: What the fit returns.
    /// - Throws: ``TrainError`` with code `nonFiniteLoss` when a loss was not finite and the fit ended because of it, or
    ///   went on to its end; otherwise what the fit throws.
    public static func fitting<Result>(
        for kind: String, in context: TrainingContext, _ fit: (TrainingContext) throws -> Result
    ) throws -> Result {
        let token = CancellationToken(parent: context.cancellation)
        let watch = NonFiniteWatch(passingTo: context.observer, cancelling: token)
        var watched = context
        watched.observer = watch
        watched.cancellation = token
        let result: Result
        do {
            result = try fit(watched)
        } catch {
            // What the estimator says itself about its numbers says more; that it was cancelled says nothing.
            guard let incident = watch.incident, isCancellation(error), !context.cancellation.isCancelled else {
                throw error
            }
            throw nonFinite(incident, kind, cause: error)
        }
        if let incident = watch.incident { throw nonFinite(incident, kind, cause: nil) }
        return result
    }

    private static func isCancellation(_ error: any Error) -> Bool {
        switch error {
        case let error as TrainError: error.code == .cancelled
        case let error as CoreError: error.code == .cancelled
        default: error is CancellationError
        }
    }

    private static func nonFinite(_ incident: Incident, _ kind: String, cause: (any Error)?) -> TrainError {
        TrainError(
            .nonFiniteLoss, incident.text, at: kind,
            remedy: "Scale features and targets, take out extreme values, or lower the learning rate.", cause: cause)
    }
}
