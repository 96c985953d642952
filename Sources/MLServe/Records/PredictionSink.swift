public import MLCore
import Synchronization

/// Receives what is kept of predictions.
///
/// A sink never fails and returns quickly; what it cannot keep it counts.
public protocol PredictionSink: Sendable {
    /// Receives one record; called from the threads that answer requests.
    func receive(_ record: PredictionRecord)
}

/// Keeps the latest records in memory until they are taken; when it is full, new records are dropped and counted.
public final class PredictionBuffer: PredictionSink {
    private struct State {
        var records: [PredictionRecord] = []
        var dropped = 0
    }

    /// The most records that are kept.
    public let capacity: Int
    private let state = Mutex(State())

    /// Creates a buffer.
    ///
    /// - Parameter capacity: The most records that are kept; less than 1 keeps none.
    public init(capacity: Int = 100_000) { self.capacity = capacity }

    /// Keeps a record, or counts it as dropped when the buffer is full.
    public func receive(_ record: PredictionRecord) {
        state.withLock { state in
            if state.records.count < capacity {
                state.records.append(record)
            } else {
                state.dropped += 1
            }
        }
    }

    /// Takes the kept records out, in the order they were received.
    public func takeAll() -> [PredictionRecord] {
        state.withLock { state in
            defer { state.records = [] }
            return state.records
        }
    }

    /// How many records were dropped because the buffer was full.
    public var droppedCount: Int { state.withLock(\.dropped) }
}
