#if HummingbirdServing
import MLServe
import Testing

extension ListenerTests {
    @Suite("Limits on connections")
    struct ConnectionLimitTests {
        /// Opens connections, waits until each is served or closed, and tells how many are served.
        private nonisolated static func served(_ clients: [UncheckedClient]) throws -> Int {
            var count = 0
            for each in clients {
                try? each.client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if try each.client.response()?.status == 200 { count += 1 }
            }
            return count
        }

        @Test("A peer has no more connections than its limit, and gets its place back when it closes one")
        func perPeer() async throws {
            try await withHost({ $0.connectionCountPerPeer = 3 }) { listener in
                let (first, second) = try await blocking {
                    var clients = try (0..<5).map { _ in UncheckedClient(try RawClient(port: listener.port)) }
                    let first = try Self.served(clients)
                    for each in clients { each.client.close() }
                    clients = []
                    for _ in 0..<200 where clients.isEmpty {
                        let next = UncheckedClient(try RawClient(port: listener.port))
                        if try Self.served([next]) == 1 { clients.append(next) }
                    }
                    return (first, clients.count)
                }
                #expect(first == 3)
                #expect(second == 1)
            }
        }

        @Test("There are no more connections than the limit in all")
        func total() async throws {
            try await withHost({ $0.connectionCount = 2 }) { listener in
                let count = try await blocking {
                    try Self.served((0..<4).map { _ in UncheckedClient(try RawClient(port: listener.port)) })
                }
                #expect(count == 2)
            }
        }
    }
}
#endif
