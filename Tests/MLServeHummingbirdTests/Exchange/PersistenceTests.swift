#if HummingbirdServing
import Dispatch
import MLServe
import Testing

extension ListenerTests {
    @Suite("Requests that share a connection")
    struct PersistenceTests {
        private static let request = "GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n"

        @Test("20,000 requests in one go are answered one by one and in order, while others are served")
        func pipelined() async throws {
            try await withHost({ $0.requestCountPerConnection = 100_000 }) { listener in
                let count = 20_000
                async let answers = listener.client { client -> Int in
                    let sender = UncheckedClient(client)
                    let text = (0..<count).map { "GET /bytes/\($0 % 7) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined()
                    let sending = blockingThread { try? sender.client.send(text) }
                    defer { sending.wait() }
                    var matches = 0
                    for index in 0..<count {
                        guard let response = try client.response(), response.status == 200 else { return matches }
                        if response.body.count == index % 7 { matches += 1 }
                    }
                    return matches
                }
                try await listener.expectServing()
                #expect(try await answers == count)
                try await listener.expectServing()
            }
        }

        @Test("A malformed request after others is refused after they are answered")
        func malformedAfterOthers() async throws {
            try await withHost { listener in
                let statuses = try await listener.client { client in
                    try client.send(
                        "GET /wait/100 HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.request + "NONSENSE\r\n\r\n")
                    return try [client.response()?.status, client.response()?.status, client.response()?.status]
                }
                #expect(statuses == [200, 200, 400])
            }
        }

        @Test("A connection is closed after its last request, and its last response says so")
        func requestCount() async throws {
            try await withHost({ $0.requestCountPerConnection = 3 }) { listener in
                let responses = try await listener.client { client in
                    try client.send(String(repeating: Self.request, count: 5))
                    return try (0..<4).map { _ in try client.response() }
                }
                #expect(responses.map { $0?.status } == [200, 200, 200, nil])
                #expect(responses.map { $0?.fields["connection"] } == [nil, nil, "close", nil])
                try await listener.expectServing()
            }
        }

        @Test(
            "A connection is closed after a request that says so, is of HTTP/1.0, or asks for another protocol",
            arguments: [
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: Close, x\r\n\r\n",
                "GET /ok HTTP/1.0\r\nHost: localhost\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
            ])
        func closed(_ request: String) async throws {
            try await withHost { listener in
                let (first, second) = try await listener.client { client in
                    try client.send(request + Self.request)
                    return try (client.response(), client.response())
                }
                #expect(first?.status == 200)
                #expect(first?.fields["connection"] == "close")
                #expect(second == nil)
            }
        }

        @Test("A client that ends sending after its request is answered")
        func halfClosed() async throws {
            try await withHost { listener in
                let response = try await listener.client { client in
                    try client.send("GET /wait/50 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    client.endSending()
                    return try client.response()
                }
                #expect(response?.text == "waited")
            }
        }

        @Test(
            "A client that ends sending within its request is refused with 400",
            arguments: [
                "GET /ok HTTP/1.1\r\nHost: loc",
                "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n123",
                "POST /count HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
            ])
        func halfClosedWithin(_ request: String) async throws {
            try await withHost { listener in
                let response = try await listener.client { client in
                    try client.send(request)
                    client.endSending()
                    return try client.response()
                }
                #expect(response?.status == 400)
                try await listener.expectServing()
            }
        }

        @Test("Clients that reset their connections within a request disturb nobody")
        func reset() async throws {
            try await withHost { listener in
                for request in [
                    "", "GET /o", "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n123",
                    "POST /count HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
                    "GET /wait/200 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /bytes/30000000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                ] {
                    try await listener.client { client in
                        try client.send(request)
                        client.reset()
                    }
                    try await listener.expectServing()
                }
            }
        }

        @Test("A client that waits to be asked for its body is asked")
        func expectation() async throws {
            try await withHost { listener in
                let (interim, response) = try await listener.client { client in
                    try client.send(
                        "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                    let interim = try client.response()
                    try client.send("12345")
                    return (interim, try client.response())
                }
                #expect(interim?.status == 100)
                #expect(response?.text == "5")
            }
        }

        @Test("The answer to HEAD has no body, and the next answer follows it")
        func head() async throws {
            try await withHost { listener in
                let (first, second) = try await listener.client { client in
                    try client.send("HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.request)
                    return try (client.response(hasBody: false), client.response())
                }
                #expect(first?.status == 404)
                #expect(second?.text == "ok")
            }
        }
    }
}
#endif
