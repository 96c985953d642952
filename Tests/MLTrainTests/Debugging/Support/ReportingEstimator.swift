import MLCore
import MLTrain

/// Fits a constant and reports the losses that it is told to report.
struct ReportingEstimator: Estimator {
    static var kind: String { "test.reporting" }

    var losses: [ExtendedReal<Double>]
    /// Whether it looks at the cancellation token between reports.
    var isPatient: Bool
    /// The name of the field with the losses.
    var field: String

    init(losses: [Double], isPatient: Bool = false, field: String = "loss") {
        self.losses = losses.map { ExtendedReal(wrappedValue: $0) }
        self.isPatient = isPatient
        self.field = field
    }

    func validated() throws {}

    func fitted(to data: TrainingSet, in context: TrainingContext) throws -> ConstantPredictor {
        for (step, loss) in losses.enumerated() {
            if !isPatient { try context.cancellation.check() }
            context.observer.observe(
                Event(
                    .metric, "test.reporting.step",
                    fields: ["step": .int64(Int64(step + 1)), field: .double(loss.wrappedValue)]))
        }
        return try MajorityBaseline().fitted(to: data, in: TrainingContext())
    }
}
