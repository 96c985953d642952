#if CommandLine
import MLCore
import Synchronization

/// Shows the rounds of a training with their loss and the time that is left, and keeps its warnings.
final class TrainingProgress: EventObserver {
    private struct State {
        var begin: ContinuousClock.Instant
        var warnings: [String] = []
    }

    private let line: ProgressLine
    private let state = Mutex(State(begin: .now))

    /// Creates an observer.
    ///
    /// - Parameter line: Where progress is shown.
    init(on line: ProgressLine) { self.line = line }

    /// The warnings so far, in order.
    var warnings: [String] { state.withLock { $0.warnings } }

    /// Shows an event.
    func observe(_ event: Event) {
        switch event.kind {
        case .warning: state.withLock { $0.warnings.append(event.message.isEmpty ? event.name : event.message) }
        case .metric:
            line.observe(
                Event(.progress, event.name, message: text(of: event), fraction: event.fraction, fields: event.fields))
        case .progress: line.observe(event)
        case .notice: break
        }
    }

    /// Such as `round 40, loss 0.3214, validation loss 0.3502, 12 s left`.
    private func text(of event: Event) -> String {
        var parts: [String] = []
        if case .int64(let step)? = event.fields["step"] { parts.append("round \(step)") }
        if case .string(let label)? = event.fields["label"] { parts.append(label) }
        for (name, title) in [("loss", "loss"), ("validation.loss", "validation loss")] {
            guard let loss = event.fields[name]?.number, loss.isFinite else { continue }
            parts.append("\(title) \(NumberText.formatted(loss, decimals: 4))")
        }
        if let left = event.fraction.flatMap(timeLeft) { parts.append("\(left) left") }
        return parts.isEmpty ? event.name : parts.joined(separator: ", ")
    }

    private func timeLeft(_ fraction: Double) -> String? {
        guard fraction > 0.01, fraction < 1 else { return nil }
        let spent = state.withLock { $0.begin }.duration(to: .now)
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        guard seconds >= 1, let left = Int64(exactly: (seconds / fraction * (1 - fraction)).rounded()) else {
            return nil
        }
        return left < 120 ? "\(left) s" : "\(left / 60) min"
    }
}
#endif
