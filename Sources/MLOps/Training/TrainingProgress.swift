#if CommandLine
import MLCore
import Synchronization

/// Shows the rounds of a training with their loss and the time that is left, and keeps its warnings.
final class TrainingProgress: EventObserver {
    private struct State {
        /// When the first round was done, and which share of the work it was.
        var first: (time: ContinuousClock.Instant, fraction: Double)?
        var fraction = 0.0
        /// Whether the share of the work has begun again, as with one model for each label.
        var isRepeated = false
        var warnings: [String] = []
    }

    private let line: ProgressLine
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    /// Creates an observer.
    ///
    /// - Parameters:
    ///   - line: Where progress is shown.
    ///   - now: Tells the time.
    init(on line: ProgressLine, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.line = line
        self.now = now
    }

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

    /// How long the rest takes if it goes on as since the first round; what came before it, such as binning, is over.
    private func timeLeft(_ fraction: Double) -> String? {
        let now = now()
        let rate = state.withLock { state -> (seconds: Double, share: Double)? in
            if fraction < state.fraction { state.isRepeated = true }
            state.fraction = fraction
            guard let first = state.first else {
                state.first = (now, fraction)
                return nil
            }
            let spent = first.time.duration(to: now).components
            return state.isRepeated
                ? nil : (Double(spent.seconds) + Double(spent.attoseconds) / 1e18, fraction - first.fraction)
        }
        guard let rate, rate.seconds >= 1, rate.share > 0, fraction < 1,
            let left = Int64(exactly: (rate.seconds / rate.share * (1 - fraction)).rounded())
        else { return nil }
        return left < 120 ? "\(left) s" : "\(left / 60) min"
    }
}
#endif
