/// How many requests may be worked on at once, learned from how long they take.
///
/// Gradient2 of Netflix' concurrency-limits: the average time of the latest requests is compared with an exponentially
/// smoothed average over a long time. While the latest are not slower than ``tolerance`` times the long average the
/// limit grows by up to ``headroom``; when they are, it shrinks by their ratio, at most by half. The step is smoothed.
/// A limit that is not used to its half does not change, and after a time of overload the long average falls back
/// faster than its smoothing alone would let it.
package struct GradientLimit: Sendable, Hashable {
    /// By which factor the latest requests may be slower than the long average before the limit shrinks.
    package static let tolerance = 1.5
    /// By how many requests the limit may grow in one step, before smoothing.
    package static let headroom = 4.0
    /// How much of the new estimate is taken in one step.
    package static let smoothing = 0.2
    /// Over how many updates the long average is smoothed.
    package static let longWindow = 600
    /// How many updates the long average begins with as a plain mean.
    package static let warmUp = 10

    private let bounds: ClosedRange<Double>
    private var estimate: Double
    private var longSeconds = 0.0
    private var updateCount = 0

    /// Creates a limit at its start.
    package init(_ limits: ConcurrencyLimits) {
        let minimum = Double(max(limits.minimum, 1))
        bounds = minimum...max(minimum, Double(limits.maximum))
        estimate = min(max(Double(limits.initial), bounds.lowerBound), bounds.upperBound)
    }

    /// How many requests may be worked on at once.
    package var limit: Int { Int(exactly: estimate.rounded(.down)) ?? 1 }

    /// Learns from the latest requests.
    ///
    /// - Parameters:
    ///   - seconds: How long they took on average; anything but a positive number is ignored.
    ///   - inFlight: The most of them that were worked on at once.
    package mutating func update(seconds: Double, inFlight: Int) {
        guard seconds > 0, seconds.isFinite else { return }
        updateLongAverage(with: seconds)
        let long = longSeconds
        if long > 2 * seconds { longSeconds *= 0.9 }
        guard Double(inFlight) >= estimate / 2 else { return }
        let gradient = max(0.5, min(1, Self.tolerance * long / seconds))
        let next = estimate * (1 - Self.smoothing) + (estimate * gradient + Self.headroom) * Self.smoothing
        estimate = min(max(next, bounds.lowerBound), bounds.upperBound)
    }

    private mutating func updateLongAverage(with seconds: Double) {
        updateCount = min(updateCount + 1, Self.warmUp + 1)
        if updateCount <= Self.warmUp {
            longSeconds += (seconds - longSeconds) / Double(updateCount)
        } else {
            longSeconds += (seconds - longSeconds) * (2 / Double(Self.longWindow + 1))
        }
    }
}
