public import MLCore
public import MLLedger

/// What is known about one training run: what went in, how it went, and what came out.
public struct RunRecord: Sendable, Hashable {
    /// How far a run has come.
    public enum Status: String, Sendable, Hashable, Codable {
        /// Started, and not finished since.
        case running
        /// Ended with a model.
        case finished
        /// Ended with an error.
        case failed
        /// Ended by the host.
        case cancelled
    }

    /// The name of the run, unique in its ledger.
    public let name: ResourceName
    /// What the run started with.
    public let start: RunStart
    /// How the run ended, or `nil` while it is running.
    public let end: RunEnd?

    /// Creates a record.
    ///
    /// - Parameters:
    ///   - name: The name of the run.
    ///   - start: What the run started with.
    ///   - end: How the run ended, or `nil` while it is running.
    public init(name: ResourceName, start: RunStart, end: RunEnd?) {
        self.name = name
        self.start = start
        self.end = end
    }

    /// How far the run has come.
    public var status: Status { end?.status ?? .running }
}

/// What a training run started with: everything that is needed to repeat it.
public struct RunStart: Sendable, Hashable, Codable {
    /// The kind of the estimator, such as `linear.logistic-regression`.
    public let estimator: String
    /// The hyperparameters, as canonical JSON.
    public let parameters: String
    /// The digest of the dataset version that was learned from, if the data has one.
    public let dataset: Digest?
    /// The seed of every random choice.
    public let seed: UInt64
    /// How many threads might be used.
    public let threads: Int
    /// The compiler that built the program, such as `Swift 6.3`.
    public let toolchain: String
    /// The version of the SDK.
    public let sdkVersion: String
    /// When the run started, by the clock of the host.
    public let startedAt: Timestamp

    /// Describes a run that starts now.
    ///
    /// - Parameters:
    ///   - estimator: The estimator with its hyperparameters.
    ///   - dataset: The digest of the dataset version that is learned from.
    ///   - context: Seed, threads and clock.
    /// - Throws: `CoreError` when a hyperparameter cannot be written as JSON, such as NaN.
    public init<Subject: Estimator>(of estimator: Subject, dataset: Digest?, in context: TrainingContext) throws {
        self.estimator = Subject.kind
        parameters = String(decoding: try CanonicalJSONEncoder().encode(estimator), as: UTF8.self)
        self.dataset = dataset
        seed = context.seed
        threads = context.threads
        toolchain = Toolchain.current
        sdkVersion = SDKVersion.current
        startedAt = context.clock.now()
    }
}

/// How a training run ended.
public struct RunEnd: Sendable, Hashable, Codable {
    /// How the run ended; never `running`.
    public let status: RunRecord.Status
    /// When the run ended, by the clock of the host.
    public let finishedAt: Timestamp
    /// The digest of the model, if there is one.
    public let model: Digest?
    /// The blob of the measurements, readable with ``TrainingRuns/measurements(of:)``.
    public let measurements: Digest
    /// How many measurements the blob holds.
    public let measurementCount: Int
    /// How many further measurements were dropped because there were too many.
    public let droppedCount: Int
    /// Why the run failed; empty otherwise.
    public let reason: String
}

/// The compiler that built the program.
enum Toolchain {
    /// The language version of the compiler, such as `Swift 6.3`.
    static var current: String {
        #if compiler(>=6.5)
        "Swift 6.5 or later"
        #elseif compiler(>=6.4)
        "Swift 6.4"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #else
        "Swift 6.2"
        #endif
    }
}
