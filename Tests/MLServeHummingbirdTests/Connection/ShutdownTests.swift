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
