#if Metrics
public import MLCore

extension MetricsObserver {
    /// How an event that comes for every request is counted: by some of its fields, with the time that it took.
    ///
    /// Of such an event a gauge of the latest value says little. Instead there are, for an event `serve.http.response` and the
    /// prefix `ml`:
    ///
    /// | metric | kind | dimensions | value |
    /// |---|---|---|---|
    /// | `ml.serve.http.response` | counter | ``dimensions`` | how many events there were |
    /// | `ml.serve.http.response.duration` | timer | ``dimensions`` | the field ``duration`` |
    /// | `ml.serve.http.response.<field>` | counter | ``dimensions`` | the sum of each field of ``totals`` |
    ///
    /// Only fields with few values may be dimensions. A value that is no name of at most 64 letters, digits and
    /// `. _ -` counts as ``MetricsObserver/overflowName``, and so does every combination beyond
    /// ``Configuration/maximumMeasurements``.
    public struct Breakdown: Sendable, Hashable {
        /// The name of the event.
        public let event: String
        /// The fields that become dimensions: texts, integers or truth values.
        public let dimensions: [String]
        /// The field with the time that it took, in microseconds, or `nil` when there is none.
        public let duration: String?
        /// The fields with counts that are added up.
        public let totals: [String]

        /// Responses to inference requests by route, model and status, with the rows that were predicted.
        ///
        /// The handler names only routes and models that exist, so these are few.
        public static let inferenceResponses = Breakdown(
            trusting: "serve.http.response", ["route", "model", "status", "code"], "microseconds", ["rows"])

        /// Creates a breakdown.
        ///
        /// - Parameters:
        ///   - event: The name of the event.
        ///   - dimensions: The fields that become dimensions: texts, integers or truth values of which there are few.
        ///   - duration: The field with the time that it took, in microseconds, or `nil` when there is none.
        ///   - totals: The fields with counts that are added up.
        /// - Throws: `CoreError` with code `invalidConfiguration` that lists every fault.
        public init(event: String, dimensions: [String], duration: String? = nil, totals: [String] = [])
            throws(CoreError)
        {
            self.init(trusting: event, dimensions, duration, totals)
            var faults: [String] = []
            for name in [event] + dimensions + totals where !PlainName.isValid(name) {
                faults.append("\"\(name.prefix(64))\" is no name")
            }
            if Set(dimensions).count < dimensions.count { faults.append("a dimension occurs twice") }
            if dimensions.count > 8 { faults.append("\(dimensions.count) dimensions") }
            guard faults.isEmpty else {
                throw CoreError(
                    .invalidConfiguration, faults.joined(separator: "; "), at: "breakdown of metrics",
                    remedy: "Use names of at most 64 letters, digits and . _ -, and at most 8 different dimensions.")
            }
        }

        private init(trusting event: String, _ dimensions: [String], _ duration: String?, _ totals: [String]) {
            self.event = event
            self.dimensions = dimensions
            self.duration = duration
            self.totals = totals
        }

        /// The names of the metrics, without the prefix.
        var labels: [String] {
            [event] + (duration == nil ? [] : ["\(event).duration"]) + totals.map { "\(event).\($0)" }
        }

        /// The values of the dimensions in an event, in order.
        func values(in event: Event) -> [String] {
            dimensions.map { name in
                let text =
                    switch event.fields[name] {
                    case .string(let text): text
                    case .int64(let integer): "\(integer)"
                    case .bool(let flag): "\(flag)"
                    default: ""
                    }
                // Absent is a value of its own, as for a request to no model.
                return text.isEmpty ? "none" : PlainName.isValid(text) ? text : MetricsObserver.overflowName
            }
        }
    }
}
#endif
