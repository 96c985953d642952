#if HummingbirdServing
import NIOCore

/// A timer of one handler; it runs on the event loop of the handler's channel and has at most one deadline.
struct LoopTimer {
    private var scheduled: Scheduled<Void>?

    /// Runs an action after a delay, instead of any that was scheduled before.
    mutating func schedule(in delay: TimeAmount, _ context: ChannelHandlerContext, _ action: @escaping () -> Void) {
        scheduled?.cancel()
        scheduled = context.eventLoop.assumeIsolated().scheduleTask(in: delay, action)
    }

    /// Forgets the action.
    mutating func cancel() {
        scheduled?.cancel()
        scheduled = nil
    }
}
#endif
