#if Logging
import InMemoryLogging
import Logging
import MLCore
import MLObservability
import Testing

@Suite("Events as log messages")
struct LoggingObserverTests {
    @Test("An event is one entry with its values as metadata under a prefix")
    func entry() throws {
        let log = Log()
        log.observer().observe(
            Event(
                .metric, "train.boosting.round", message: "round 3", fraction: 0.5,
                fields: ["step": .int64(3), "loss": .double(0.25), "ready": .bool(true), "none": .missing]))
        let entry = try #require(log.entries.first)
        #expect(log.entries.count == 1)
        #expect(entry.level == .trace)
        #expect(entry.message == "round 3")
        #expect(
            entry.metadata == [
                "ml.event": "train.boosting.round", "ml.kind": "metric", "ml.fraction": "0.5", "ml.field.step": "3",
                "ml.field.loss": "0.25", "ml.field.ready": "true", "ml.field.none": "missing",
            ])
    }

    @Test("An event without a message is named in it, and has no metadata but name and kind")
    func withoutMessage() {
        let log = Log()
        log.observer().observe(Event(.notice, "registry.promoted"))
        #expect(log.entries.map(\.message) == ["registry.promoted"])
        #expect(log.entries.map(\.metadata) == [["ml.event": "registry.promoted", "ml.kind": "notice"]])
    }

    @Test("Levels follow the rules for libraries, and nothing is written below the level of the logger")
    func levels() {
        let events = [Event.Kind.progress, .metric, .notice, .warning].map { Event($0, "e") }
        let log = Log()
        for event in events { log.observer().observe(event) }
        #expect(log.entries.map(\.level) == [.trace, .trace, .debug, .warning])
        let quiet = Log(level: .info)
        for event in events { quiet.observer().observe(event) }
        #expect(quiet.entries.map(\.level) == [.warning])
    }

    @Test("The host maps levels, and leaves out what it does not want")
    func mapping() throws {
        let log = Log()
        let configuration = try LoggingObserver.Configuration { event in
            event.name.hasPrefix("train.") ? .info : nil
        }
        let observer = log.observer(configuration)
        observer.observe(Event(.warning, "train.failed"))
        observer.observe(Event(.warning, "serve.dropped"))
        #expect(log.entries.map(\.level) == [.info])
        #expect(log.entries.map(\.message) == ["train.failed"])
    }

    @Test("Line breaks, control characters, escape sequences and direction marks cannot leave their line")
    func escaping() throws {
        let log = Log()
        let hostile = "a\nb\r\t\u{1B}[31m\u{0}\u{202E}\u{2028}\u{200B}\\é😀"
        let escaped = "a\\nb\\r\\t\\u{1B}[31m\\u{0}\\u{202E}\\u{2028}\\u{200B}\\\\é😀"
        log.observer().observe(
            Event(
                .notice, hostile, message: hostile,
                fields: [hostile: .string(hostile), "list": .stringList([hostile, "x"])]))
        let entry = try #require(log.entries.first)
        #expect("\(entry.message)" == escaped)
        #expect(entry.metadata["ml.event"] == .string(escaped))
        #expect(entry.metadata["ml.field.\(escaped)"] == .string(escaped))
        #expect(entry.metadata["ml.field.list"] == .string("[\(escaped), x]"))
        let text = "\(entry.message)\(entry.metadata)"
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" && $0 != "\u{2028}" })
    }

    @Test("Long texts are cut, also when escaping makes them long, and further fields are counted")
    func bounds() throws {
        let log = Log()
        let observer = log.observer(try .init(maximumLength: 10, maximumFields: 2))
        observer.observe(
            Event(
                .notice, "event", message: String(repeating: "é", count: 1000),
                fields: [
                    "a": .string(String(repeating: "\u{1}", count: 1000)), "b": .string("0123456789"), "c": .bool(true),
                    "d": .stringList(Array(repeating: "word", count: 100_000)),
                ]))
        let entry = try #require(log.entries.first)
        #expect("\(entry.message)" == "éééééééééé…")
        #expect(entry.metadata["ml.field.a"] == "\\u{1}\\u{1}…")
        #expect(entry.metadata["ml.field.b"] == "0123456789")
        #expect(entry.metadata["ml.field.c"] == nil)
        #expect(entry.metadata["ml.omitted"] == "2")
    }

    @Test("The logger of the task is taken with its metadata, also for events from other threads")
    func taskLocal() async {
        let log = Log()
        var logger = log.logger
        logger[metadataKey: "request.id"] = "r1"
        let observer = withLogger(logger) { _ in LoggingObserver() }
        await Task.detached { observer.observe(Event(.warning, "e")) }.value
        #expect(log.entries.map(\.metadata) == [["request.id": "r1", "ml.event": "e", "ml.kind": "warning"]])
    }

    @Test("A bad configuration says all that is bad")
    func configuration() throws {
        let error = #expect(throws: CoreError.self) {
            try LoggingObserver.Configuration(metadataPrefix: "a b", maximumLength: 0, maximumFields: -1)
        }
        #expect(error?.code == .invalidConfiguration)
        let text = "\(try #require(error))"
        #expect(text.contains("prefix") && text.contains("0 characters") && text.contains("-1 fields"))
        #expect(throws: CoreError.self) { try LoggingObserver.Configuration(metadataPrefix: "") }
    }
}

/// A logger that keeps what is written.
private struct Log {
    let handler = InMemoryLogHandler()
    let logger: Logger

    init(level: Logger.Level = .trace) {
        var handler = handler
        handler.logLevel = level
        logger = Logger(label: "test") { [handler] _ in handler }
    }

    var entries: [InMemoryLogHandler.Entry] { handler.entries }

    func observer(_ configuration: LoggingObserver.Configuration = .standard) -> LoggingObserver {
        LoggingObserver(logger: logger, configuration: configuration)
    }
}
#endif
