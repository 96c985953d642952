/// Collects the times of requests until there are enough for one update of a ``GradientLimit``.
package struct LatencyWindow: Sendable, Hashable {
    /// The least time from one update to the next.
    package static let duration = Duration.milliseconds(100)
    /// The least requests for an update.
    package static let leastCount = 10

    private var start: ContinuousClock.Instant?
    private var seconds = 0.0
    private var count = 0
    private var inFlight = 0

    /// Creates an empty window.
    package init() {}

    /// Adds a request.
    ///
    /// - Parameters:
    ///   - duration: How long it took.
    ///   - inFlight: How many were worked on when it ended, itself among them.
    ///   - now: The time.
    /// - Returns: The average time and the most requests at once when the window is full, which empties it.
    package mutating func add(
        _ duration: Duration, inFlight: Int, now: ContinuousClock.Instant
    ) -> (seconds: Double, inFlight: Int)? {
        let begin = start ?? now
        start = begin
        let (whole, attoseconds) = duration.components
        seconds += Double(whole) + Double(attoseconds) * 1e-18
        count += 1
        self.inFlight = max(self.inFlight, inFlight)
        guard count >= Self.leastCount, begin.duration(to: now) >= Self.duration else { return nil }
        defer { self = LatencyWindow() }
        return (seconds / Double(count), self.inFlight)
    }
}
