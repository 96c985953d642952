/// Several observers that act as one: each event goes to all of them, always in the order in which they were given.
///
/// ```swift
/// let context = TrainingContext(observer: ObserverGroup(progressBar, LoggingObserver(logger: logger)))
/// ```
public struct ObserverGroup: EventObserver {
    /// The observers, in the order in which they receive an event.
    public let observers: [any EventObserver]

    /// Creates a group.
    ///
    /// - Parameter observers: The observers, in the order in which they receive an event; an empty list ignores events.
    public init(_ observers: [any EventObserver]) { self.observers = observers }

    /// Creates a group.
    ///
    /// - Parameter observers: The observers, in the order in which they receive an event.
    public init(_ observers: any EventObserver...) { self.observers = observers }

    /// Passes the event to each observer, one after the other, on the calling thread.
    public func observe(_ event: Event) {
        for observer in observers { observer.observe(event) }
    }
}
