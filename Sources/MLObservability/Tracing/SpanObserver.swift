#if Tracing
public import MLCore
import Synchronization
public import Tracing

/// An observer that adds events to a span.
///
/// Events come from the thread that does the work, where the span of the task is not known; so the observer holds the
/// span. It does not end it: `withModelSpan` does, and gives such
/// an observer.
///
/// Spans are sent as a whole, so their size is bounded: ``Limits`` says how many events are added, and how long texts
/// may be. Progress and measurements, which come in great numbers, do not take the room of notices and warnings. What is not
/// added is counted in the attribute `ml.events.dropped`.
public final class SpanObserver: EventObserver {
    private struct State {
        var routine = 0
        var noteworthy = 0
        var dropped = 0
    }

    /// The span that events are added to.
    public let span: any Span
    /// How much is added.
    public let limits: Limits
    private let text: TextBounds
    private let state = Mutex(State())

    /// Creates an observer of a span that has not ended.
    ///
    /// - Parameters:
    ///   - span: The span that events are added to.
    ///   - limits: How much is added.
    public init(_ span: any Span, limits: Limits = .standard) {
        self.span = span
        self.limits = limits
        text = TextBounds(maximumLength: limits.maximumLength)
    }

    /// Adds the event to the span, unless the span has ended or has enough of them.
    public func observe(_ event: Event) {
        guard span.isRecording else { return }
        let isAdded = state.withLock { state in
            let isRoutine = event.kind == .progress || event.kind == .metric
            guard (isRoutine ? state.routine : state.noteworthy) < limits.maximumEvents else {
                state.dropped += 1
                return false
            }
            if isRoutine { state.routine += 1 } else { state.noteworthy += 1 }
            return true
        }
        if isAdded { span.addEvent(SpanEvent(name: text.bounded(event.name), attributes: attributes(of: event))) }
    }

    /// How many events were not added because there were too many.
    public var droppedCount: Int { state.withLock(\.dropped) }

    /// Says in the span what was left out; called before it ends.
    func finish() {
        let dropped = droppedCount
        if dropped > 0 { span.attributes["ml.events.dropped"] = SpanAttribute.int64(Int64(dropped)) }
    }

    private func attributes(of event: Event) -> SpanAttributes {
        var attributes: SpanAttributes = ["ml.kind": .string(event.kind.rawValue)]
        if !event.message.isEmpty { attributes["ml.message"] = SpanAttribute.string(text.bounded(event.message)) }
        if let fraction = event.fraction { attributes["ml.fraction"] = SpanAttribute.double(fraction) }
        for (name, value) in event.fields.sorted(by: { $0.key < $1.key }).prefix(limits.maximumFields) {
            attributes["ml.field.\(text.bounded(name))"] = attribute(value)
        }
        return attributes
    }

    private func attribute(_ value: Value) -> SpanAttribute {
        switch value {
        case .bool(let flag): .bool(flag)
        case .int64(let integer): .int64(integer)
        case .double(let number): .double(number)
        case .float(let number): .double(Double(number))
        case .missing, .string, .timestamp, .stringList: .string(text.bounded(value))
        }
    }
}
#endif
