import Synchronization

/// Memory that is handed from one reader of a file to the next, so that its pages are made once.
final class ScratchPool: Sendable {
    private let free = Mutex<[ScratchBytes]>([])

    /// Memory with any content; as large as it was left by the last one who had it.
    func take() -> ScratchBytes { free.withLock { $0.popLast() } ?? ScratchBytes() }

    /// Gives memory back; nobody else may use it any more.
    func giveBack(_ scratch: [ScratchBytes]) { free.withLock { $0.append(contentsOf: scratch) } }
}
