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

        @Test("A connection too many is told so with 503, and with too many of those it is closed without an answer")
        func refusals() async throws {
            try await withHost({ $0.connectionCount = 2 }) { listener in
                let (count, refused, dropped) = try await blocking {
                    let served = try (0..<2).map { _ in UncheckedClient(try RawClient(port: listener.port)) }
                    let count = try Self.served(served)
                    // It is told without having asked.
                    let third = try RawClient(port: listener.port)
                    let refused = try third.response()
                    let dropped = try RawClient(port: listener.port).response()
                    return withExtendedLifetime((served, third)) { (count, refused, dropped) }
                }
                #expect(count == 2)
                #expect(refused?.status == 503)
                #expect(refused?.fields["connection"] == "close")
                #expect(refused?.text.contains("tooManyConnections") == true)
                #expect(dropped == nil)
            }
        }

        @Test("A connection that was told that it is one too many leaves its place to the next")
        func refusalsEnd() async throws {
            try await withHost({ $0.connectionCount = 1 }) { listener in
                let answers = try await blocking {
                    let served = UncheckedClient(try RawClient(port: listener.port))
                    #expect(try Self.served([served]) == 1)
                    var answers = 0
                    for _ in 0..<200 where answers < 5 {
                        let client = try RawClient(port: listener.port)
                        if try client.response()?.status == 503 { answers += 1 }
                        try client.receiveToEnd()
                    }
                    return withExtendedLifetime(served) { answers }
                }
                #expect(answers == 5)
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
