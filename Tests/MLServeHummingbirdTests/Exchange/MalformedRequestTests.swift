#if HummingbirdServing
import MLServe
import Testing

extension ListenerTests {
    @Suite("Requests that are not HTTP, or not clearly so")
    struct MalformedRequestTests {
        /// A request, and the status of its answer.
        struct Case: Sendable, CustomTestStringConvertible {
            let name: String
            let request: String
            let status: Int
            var testDescription: String { name }

            init(_ name: String, _ request: String, _ status: Int) {
                self.name = name
                self.request = request
                self.status = status
            }

            /// A request for the route that counts the body, with some header fields and what follows them.
            static func post(_ name: String, _ fields: String, _ rest: String = "", _ status: Int) -> Case {
                Case(name, "POST /count HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n\(rest)", status)
            }

            /// A request without a body, with one more header field.
            static func get(_ name: String, _ fields: String, _ status: Int) -> Case {
                Case(name, "GET /ok HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n", status)
            }
        }

        static let lengths: [Case] = [
            .post("a length that is a word", "Content-Length: five", "12345", 400),
            .post("a negative length", "Content-Length: -5", "12345", 400),
            .post("a length with a sign", "Content-Length: +5", "12345", 400),
            .post("a length in hexadecimal", "Content-Length: 0x5", "12345", 400),
            .post("a length beyond 64 bits", "Content-Length: 99999999999999999999", "12345", 400),
            .post("a list of lengths", "Content-Length: 5, 5", "12345", 400),
            .post("two different lengths", "Content-Length: 5\r\nContent-Length: 6", "12345", 400),
            .post("two equal lengths", "Content-Length: 5\r\nContent-Length: 5", "12345", 400),
            .post("a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
            .post("chunks and a length", "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n", 400),
            .post("a length beyond the limit", "Content-Length: 4194305", "", 413),
            .post("a length of 63 bits", "Content-Length: 9223372036854775807", "", 413),
        ]

        static let chunks: [Case] = [
            .post("a chunk of 2^64 bytes", "Transfer-Encoding: chunked", "10000000000000000\r\n", 400),
            .post("a chunk that is longer than the limit", "Transfer-Encoding: chunked", "zz\r\n", 400),
            .post("a negative chunk", "Transfer-Encoding: chunked", "-5\r\n12345\r\n", 400),
            .post("a chunk without its line end", "Transfer-Encoding: chunked", "5\r\n12345678\r\n", 400),
            .post("a chunk size with a bare line feed", "Transfer-Encoding: chunked", "5\n12345\r\n0\r\n\r\n", 400),
            .post("a coding that is not known", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n", 501),
            .post("chunked twice", "Transfer-Encoding: chunked, chunked", "0\r\n\r\n", 400),
            .post("chunked on two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n", 400),
            .post("chunks that are not last", "Transfer-Encoding: chunked, gzip", "0\r\n\r\n", 400),
            .post("a misspelt coding", "Transfer-Encoding: xchunked", "0\r\n\r\n", 501),
            Case(
                "chunks in HTTP/1.0",
                "POST /count HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ]

        static let fields: [Case] = [
            .get("a carriage return in a value", "X-Test: a\rb", 400),
            .get("a line feed in a value", "X-Test: a\nX-Injected: b", 400),
            .get("a value that goes on in the next line", "X-Test: a\r\n b", 400),
            .get("a NUL in a value", "X-Test: a\0b", 400),
            .get("a delete character in a value", "X-Test: a\u{7F}b", 400),
            .get("a space before the colon", "X-Test : a", 400),
            .get("a field without a name", ": a", 400),
            .get("a field without a colon", "X-Test", 400),
            .get("a name that is not ASCII", "X-T\u{E9}st: a", 400),
            .get("an expectation that is not known", "Expect: 200-ok", 417),
            Case("no host", "GET /ok HTTP/1.1\r\nX-Test: a\r\n\r\n", 400),
            Case("an empty host", "GET /ok HTTP/1.1\r\nHost:\r\n\r\n", 400),
            .get("a second host", "Host: 127.0.0.1", 400),
        ]

        static let lines: [Case] = [
            Case("HTTP/0.9", "GET /ok\r\n\r\n", 400),
            Case("HTTP/0.9 in its name", "GET /ok HTTP/0.9\r\nHost: localhost\r\n\r\n", 400),
            Case("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
            Case("a version that does not exist", "GET /ok HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
            Case("a method that does not exist", "FETCH /ok HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("a method in lower case", "get /ok HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("no target", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("a target for a proxy", "GET http://localhost/ok HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("a tunnel", "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("the target of the whole server", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("a control character in the target", "GET /o\u{1}k HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("a target that is not ASCII", "GET /\u{E9} HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            Case("nothing but noise", "\u{1}\u{2}\u{3}\u{4}\r\n\r\n", 400),
            Case("the hello of TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{FC}\u{3}\u{3}", 400),
        ]

        @Test("Each is refused with its status, and others are served", arguments: lengths + chunks + fields + lines)
        func refused(_ malformed: Case) async throws {
            try await withHost { listener in
                let (first, rest) = try await listener.client { client in
                    try client.send(malformed.request)
                    let first = try client.response()
                    return (first, try client.receiveToEnd())
                }
                let response = try #require(first)
                #expect(response.status == malformed.status)
                #expect(response.fields["connection"] == "close")
                #expect(response.fields["content-type"] == "application/json")
                #expect(response.text.contains("\"error\":"))
                #expect(rest.isEmpty, "more than one answer: \(String(decoding: rest, as: UTF8.self))")
                try await listener.expectServing()
            }
        }

        @Test("Nothing of a refused request is repeated, in fields or in the body")
        func nothingIsRepeated() async throws {
            try await withHost { listener in
                let mark = "mark-4711"
                for fields in ["Expect: \(mark)", "Transfer-Encoding: \(mark), chunked", "Host: \(mark)"] {
                    let response = try #require(
                        try await listener.exchange("GET /\(mark) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n\r\n"))
                    #expect(response.status >= 400)
                    #expect(!response.fields.contains { $0.key.contains(mark) || $0.value.contains(mark) })
                    #expect(!response.text.contains(mark))
                }
            }
        }
    }
}
#endif
