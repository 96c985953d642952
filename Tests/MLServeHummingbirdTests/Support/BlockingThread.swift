#if HummingbirdServing
import Foundation

/// A client that a second thread sends with while the first receives; the two directions share no state.
struct UncheckedClient: @unchecked Sendable {
    let client: RawClient

    init(_ client: RawClient) { self.client = client }
}

/// Runs something beside the caller, who has to wait for it.
func blockingThread(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
    let group = DispatchGroup()
    group.enter()
    Thread.detachNewThread {
        body()
        group.leave()
    }
    return group
}
#endif
