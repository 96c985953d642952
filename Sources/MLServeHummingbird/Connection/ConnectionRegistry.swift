#if HummingbirdServing
import NIOCore
import Synchronization

/// Counts the open connections of a listener, in all and by the address of the peer.
///
/// Peers without an address, such as those of a Unix domain socket, count only in all.
final class ConnectionRegistry: Sendable {
    /// What becomes of a connection.
    enum Verdict: Sendable {
        /// It is served.
        case admitted
        /// There are too many, and it is told so before it is closed.
        case refused
        /// There are too many, also of those that are being told, and it is closed.
        case dropped
    }

    private struct State {
        var admitted = 0
        var refused = 0
        var byPeer: [String: Int] = [:]
    }

    private let total: Int
    private let perPeer: Int
    private let refusals: Int
    private let state = Mutex(State())

    /// Creates a registry.
    ///
    /// - Parameters:
    ///   - total: The most connections in all.
    ///   - perPeer: The most connections of one peer.
    init(total: Int, perPeer: Int) {
        self.total = total
        self.perPeer = perPeer
        // Each takes a descriptor for as long as its peer takes to listen.
        refusals = min(64, max(1, total / 16))
    }

    /// Counts a connection.
    ///
    /// - Parameter address: The address of the peer.
    /// - Returns: What becomes of it; ``remove(_:_:)`` has to follow with this when it is closed.
    func add(_ address: SocketAddress?) -> Verdict {
        let peer = address?.ipAddress
        return state.withLock { state in
            let count = peer.map { state.byPeer[$0, default: 0] } ?? 0
            guard state.admitted < total, peer == nil || count < perPeer else {
                guard state.refused < refusals else { return .dropped }
                state.refused += 1
                return .refused
            }
            if let peer { state.byPeer[peer] = count + 1 }
            state.admitted += 1
            return .admitted
        }
    }

    /// Forgets a connection.
    ///
    /// - Parameters:
    ///   - address: The address of the peer.
    ///   - verdict: What ``add(_:)`` said of it.
    func remove(_ address: SocketAddress?, _ verdict: Verdict) {
        let peer = address?.ipAddress
        state.withLock { state in
            switch verdict {
            case .admitted:
                state.admitted -= 1
                if let peer, let count = state.byPeer[peer] { state.byPeer[peer] = count > 1 ? count - 1 : nil }
            case .refused: state.refused -= 1
            case .dropped: break
            }
        }
    }

    /// How many connections are served.
    var count: Int { state.withLock(\.admitted) }
}
#endif
