public import MLCore
import Synchronization

/// An observer that keeps the `metric` events of a training in the order in which they come.
///
/// All events are passed on to another observer. At most ``capacity`` measurements are kept; further ones are counted.
public final class RunRecorder: EventObserver {
    private struct State {
        var measurements: [RunMeasurement] = []
        var droppedCount = 0
    }

    /// How many measurements are kept at most.
    public let capacity: Int
    private let next: any EventObserver
    private let state = Mutex(State())

    /// Creates a recorder.
    ///
    /// - Parameters:
    ///   - next: Receives every event too.
    ///   - capacity: How many measurements are kept at most; less than 0 counts as 0.
    public init(passingTo next: any EventObserver = SilentObserver(), capacity: Int = 1 << 20) {
        self.next = next
        self.capacity = max(0, capacity)
    }

    /// Keeps a `metric` event and passes every event on.
    public func observe(_ event: Event) {
        if event.kind == .metric {
            state.withLock { state in
                if state.measurements.count < capacity {
                    state.measurements.append(RunMeasurement(event))
                } else {
                    state.droppedCount += 1
                }
            }
        }
        next.observe(event)
    }

    /// The measurements so far.
    public var measurements: [RunMeasurement] { state.withLock { $0.measurements } }

    /// How many measurements were not kept.
    public var droppedCount: Int { state.withLock { $0.droppedCount } }
}
