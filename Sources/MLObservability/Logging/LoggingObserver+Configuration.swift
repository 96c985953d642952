#if Logging
public import Logging
public import MLCore

extension LoggingObserver {
    /// Levels, prefix and limits of a logging observer.
    public struct Configuration: Sendable {
        /// Says at which level an event is logged, and with `nil` that it is not.
        public let level: @Sendable (Event) -> Logger.Level?
        /// Begins the metadata keys.
        public let metadataPrefix: String
        /// How many characters of a text are kept at most.
        public let maximumLength: Int
        /// How many fields of an event are kept at most, the first ones by name.
        public let maximumFields: Int

        /// The prefix `ml`, at most 256 characters and 32 fields, and the levels of ``standardLevel(of:)``.
        public static let standard = Configuration(
            trusting: standardLevel, metadataPrefix: "ml", maximumLength: 256, maximumFields: 32)

        /// Creates a configuration.
        ///
        /// - Parameters:
        ///   - metadataPrefix: Begins the metadata keys; ASCII letters, digits and `. _ -`, at most 64 characters.
        ///   - maximumLength: How many characters of a text are kept at most, from 1 to 65,536.
        ///   - maximumFields: How many fields of an event are kept at most, from 0 to 1024.
        ///   - level: Says at which level an event is logged, and with `nil` that it is not.
        /// - Throws: `CoreError` with code `invalidConfiguration` that lists every fault.
        public init(
            metadataPrefix: String = "ml", maximumLength: Int = 256, maximumFields: Int = 32,
            level: @escaping @Sendable (Event) -> Logger.Level? = standardLevel
        ) throws(CoreError) {
            self.init(
                trusting: level, metadataPrefix: metadataPrefix, maximumLength: maximumLength,
                maximumFields: maximumFields)
            var faults: [String] = []
            if !PlainName.isValid(metadataPrefix) { faults.append("the metadata prefix is no name") }
            if !(1...65_536).contains(maximumLength) { faults.append("texts of \(maximumLength) characters") }
            if !(0...1024).contains(maximumFields) { faults.append("\(maximumFields) fields") }
            guard faults.isEmpty else {
                throw CoreError(
                    .invalidConfiguration, faults.joined(separator: "; "), at: "logging observer",
                    remedy:
                        "Use a prefix of at most 64 letters, digits and . _ -, 1 to 65,536 characters and 0 to 1024 fields."
                )
            }
        }

        private init(
            trusting level: @escaping @Sendable (Event) -> Logger.Level?, metadataPrefix: String, maximumLength: Int,
            maximumFields: Int
        ) {
            self.level = level
            self.metadataPrefix = metadataPrefix
            self.maximumLength = maximumLength
            self.maximumFields = maximumFields
        }

        /// The level of an event by the rules for libraries: what happens in normal work is seen only by those who look.
        ///
        /// Progress and measurements are `trace`, notices `debug`, and warnings, which come seldom and cannot be told by
        /// an error, `warning`.
        ///
        /// - Parameter event: The event.
        /// - Returns: The level.
        @Sendable
        public static func standardLevel(of event: Event) -> Logger.Level? {
            switch event.kind {
            case .progress, .metric: .trace
            case .notice: .debug
            case .warning: .warning
            }
        }
    }
}
#endif
