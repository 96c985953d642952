import Synchronization

/// A flag that a host raises to stop work that runs on another thread.
///
/// Long operations look at it between steps and then throw an error with code `cancelled`; they never leave anything
/// half done.
public final class CancellationToken: Sendable {
    private let flag = Atomic<Bool>(false)
    private let parent: CancellationToken?

    /// Creates a token that is not cancelled.
    ///
    /// - Parameter parent: A token that, once cancelled, cancels this one too; not the other way round.
    public init(parent: CancellationToken? = nil) { self.parent = parent }

    /// Asks the work to stop; cannot be taken back.
    public func cancel() { flag.store(true, ordering: .releasing) }

    /// Whether the work was asked to stop.
    public var isCancelled: Bool {
        var token: CancellationToken? = self
        while let current = token {
            if current.flag.load(ordering: .acquiring) { return true }
            token = current.parent
        }
        return false
    }

    /// Throws when the work was asked to stop.
    ///
    /// - Throws: ``CoreError`` with code `cancelled`.
    public func check() throws(CoreError) {
        if isCancelled { throw CoreError(.cancelled, "the work was cancelled") }
    }
}
