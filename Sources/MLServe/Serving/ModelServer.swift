public import MLCore
import Synchronization

/// Serves predictions in the process of the host.
///
/// The deployment is an immutable value: each request copies it out once and is answered by exactly one model, and
/// replacing it is one store that no request waits for. Every answered request leaves a `PredictionRecord` with the
/// sink; a sink can never fail or delay a prediction.
public final class ModelServer: Sendable {
    /// Limits and clocks of a server.
    public struct Configuration: Sendable {
        /// The most requests that are worked on at once; further ones are refused.
        public var maximumInFlight: Int
        /// The inputs that prediction records keep; `nil` keeps all.
        public var recordedInputs: Set<String>?
        /// Tells the time for records.
        public var wallClock: any WallClock
        /// Measures how long predictions take.
        public var clock: any Clock<Duration>

        /// Creates a configuration.
        ///
        /// - Parameters:
        ///   - maximumInFlight: The most requests that are worked on at once; at least 1.
        ///   - recordedInputs: The inputs that prediction records keep; `nil` keeps all.
        ///   - wallClock: Tells the time for records.
        ///   - clock: Measures how long predictions take.
        /// - Throws: ``ServeError`` with code `invalidConfiguration`.
        public init(
            maximumInFlight: Int = 200, recordedInputs: Set<String>? = nil,
            wallClock: any WallClock = SystemWallClock(), clock: any Clock<Duration> = ContinuousClock()
        ) throws(ServeError) {
            guard maximumInFlight >= 1 else {
                throw ServeError(
                    .invalidConfiguration, "\(maximumInFlight) requests in flight", at: "model server",
                    remedy: "Accept at least 1.")
            }
            self.maximumInFlight = maximumInFlight
            self.recordedInputs = recordedInputs
            self.wallClock = wallClock
            self.clock = clock
        }
    }

    /// The name that begins the identifiers of this server's predictions.
    public let name: String
    let configuration: Configuration
    let sink: any PredictionSink
    private let current: Mutex<Deployment>
    private let inFlight = Atomic<Int>(0)
    private let nextSequence = Atomic<Int64>(0)

    /// Creates a server that is ready: models are checked when they are loaded.
    ///
    /// - Parameters:
    ///   - deployment: What is served.
    ///   - name: Begins the identifiers of predictions; unique among servers whose records are joined.
    ///   - configuration: Limits and clocks.
    ///   - sink: Receives the prediction records.
    public init(
        _ deployment: Deployment, name: String, configuration: Configuration, sink: any PredictionSink
    ) {
        self.name = name
        self.configuration = configuration
        self.sink = sink
        current = Mutex(deployment)
    }

    /// What is being served.
    public var deployment: Deployment { current.withLock { $0 } }

    /// Serves something else from now on, in one step.
    ///
    /// Requests that are being worked on are answered by the model that they began with.
    ///
    /// - Parameter deployment: What is served from now on.
    /// - Returns: What was served before.
    @discardableResult
    public func replace(with deployment: Deployment) -> Deployment {
        current.withLock { current in
            defer { current = deployment }
            return current
        }
    }

    /// Answers one request.
    ///
    /// - Parameters:
    ///   - inputs: The inputs by name; absent names are missing.
    ///   - key: Decides between the variants of a rollout; the same key always gets the same one.
    /// - Returns: The outputs and labels, and which model gave them.
    /// - Throws: ``ServeError`` with code `overloaded`, `invalidRequest` or `predictionFailed`.
    public func predict(_ inputs: [String: Value], key: String) throws -> ServedPrediction {
        try admitted { try answer(inputs, key: key) }
    }

    /// Does the work of one request, unless too many are being worked on.
    func admitted<Answer>(_ work: () throws -> Answer) throws -> Answer {
        let count = inFlight.wrappingAdd(1, ordering: .relaxed).newValue
        defer { inFlight.wrappingSubtract(1, ordering: .relaxed) }
        guard count <= configuration.maximumInFlight else {
            throw ServeError(
                .overloaded, "\(configuration.maximumInFlight) requests are being worked on", at: name,
                remedy: "Try again a little later.")
        }
        return try work()
    }

    /// The first of `count` successive numbers that no other record has.
    func takeSequenceNumbers(_ count: Int) -> Int64 {
        nextSequence.wrappingAdd(Int64(count), ordering: .relaxed).oldValue
    }

    private func answer(_ inputs: [String: Value], key: String) throws -> ServedPrediction {
        let deployment = deployment
        let time = configuration.wallClock.now()
        let (model, variant, propensity) = deployment.route(key)
        var outputs: [Double] = []
        var labels: [String] = []
        let duration = try configuration.clock.measure {
            outputs = try model.outputs(for: try model.row(from: inputs))
            labels = try model.decision.labels(for: outputs, task: model.signature.task)
        }
        let sequence = takeSequenceNumbers(1)
        let kept = configuration.recordedInputs.map { names in inputs.filter { names.contains($0.key) } } ?? inputs
        let record = PredictionRecord(
            identifier: "\(name)-\(sequence)", sequence: sequence, time: time, model: model.name,
            version: model.version, modelDigest: model.digest, variant: variant, propensity: propensity, inputs: kept,
            outputs: outputs, labels: labels, microseconds: Self.microseconds(duration))
        sink.receive(record)
        return ServedPrediction(
            identifier: record.identifier, outputs: outputs, labels: labels, model: model.name,
            version: model.version, variant: variant)
    }

    static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (micros, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : micros &+ attoseconds / 1_000_000_000_000
    }
}
