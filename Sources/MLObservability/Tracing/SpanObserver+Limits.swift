#if Tracing
public import MLCore

extension SpanObserver {
    /// How much is added to a span.
    public struct Limits: Sendable, Hashable {
        /// How many notices and warnings are added at most, and how many steps of progress and measurements.
        public let maximumEvents: Int
        /// How many fields of an event are kept at most, the first ones by name.
        public let maximumFields: Int
        /// How many characters of a text are kept at most.
        public let maximumLength: Int

        /// At most 64 events of either sort, 32 fields and 256 characters: together within the 128 events that
        /// OpenTelemetry keeps of a span by default.
        public static let standard = Limits(trusting: 64, 32, 256)

        /// Creates limits.
        ///
        /// - Parameters:
        ///   - maximumEvents: How many notices and warnings are added at most, and how many steps of progress and
        ///     measurements, from 0 to 10,000.
        ///   - maximumFields: How many fields of an event are kept at most, from 0 to 1024.
        ///   - maximumLength: How many characters of a text are kept at most, from 1 to 65,536.
        /// - Throws: `CoreError` with code `invalidConfiguration` that lists every fault.
        public init(maximumEvents: Int = 64, maximumFields: Int = 32, maximumLength: Int = 256) throws(CoreError) {
            self.init(trusting: maximumEvents, maximumFields, maximumLength)
            var faults: [String] = []
            if !(0...10_000).contains(maximumEvents) { faults.append("\(maximumEvents) events") }
            if !(0...1024).contains(maximumFields) { faults.append("\(maximumFields) fields") }
            if !(1...65_536).contains(maximumLength) { faults.append("texts of \(maximumLength) characters") }
            guard faults.isEmpty else {
                throw CoreError(
                    .invalidConfiguration, faults.joined(separator: "; "), at: "span observer",
                    remedy: "Use 0 to 10,000 events, 0 to 1024 fields and 1 to 65,536 characters.")
            }
        }

        private init(trusting maximumEvents: Int, _ maximumFields: Int, _ maximumLength: Int) {
            self.maximumEvents = maximumEvents
            self.maximumFields = maximumFields
            self.maximumLength = maximumLength
        }
    }
}
#endif
