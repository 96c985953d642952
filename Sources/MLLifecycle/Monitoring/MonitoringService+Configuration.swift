#if ServiceLifecycle
public import MLCore

extension MonitoringService {
    /// Times, clocks and what is read from records.
    public struct Configuration: Sendable {
        /// How long records wait in the buffer before they are counted.
        public var interval: Duration
        /// How long a graceful shutdown may take: the time that the host has for the findings that are left.
        public var drainTime: Duration
        /// After how many intervals the state is saved, besides after each finding and at the end.
        public var intervalsPerSave: Int
        /// Whether windows of time are closed when their time has passed by the wall clock, also without traffic.
        ///
        /// Without it a window is closed by a record of a later one. Turn it off to monitor records of the past.
        public var closesWindowsByTime: Bool
        /// Computes further numbers from a record, by the names of the signals that watch them.
        public var summaries: @Sendable (PredictionRecord) -> [String: Double]
        /// Gives the window of a record, where the windowing asks for keys.
        public var key: @Sendable (PredictionRecord) -> Int64?
        /// Receives what the service did; see ``MonitoringService``.
        public var observer: any EventObserver
        /// Measures intervals.
        public var clock: any Clock<Duration>
        /// Says when the time of a window has passed.
        public var wallClock: any WallClock

        /// Creates a configuration.
        public init(
            interval: Duration = .seconds(10), drainTime: Duration = .seconds(30), intervalsPerSave: Int = 6,
            closesWindowsByTime: Bool = true,
            summaries: @escaping @Sendable (PredictionRecord) -> [String: Double] = { _ in [:] },
            key: @escaping @Sendable (PredictionRecord) -> Int64? = { _ in nil },
            observer: any EventObserver = SilentObserver(), clock: any Clock<Duration> = ContinuousClock(),
            wallClock: any WallClock = SystemWallClock()
        ) {
            self.interval = interval
            self.drainTime = drainTime
            self.intervalsPerSave = intervalsPerSave
            self.closesWindowsByTime = closesWindowsByTime
            self.summaries = summaries
            self.key = key
            self.observer = observer
            self.clock = clock
            self.wallClock = wallClock
        }

        var faults: [String] {
            var faults: [String] = []
            if interval <= .zero { faults.append("an interval of \(interval)") }
            if drainTime <= .zero { faults.append("a drain time of \(drainTime)") }
            if intervalsPerSave < 1 { faults.append("a save after \(intervalsPerSave) intervals") }
            return faults
        }
    }
}
#endif
