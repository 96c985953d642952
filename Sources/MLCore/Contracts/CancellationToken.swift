import Synchronization

/// A flag that a host raises to stop work that runs on another thread.
///
/// Long operations look at it between steps and then throw an error with code `cancelled`; they never leave anything
/// half done.
public final class CancellationToken: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Creates a token that is not cancelled.
    public init() {}

    /// Asks the work to stop.
    public func cancel() { flag.store(true, ordering: .releasing) }

    /// Whether the work was asked to stop.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Throws when the work was asked to stop.
    ///
    /// - Throws: ``CoreError`` with code `cancelled`.
    public func check() throws(CoreError) {
        if isCancelled { throw CoreError(.cancelled, "the work was cancelled") }
    }
}
