#if HummingbirdServing
import MLServe
import Testing

extension ListenerTests {
    @Suite("Graceful shutdown")
    struct ShutdownTests {
        @Test(
            "A request that is under way is answered, a connection without one is closed, and nothing new is accepted")
        func drain() async throws {
            try await withHost { listener in
                let idle = try await blocking {
                    let idle = UncheckedClient(try RawClient(port: listener.port))
                    try idle.client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try idle.client.response()?.status == 200)
                    return idle
                }
                async let answer = listener.exchange("GET /wait/600 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                try await Task.sleep(for: .milliseconds(200))
                await listener.shutDown()
                let response = try await answer
                #expect(response?.text == "waited")
                #expect(response?.fields["connection"] == "close")
                #expect(try await blocking { try idle.client.receiveToEnd() }.isEmpty)
                await #expect(throws: RawClient.Failure.self) { try await listener.client { _ in } }
            }
        }

        @Test("A response that is on its way arrives whole")
        func onItsWay() async throws {
            try await withHost({ $0.drainTimeout = .seconds(15) }) { listener in
                let client = try await blocking {
                    let client = UncheckedClient(try RawClient(port: listener.port))
                    try client.client.send("GET /bytes/30000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    return client
                }
                try await Task.sleep(for: .milliseconds(500))
                await listener.shutDown()
                try await Task.sleep(for: .milliseconds(500))
                let (response, rest) = try await blocking {
                    (try client.client.response(), try client.client.receiveToEnd())
                }
                #expect(response?.body.count == 30_000_000)
                #expect(rest.isEmpty)
            }
        }

        @Test("A last response that its peer does not take is cut off after the time to drain")
        func notTaken() async throws {
            try await withHost({ $0.drainTimeout = .milliseconds(300) }) { listener in
                let client = try await blocking {
                    let client = UncheckedClient(try RawClient(port: listener.port))
                    try client.client.send(
                        "GET /bytes/30000000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    return client
                }
                try await Task.sleep(for: .milliseconds(500))
                await listener.shutDown()
                try await Task.sleep(for: .seconds(2))
                #expect(try await blocking { try client.client.receiveToEnd().count } < 30_000_000)
            }
        }

        @Test("A request that takes longer than the time to drain is cut off")
        func cut() async throws {
            try await withHost({ $0.drainTimeout = .milliseconds(300) }) { listener in
                async let answer = listener.exchange("GET /wait/10000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                try await Task.sleep(for: .milliseconds(200))
                await listener.shutDown()
                #expect(try await answer == nil)
            }
        }
    }
}
#endif
