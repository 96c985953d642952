#if CommandLine
import Synchronization

@testable import MLOps

/// A stream that keeps what is written to it, or refuses it.
final class MemoryStream: TextStream {
    let isTerminal: Bool
    let columns: Int
    private let failure: StreamFailure?
    private let written = Mutex("")

    init(isTerminal: Bool = false, columns: Int = 80, failing failure: StreamFailure? = nil) {
        self.isTerminal = isTerminal
        self.columns = columns
        self.failure = failure
    }

    var text: String { written.withLock { $0 } }

    func write(_ text: String) throws(StreamFailure) {
        if let failure { throw failure }
        written.withLock { $0 += text }
    }
}
#endif
