/// Receives progress, warnings and measurements; the only way in which the library speaks up.
///
/// The library prints nothing and logs nothing by itself. Observers are called from the thread that does the work, so
/// they return quickly.
public protocol EventObserver: Sendable {
    /// Receives one event.
    func observe(_ event: Event)
}

/// Something that a long-running or noteworthy operation tells its host.
public struct Event: Sendable, Hashable {
    /// What an event is for.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A step of long work was done.
        case progress
        /// A number was measured, such as a loss after a round.
        case metric
        /// Something unexpected happened that did not stop the work.
        case warning
        /// Something noteworthy happened.
        case notice
    }

    /// What the event is for.
    public let kind: Kind
    /// A dotted name from a small fixed set, such as `train.boosting.round`.
    public let name: String
    /// A sentence for people; may be empty.
    public let message: String
    /// The share of the work that is done, from 0 to 1, when it is known.
    public let fraction: Double?
    /// Further values by name.
    public let fields: [String: Value]

    /// Creates an event.
    public init(
        _ kind: Kind, _ name: String, message: String = "", fraction: Double? = nil, fields: [String: Value] = [:]
    ) {
        self.kind = kind
        self.name = name
        self.message = message
        self.fraction = fraction
        self.fields = fields
    }
}

/// An observer that ignores every event.
public struct SilentObserver: EventObserver {
    /// Creates the observer.
    public init() {}

    /// Ignores the event.
    public func observe(_ event: Event) {}
}
