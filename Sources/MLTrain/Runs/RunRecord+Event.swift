public import MLCore
import MLLedger

extension RunRecord {
    /// How far the run has come, for an observer: a notice `run.started`, `run.finished` or `run.cancelled`, or a warning
    /// `run.failed` with the reason.
    public var event: Event {
        let name =
            switch status {
            case .running: "run.started"
            case .finished: "run.finished"
            case .failed: "run.failed"
            case .cancelled: "run.cancelled"
            }
        var fields: [String: Value] = ["run": .string(self.name.text), "estimator": .string(start.estimator)]
        if let end {
            fields["measurements"] = .int64(Int64(end.measurementCount))
            fields["dropped"] = .int64(Int64(end.droppedCount))
            if let model = end.model { fields["model"] = .string(model.description) }
        }
        return Event(status == .failed ? .warning : .notice, name, message: end?.reason ?? "", fields: fields)
    }
}
