import MLCore
import MLServe
import Testing

@Suite("Heads of requests")
struct HeadTests {
    typealias Fixture = InferenceFixture

    private let handler: InferenceHandler

    init() throws { handler = try Fixture.handler() }

    private func refusal(_ head: ServingHead, _ handler: InferenceHandler? = nil) async -> ServingResponse? {
        switch await (handler ?? self.handler).admit(head) {
        case .admitted: nil
        case .refused(let response): response
        }
    }

    private func infer(_ headers: [(String, String)] = [], host: String? = "localhost") -> ServingHead {
        Fixture.head("POST", "/v2/models/stump/infer", headers, host: host)
    }

    @Test(
        "Methods other than GET and POST get 405 whatever else is wrong",
        arguments: ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "", "PRI"])
    func methods(method: String) async {
        let response = await refusal(Fixture.head(method, "/nowhere", host: "evil.example"))
        #expect(response?.status == 405)
        #expect(response?.headers["Allow"] == "GET, POST")
    }

    @Test(
        "Hosts that are not allowed get 421",
        arguments: [
            "evil.example", "127.0.0.1.evil.example", "user@localhost", "localhost:80:80", "localhost:x", "[::1",
        ])
    func hosts(host: String) async {
        #expect(await refusal(infer(host: host))?.status == 421)
    }

    @Test(
        "Allowed hosts are taken with any port and case",
        arguments: ["localhost", "LocalHost:8000", "127.0.0.1:1", "[::1]:80"])
    func allowedHosts(host: String) async {
        #expect(await refusal(infer(host: host)) == nil)
    }

    @Test("No Host, an empty one or two get 400")
    func hostCount() async {
        #expect(await refusal(infer(host: nil))?.status == 400)
        #expect(await refusal(infer(host: ""))?.status == 400)
        #expect(await refusal(infer([("host", "localhost")]))?.status == 400)
    }

    @Test(
        "Pages of another origin get 403, those of the same one do not",
        arguments: [
            "http://evil.example", "null", "http://localhost:3000", "file://", "http://localhost.evil.example", "",
        ])
    func origins(origin: String) async {
        #expect(await refusal(infer([("Origin", origin)]))?.status == 403)
        #expect(await refusal(infer([("Origin", "http://localhost")])) == nil)
        #expect(await refusal(infer([("Origin", "https://LOCALHOST:81")], host: "localhost:81")) == nil)
    }

    @Test("A target of 4 KiB is looked at, a longer one gets 414")
    func targetLength() async {
        let prefix = "/v2/models/stump/ready?"
        let longest = prefix + String(repeating: "a", count: 4096 - prefix.utf8.count)
        #expect(await refusal(Fixture.head("GET", longest)) == nil)
        #expect(await refusal(Fixture.head("GET", longest + "a"))?.status == 414)
    }

    @Test("Header fields beyond 8 KiB, 16 KiB in all, or 100 get 431")
    func headerSizes() async {
        func field(_ size: Int, _ name: String = "X-A") -> (String, String) {
            (name, String(repeating: "v", count: size - name.utf8.count))
        }
        #expect(await refusal(infer([field(8192)])) == nil)
        #expect(await refusal(infer([field(8193)]))?.status == 431)
        let host = "Host".utf8.count + "localhost".utf8.count
        #expect(await refusal(infer([field(8192), field(8192 - host)])) == nil)
        #expect(await refusal(infer([field(8192), field(8193 - host)]))?.status == 431)
        #expect(await refusal(infer((0..<99).map { ("X\($0)", "v") })) == nil)
        #expect(await refusal(infer((0..<100).map { ("X\($0)", "v") }))?.status == 431)
    }

    @Test(
        "Routes that are not there get 404",
        arguments: [
            "/", "/v1", "/v2/", "/v2/health", "/v2/health/other", "/v2/models", "/v2/repository/index",
            "/v2/models/stump/load", "/v2/models/stump/unload", "/v2/models/stump/stats", "/v2/logging",
            "/v2/systemsharedmemory/status", "/v2/trace/setting", "/v2/models/stump/infer/x",
            "/v2/models/stump/versions",
            "/v2/models/stump/versions/1/x", "/metrics",
        ])
    func unknownRoutes(target: String) async throws {
        for method in ["GET", "POST"] {
            let response = try #require(await refusal(Fixture.head(method, target)))
            #expect(response.status == 404)
            #expect(try Fixture.code(response) == "unknownRoute")
        }
    }

    @Test(
        "Targets that are no paths get 400",
        arguments: ["", "v2", "http://localhost/v2", "*", "/v2\u{0}", "/v2 ", "/ü"])
    func malformedTargets(target: String) async {
        #expect(await refusal(Fixture.head("GET", target))?.status == 400)
    }

    @Test(
        "Names outside of the grammar get 400 and touch nothing",
        arguments: [
            "..", "%2e%2e%2f", "%252e", "#", ";x", "C:\\", "~", "", "A", "a..b", "stump%00", "a\\b", "CON",
            String(repeating: "a", count: 300),
        ])
    func names(name: String) async throws {
        let response = try #require(await refusal(Fixture.head("GET", "/v2/models/\(name)/ready")))
        #expect(response.status == 400)
        #expect(try Fixture.code(response) == "invalidName")
    }

    @Test("Versions outside of the grammar get 400, others that are not served 404")
    func versions() async throws {
        for version in ["", "0", "01", "-1", "1.0", "latest", "9999999999", "%31", "18446744073709551617"] {
            #expect(await refusal(Fixture.head("GET", "/v2/models/stump/versions/\(version)"))?.status == 400)
        }
        let response = try #require(await refusal(Fixture.head("GET", "/v2/models/stump/versions/2")))
        #expect(response.status == 404)
        #expect(try Fixture.code(response) == "unknownVersion")
        let model = try #require(await refusal(Fixture.head("POST", "/v2/models/other/infer")))
        #expect(model.status == 404)
        #expect(try Fixture.code(model) == "unknownModel")
    }

    @Test("A resource has one method, and says which")
    func methodOfRoute() async {
        for (method, target, allow) in [
            ("POST", "/v2", "GET"), ("POST", "/v2/health/live", "GET"), ("GET", "/v2/models/stump/infer", "POST"),
        ] {
            let response = await refusal(Fixture.head(method, target))
            #expect(response?.status == 405)
            #expect(response?.headers["Allow"] == allow)
        }
    }

    @Test("Encoded bodies get 415", arguments: ["gzip", "deflate", "br", "gzip, gzip", "identity, gzip", ""])
    func contentEncoding(encoding: String) async {
        #expect(await refusal(infer([("Content-Encoding", encoding)]))?.status == 415)
        #expect(await refusal(infer([("Content-Encoding", "identity")])) == nil)
    }

    @Test("Types that a page could send unasked get 415; JSON, bytes and none are taken")
    func contentType() async {
        for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", ""] {
            #expect(await refusal(infer([("Content-Type", type)]))?.status == 415)
        }
        for type in ["application/json", "Application/JSON ; charset=utf-8", "application/octet-stream"] {
            #expect(await refusal(infer([("Content-Type", type)])) == nil)
        }
        #expect(await refusal(infer()) == nil)
    }

    @Test("Announced lengths that are none get 400, those beyond the limit 413")
    func contentLength() async {
        for length in ["-1", "+1", "1.0", "0x10", "", " 1", "1 ", "1,1", "99999999999999999999"] {
            #expect(await refusal(infer([("Content-Length", length)]))?.status == 400, "\(length)")
        }
        #expect(await refusal(infer([("Content-Length", "1"), ("Content-Length", "1")]))?.status == 400)
        #expect(await refusal(infer([("Content-Length", "1"), ("Transfer-Encoding", "chunked")]))?.status == 400)
        #expect(await refusal(infer([("Transfer-Encoding", "gzip, chunked")]))?.status == 400)
        #expect(await refusal(infer([("Transfer-Encoding", "Chunked")])) == nil)
        #expect(await refusal(infer([("Content-Length", "4194304")])) == nil)
        #expect(await refusal(infer([("Content-Length", "4194305")]))?.status == 413)
        #expect(await refusal(infer([("Content-Length", "9223372036854775807")]))?.status == 413)
        #expect(await refusal(Fixture.head("GET", "/v2", [("Content-Length", "1")]))?.status == 413)
        #expect(await refusal(Fixture.head("GET", "/v2", [("Content-Length", "0")])) == nil)
    }

    @Test("Numbers of the protocol's own headers are numbers")
    func ownHeaders() async {
        for name in ["Inference-Header-Content-Length", "Inference-Timeout-Microseconds"] {
            #expect(await refusal(infer([(name, "12")])) == nil)
            for value in ["-1", "x", "", "1e3", "99999999999999999999"] {
                #expect(await refusal(infer([(name, value)]))?.status == 400)
            }
            #expect(await refusal(infer([(name, "1"), (name, "1")]))?.status == 400)
        }
    }

    @Test("A body beyond the limit gets 413 even if nothing announced it")
    func longBody() async throws {
        var transport = TransportLimits()
        transport.bodyByteCount = 10
        let handler = try Fixture.handler(configuration: ServingConfiguration(transport: transport))
        #expect(await Fixture.infer(String(repeating: " ", count: 11), handler).status == 413)
        let get = ServingRequest(Fixture.head("GET", "/v2"), body: [0])
        #expect(await handler.respond(to: get).status == 413)
    }

    @Test("Errors are JSON with a text and a stable code, and never the client's words")
    func form() async throws {
        let response = try #require(await refusal(Fixture.head("GET", "/v2/models/%3Cscript%3E")))
        let body = try Fixture.json(response)
        #expect(Set(body.objectValue?.keys ?? []) == ["error", "code"])
        #expect(body["error"]?.stringValue?.contains("script") == false)
        #expect(response.headers["Content-Type"] == "application/json")
    }
}
