#if Logging
public import Logging
public import MLCore

/// An observer that writes each event to a logger of the host.
///
/// The message of an entry is the message of the event, or its name when it has none; the rest is metadata, under keys
/// that begin with a prefix: `ml.event` is the name, `ml.kind` the kind, `ml.fraction` the share of the work that is
/// done, and `ml.field.<name>` each further value. Nothing else is written: no request, row or model goes into a log
/// unless it is in the fields of the event.
///
/// Whatever an event carries is written on one line: control characters, line breaks and direction marks are escaped,
/// and long texts are cut.
///
/// ```swift
/// let context = TrainingContext(observer: LoggingObserver(logger: logger))
/// ```
///
/// Events come from the thread that does the work, where the task-local logger of the host is not known. So the logger is
/// taken when the observer is created, with the metadata that it has then.
public struct LoggingObserver: EventObserver {
    /// The logger that is written to.
    public let logger: Logger
    /// Levels, prefix and limits.
    public let configuration: Configuration
    private let text: TextBounds

    /// Creates an observer.
    ///
    /// - Parameters:
    ///   - logger: The logger that is written to; by default that of the current task.
    ///   - configuration: Levels, prefix and limits.
    public init(logger: Logger = .current, configuration: Configuration = .standard) {
        self.logger = logger
        self.configuration = configuration
        text = TextBounds(maximumLength: configuration.maximumLength)
    }

    /// Writes the event, unless its kind is not logged or the logger is not interested in its level.
    public func observe(_ event: Event) {
        guard let level = configuration.level(event) else { return }
        logger.log(level: level, message(of: event), metadata: metadata(of: event))
    }

    private func message(of event: Event) -> Logger.Message {
        "\(text.bounded(event.message.isEmpty ? event.name : event.message))"
    }

    private func metadata(of event: Event) -> Logger.Metadata {
        let prefix = configuration.metadataPrefix
        var metadata: Logger.Metadata = [
            "\(prefix).event": .string(text.bounded(event.name)), "\(prefix).kind": .string(event.kind.rawValue),
        ]
        if let fraction = event.fraction { metadata["\(prefix).fraction"] = .string("\(fraction)") }
        // By name, so that the same event always loses the same fields.
        for (name, value) in event.fields.sorted(by: { $0.key < $1.key }).prefix(configuration.maximumFields) {
            metadata["\(prefix).field.\(text.bounded(name))"] = .string(text.bounded(value))
        }
        if event.fields.count > configuration.maximumFields {
            metadata["\(prefix).omitted"] = .string("\(event.fields.count - configuration.maximumFields)")
        }
        return metadata
    }
}
#endif
