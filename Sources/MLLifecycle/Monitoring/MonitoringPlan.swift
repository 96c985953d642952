#if ServiceLifecycle
import MLCore
public import MLMonitor

/// What is done with closed windows: how drift is found, when it is told, and when retraining is proposed.
public struct MonitoringPlan: Sendable, Hashable {
    /// Finds drift in a window.
    public var detector: DriftDetector
    /// When drift is worth an alert.
    public var rules: [AlertRule]
    /// When retraining is proposed; `nil` means never.
    public var retraining: RetrainingTrigger.Policy?

    /// Creates a plan.
    ///
    /// - Parameters:
    ///   - detector: Finds drift in a window.
    ///   - rules: When drift is worth an alert.
    ///   - retraining: When retraining is proposed; `nil` means never.
    public init(
        detector: DriftDetector = DriftDetector(), rules: [AlertRule] = [],
        retraining: RetrainingTrigger.Policy? = nil
    ) {
        self.detector = detector
        self.rules = rules
        self.retraining = retraining
    }

    /// The faults of all parts.
    var faults: [String] {
        var faults: [String] = []
        func check(_ validate: () throws(MonitorError) -> Void) {
            do throws(MonitorError) { try validate() } catch { faults.append(error.details.description) }
        }
        check { () throws(MonitorError) in try detector.validated() }
        for rule in rules { check { () throws(MonitorError) in try rule.validated() } }
        if let retraining { check { () throws(MonitorError) in try retraining.validated() } }
        var names: Set<String> = []
        for rule in rules where !names.insert(rule.name).inserted {
            faults.append("two alert rules with the name \"\(rule.name)\"")
        }
        return faults
    }
}
#endif
