#if Metrics
public import MLCore

extension MetricsObserver {
    /// Prefix and limits of a metrics observer.
    public struct Configuration: Sendable, Hashable {
        /// Begins the names of all metrics.
        public let prefix: String
        /// How many names of events have series of their own.
        public let maximumEvents: Int
        /// How many pairs of event and field have a gauge, and how many combinations of values the breakdowns have.
        public let maximumMeasurements: Int
        /// The events that are counted by their fields.
        public let breakdowns: [Breakdown]

        /// The prefix `ml`, 128 events, 512 pairs of event and field, and responses to inference requests by their fields.
        public static let standard = Configuration(trusting: "ml", 128, 512, [.inferenceResponses])

        /// Creates a configuration.
        ///
        /// - Parameters:
        ///   - prefix: Begins the names of all metrics; ASCII letters, digits and `. _ -`, at most 64 characters.
        ///   - maximumEvents: How many names of events have series of their own, from 0 to 10,000.
        ///   - maximumMeasurements: How many pairs of event and field have a gauge, and how many combinations of values
        ///     the breakdowns have, from 0 to 10,000.
        ///   - breakdowns: The events that are counted by their fields.
        /// - Throws: `CoreError` with code `invalidConfiguration` that lists every fault.
        public init(
            prefix: String = "ml", maximumEvents: Int = 128, maximumMeasurements: Int = 512,
            breakdowns: [Breakdown] = [.inferenceResponses]
        ) throws(CoreError) {
            self.init(trusting: prefix, maximumEvents, maximumMeasurements, breakdowns)
            var faults: [String] = []
            if !PlainName.isValid(prefix) { faults.append("the prefix is no name") }
            if !(0...10_000).contains(maximumEvents) { faults.append("\(maximumEvents) names of events") }
            if !(0...10_000).contains(maximumMeasurements) { faults.append("\(maximumMeasurements) gauges") }
            // A backend may end the process when two metrics of one name have other dimensions or are of another kind.
            var labels: Set<String> = ["events", "progress", "measurement", "measurements.skipped"]
            for label in breakdowns.flatMap(\.labels) where !labels.insert(label).inserted {
                faults.append("two metrics with the name \"\(label)\"")
            }
            guard faults.isEmpty else {
                throw CoreError(
                    .invalidConfiguration, faults.joined(separator: "; "), at: "metrics observer",
                    remedy: "Use a prefix of at most 64 letters, digits and . _ -, and limits from 0 to 10,000.")
            }
        }

        private init(
            trusting prefix: String, _ maximumEvents: Int, _ maximumMeasurements: Int, _ breakdowns: [Breakdown]
        ) {
            self.breakdowns = breakdowns
            self.prefix = prefix
            self.maximumEvents = maximumEvents
            self.maximumMeasurements = maximumMeasurements
        }
    }
}
#endif
