/// What a prediction for readiness gave, kept for a moment so that probes cannot keep a server busy.
struct ReadinessProbe: Sendable {
    /// How long an answer holds.
    static let lifetime = Duration.seconds(1)

    /// The model that was asked.
    let digest: String
    /// When it was asked.
    let time: ContinuousClock.Instant
    /// Whether it was ready.
    let isReady: Bool
}
