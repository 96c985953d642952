#if ServiceLifecycle
public import MLCore

extension RetrainingService {
    /// Times, clocks and limits.
    public struct Configuration: Sendable {
        /// After how much time without a proposal one is made anyway; `nil` means never.
        public var schedule: Duration?
        /// The subject of proposals that the schedule makes, such as the name of the model.
        public var subject: String
        /// How often the service looks for proposals.
        public var interval: Duration
        /// How long a graceful shutdown waits for the round that is under way.
        public var drainTime: Duration
        /// How many proposals may wait, that of the round under way included.
        public var capacity: Int
        /// Raised when a round has to stop; give it to the training of the actions, which then ends soon.
        public var cancellation: CancellationToken
        /// Receives what the service did; see ``RetrainingService``.
        public var observer: any EventObserver
        /// Measures intervals and the schedule.
        public var clock: any Clock<Duration>

        /// Creates a configuration.
        public init(
            schedule: Duration? = nil, subject: String = "", interval: Duration = .seconds(1),
            drainTime: Duration = .seconds(30), capacity: Int = 8,
            cancellation: CancellationToken = CancellationToken(), observer: any EventObserver = SilentObserver(),
            clock: any Clock<Duration> = ContinuousClock()
        ) {
            self.schedule = schedule
            self.subject = subject
            self.interval = interval
            self.drainTime = drainTime
            self.capacity = capacity
            self.cancellation = cancellation
            self.observer = observer
            self.clock = clock
        }

        /// Checks all fields.
        ///
        /// - Throws: ``LifecycleError`` with code `invalidConfiguration` that lists every fault.
        public func validated() throws(LifecycleError) {
            var faults: [String] = []
            if let schedule, schedule <= .zero { faults.append("a schedule of \(schedule)") }
            if schedule != nil, subject.isEmpty { faults.append("a schedule without a subject") }
            if interval <= .zero { faults.append("an interval of \(interval)") }
            if drainTime <= .zero { faults.append("a drain time of \(drainTime)") }
            if !(1...10_000).contains(capacity) { faults.append("room for \(capacity) proposals") }
            guard faults.isEmpty else {
                throw LifecycleError(.invalidConfiguration, faults.joined(separator: "; "), at: "retraining service")
            }
        }
    }
}
#endif
