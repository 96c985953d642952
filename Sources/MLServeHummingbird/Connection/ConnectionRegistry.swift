#if HummingbirdServing
import NIOCore
import Synchronization

/// Counts the open connections of a listener, in all and by the address of the peer.
///
/// Peers without an address, such as those of a Unix domain socket, count only in all.
final class ConnectionRegistry: Sendable {
    private struct State {
        var total = 0
        var byPeer: [String: Int] = [:]
    }

    private let total: Int
    private let perPeer: Int
    private let state = Mutex(State())

    /// Creates a registry.
    ///
    /// - Parameters:
    ///   - total: The most connections in all.
    ///   - perPeer: The most connections of one peer.
    init(total: Int, perPeer: Int) {
        self.total = total
        self.perPeer = perPeer
    }

    /// Counts a connection, unless there are too many.
    ///
    /// - Parameter address: The address of the peer.
    /// - Returns: Whether the connection may stay; if so, ``remove(_:)`` has to follow when it is closed.
    func add(_ address: SocketAddress?) -> Bool {
        let peer = address?.ipAddress
        return state.withLock { state in
            guard state.total < total else { return false }
            if let peer {
                let count = state.byPeer[peer, default: 0]
                guard count < perPeer else { return false }
                state.byPeer[peer] = count + 1
            }
            state.total += 1
            return true
        }
    }

    /// Forgets a connection that was counted.
    func remove(_ address: SocketAddress?) {
        let peer = address?.ipAddress
        state.withLock { state in
            state.total -= 1
            if let peer, let count = state.byPeer[peer] { state.byPeer[peer] = count > 1 ? count - 1 : nil }
        }
    }

    /// How many connections are open.
    var count: Int { state.withLock(\.total) }
}
#endif
