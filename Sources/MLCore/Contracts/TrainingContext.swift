/// What training needs besides the data: seed, threads, validation, observers, cancellation and clocks.
public struct TrainingContext: Sendable {
    /// When to stop adding steps because a validation metric no longer improves.
    public struct EarlyStopping: Sendable {
        /// The metric that is watched on the validation set.
        public let metric: any Metric
        /// How many steps without improvement are accepted; at least 1.
        public let patience: Int
        /// By how much the metric has to improve to count; at least 0.
        public let minimumImprovement: Double

        /// Creates a rule.
        ///
        /// - Parameters:
        ///   - metric: The metric that is watched on the validation set.
        ///   - patience: How many steps without improvement are accepted; at least 1.
        ///   - minimumImprovement: By how much the metric has to improve to count; at least 0.
        /// - Throws: ``CoreError`` with code `invalidConfiguration`.
        public init(metric: any Metric, patience: Int = 10, minimumImprovement: Double = 0) throws(CoreError) {
            guard patience >= 1, minimumImprovement >= 0, minimumImprovement.isFinite else {
                throw CoreError(
                    .invalidConfiguration, "patience \(patience), minimum improvement \(minimumImprovement)",
                    at: "early stopping", remedy: "Use a patience of at least 1 and an improvement of at least 0.")
            }
            self.metric = metric
            self.patience = patience
            self.minimumImprovement = minimumImprovement
        }
    }

    /// The seed of every random choice.
    public var seed: UInt64
    /// How many threads may be used, at least 1; the result does not depend on it.
    public var threads: Int
    /// Data that is not learned from, for early stopping and measurements.
    public var validation: TrainingSet?
    /// When to stop early; needs ``validation``.
    public var earlyStopping: EarlyStopping?
    /// Receives progress and measurements.
    public var observer: any EventObserver
    /// Stops the work when cancelled.
    public var cancellation: CancellationToken
    /// Tells the time for records.
    public var clock: any WallClock
    /// Where long trainings keep their state so that they can go on after an interruption.
    public var checkpoint: (any CheckpointStore)?

    /// Creates a context.
    public init(
        seed: UInt64 = 0, threads: Int = 1, validation: TrainingSet? = nil, earlyStopping: EarlyStopping? = nil,
        observer: any EventObserver = SilentObserver(), cancellation: CancellationToken = CancellationToken(),
        clock: any WallClock = SystemWallClock(), checkpoint: (any CheckpointStore)? = nil
    ) {
        self.seed = seed
        self.threads = threads
        self.validation = validation
        self.earlyStopping = earlyStopping
        self.observer = observer
        self.cancellation = cancellation
        self.clock = clock
        self.checkpoint = checkpoint
    }
}

/// Keeps the latest state of one training, as bytes that only the estimator understands.
public protocol CheckpointStore: Sendable {
    /// The latest saved state, or `nil` when there is none.
    ///
    /// - Throws: What the store throws.
    func load() throws -> [UInt8]?

    /// Replaces the saved state in one step.
    ///
    /// - Throws: What the store throws.
    func save(_ state: [UInt8]) throws
}
