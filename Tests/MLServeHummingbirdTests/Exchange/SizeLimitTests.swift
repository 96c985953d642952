#if HummingbirdServing
import MLServe
import Testing

extension ListenerTests {
    @Suite("Requests that are too large")
    struct SizeLimitTests {
        private func status(_ listener: Listener, _ head: String) async throws -> Int? {
            try await listener.exchange(head + "\r\n\r\n")?.status
        }

        @Test("A target of 4 KiB is taken, one more byte is refused with 414, and so is one that never ends")
        func target() async throws {
            try await withHost { listener in
                for (count, expected) in [(4096, 404), (4097, 414), (20_000, 414)] {
                    let target = "/" + String(repeating: "a", count: count - 1)
                    #expect(try await status(listener, "GET \(target) HTTP/1.1\r\nHost: localhost") == expected)
                }
                try await listener.expectServing()
            }
        }

        @Test("Header fields are bounded one by one, together, and in number, with 431")
        func headerFields() async throws {
            try await withHost { listener in
                let start = "GET /ok HTTP/1.1\r\nHost: localhost"
                func field(_ count: Int) -> String { "\r\nX-Test: " + String(repeating: "a", count: count) }
                #expect(try await status(listener, start + field(8000)) == 200)
                #expect(try await status(listener, start + field(8193)) == 431)
                #expect(try await status(listener, start + field(7000) + field(7000)) == 200)
                #expect(try await status(listener, start + field(7000) + field(7000) + field(7000)) == 431)
                #expect(try await status(listener, start + String(repeating: "\r\nX: y", count: 99)) == 200)
                #expect(try await status(listener, start + String(repeating: "\r\nX: y", count: 100)) == 431)
                try await listener.expectServing()
            }
        }

        @Test("A flood of header fields is cut off with 431 while it comes")
        func headerFlood() async throws {
            try await withHost { listener in
                let first = try await listener.client { client in
                    try client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n")
                    // The peer may have closed the connection before all of it is sent.
                    try? client.send(Array(String(repeating: "X-Flood: aaaaaaaa\r\n", count: 200_000).utf8))
                    return try client.response()
                }
                #expect(first?.status == 431)
                try await listener.expectServing()
            }
        }

        @Test("A flood of trailer fields is cut off with 431")
        func trailerFlood() async throws {
            try await withHost { listener in
                let first = try await listener.client { client in
                    try client.send(
                        "POST /count HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n")
                    try? client.send(Array(String(repeating: "X-Flood: aaaaaaaa\r\n", count: 200_000).utf8))
                    return try client.response()
                }
                #expect(first?.status == 431)
                try await listener.expectServing()
            }
        }

        @Test("An announced body that is too large is refused before it is sent")
        func announcedBody() async throws {
            try await withHost({ $0.bodyByteCount = 1000 }) { listener in
                let head = "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                #expect(try await status(listener, head + "1001") == 413)
                let taken = try await listener.exchange(head + "1000\r\n\r\n" + String(repeating: "a", count: 1000))
                #expect(taken?.text == "1000")
            }
        }

        @Test("A body in chunks is counted while it comes, and cut off with 413")
        func chunkedBody() async throws {
            try await withHost({ $0.bodyByteCount = 100_000 }) { listener in
                let chunk = "2710\r\n" + String(repeating: "a", count: 10_000) + "\r\n"
                let head = "POST /count HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                let taken = try await listener.exchange(head + String(repeating: chunk, count: 10) + "0\r\n\r\n")
                #expect(taken?.text == "100000")
                let refused = try await listener.client { client in
                    try client.send(head)
                    for _ in 0..<1000 {
                        guard (try? client.send(chunk)) != nil else { break }
                    }
                    return try client.response()
                }
                #expect(refused?.status == 413)
                try await listener.expectServing()
            }
        }

        @Test("4,096 chunks of a byte are one body; one more is refused with 400")
        func chunkFlood() async throws {
            try await withHost { listener in
                let head = "POST /count HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                @Sendable func chunks(_ count: Int) -> String { String(repeating: "1\r\na\r\n", count: count) }
                #expect(try await listener.exchange(head + chunks(4096) + "0\r\n\r\n")?.text == "4096")
                let refused = try await listener.client { client in
                    try client.send(head)
                    try? client.send(chunks(500_000))
                    return try client.response()
                }
                #expect(refused?.status == 400)
                try await listener.expectServing()
            }
        }
    }
}
#endif
