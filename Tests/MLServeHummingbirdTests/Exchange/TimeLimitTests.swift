#if HummingbirdServing
import MLServe
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension ListenerTests {
    @Suite("Requests that are too slow")
    struct TimeLimitTests {
        @Test("A head that comes a byte at a time is refused with 408, whatever the bytes")
        func slowHead() async throws {
            try await withHost({ $0.headTimeout = .milliseconds(300) }) { listener in
                let response = try await listener.client { client in
                    for byte in "GET /ok HTTP/1.1\r\nHost: localhost\r\nX: ".utf8 {
                        guard (try? client.send([byte])) != nil else { break }
                        usleep(20_000)
                    }
                    return try client.response()
                }
                #expect(response?.status == 408)
                try await listener.expectServing()
            }
        }

        @Test("A connection without a request is closed without an answer, before the first and after others")
        func idle() async throws {
            try await withHost({ $0.idleTimeout = .milliseconds(300) }) { listener in
                #expect(try await listener.client { try $0.receiveToEnd() }.isEmpty)
                let rest = try await listener.client { client in
                    try client.send("GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try client.response()?.status == 200)
                    return try client.receiveToEnd()
                }
                #expect(rest.isEmpty)
                try await listener.expectServing()
            }
        }

        @Test("A body that is announced and does not come is refused with 408")
        func missingBody() async throws {
            try await withHost({ $0.bodyRateGrace = .milliseconds(200) }) { listener in
                let response = try await listener.exchange(
                    "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n1")
                #expect(response?.status == 408)
                try await listener.expectServing()
            }
        }

        @Test("A body that comes too slowly is refused with 408; one that is just fast enough is taken")
        func slowBody() async throws {
            let limit = { (limits: inout TransportLimits) in
                limits.bodyRateGrace = .milliseconds(300)
                limits.bodyBytesPerSecond = 200
            }
            try await withHost(limit) { listener in
                func send(_ bytes: Int, times: Int) async throws -> RawResponse? {
                    try await listener.client { client in
                        try client.send(
                            "POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(bytes * times)\r\n\r\n")
                        for _ in 0..<times {
                            guard (try? client.send([UInt8](repeating: 0x61, count: bytes))) != nil else { break }
                            usleep(50_000)
                        }
                        return try client.response()
                    }
                }
                #expect(try await send(1, times: 40)?.status == 408)
                #expect(try await send(1000, times: 20)?.text == "20000")
                try await listener.expectServing()
            }
        }

        @Test("A body may not take longer than its time, however many bytes come")
        func longBody() async throws {
            try await withHost({ $0.bodyTimeout = .milliseconds(400) }) { listener in
                let response = try await listener.client { client in
                    try client.send("POST /count HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000000\r\n\r\n")
                    for _ in 0..<100 {
                        guard (try? client.send([UInt8](repeating: 0x61, count: 1000))) != nil else { break }
                        usleep(20_000)
                    }
                    return try client.response()
                }
                #expect(response?.status == 408)
                try await listener.expectServing()
            }
        }

        @Test("A client that does not read its response loses it")
        func slowRead() async throws {
            try await withHost({ $0.writeStallTimeout = .milliseconds(400) }) { listener in
                let received = try await listener.client(receiveBuffer: 4096) { client in
                    try client.send("GET /bytes/64000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    sleep(3)
                    return try client.receiveToEnd().count
                }
                #expect(received < 64_000_000)
                try await listener.expectServing()
            }
        }

        @Test("A connection whose response is on its way is not without a request")
        func responseBeyondIdleTime() async throws {
            try await withHost({ $0.idleTimeout = .milliseconds(300) }) { listener in
                let (response, rest) = try await listener.client { client in
                    try client.send("GET /bytes/30000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    usleep(1_200_000)
                    return (try client.response(), try client.receiveToEnd())
                }
                #expect(response?.body.count == 30_000_000)
                #expect(rest.isEmpty)
            }
        }

        @Test("A client that takes its response too slowly loses it, though it never stops taking")
        func trickle() async throws {
            try await withHost({
                $0.writeStallTimeout = .milliseconds(400)
                $0.bodyBytesPerSecond = 200_000_000
            }) { listener in
                let received = try await listener.client { client in
                    try client.send("GET /bytes/64000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    while try client.receive() { usleep(5000) }
                    return client.receivedCount
                }
                #expect(received < 64_000_000)
                try await listener.expectServing()
            }
        }

        @Test("A client that does not read loses the first of many responses")
        func slowReadOfManyResponses() async throws {
            try await withHost({ $0.writeStallTimeout = .milliseconds(400) }) { listener in
                let isCut = try await listener.client(receiveBuffer: 4096) { client in
                    let request = "GET /bytes/4000000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    try client.send(String(repeating: request, count: 20))
                    sleep(3)
                    return try client.receiveToEnd().count < 80_000_000
                }
                #expect(isCut)
                try await listener.expectServing()
            }
        }

        @Test("A route that does not answer in time is answered for with 503")
        func slowHandler() async throws {
            try await withHost({ $0.handlerTimeout = .seconds(1) }) { listener in
                let response = try await listener.exchange("GET /wait/10000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(response?.status == 503)
                #expect(response?.fields["connection"] == "close")
                try await listener.expectServing()
            }
        }
    }
}
#endif
