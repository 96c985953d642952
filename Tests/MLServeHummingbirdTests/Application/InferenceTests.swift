#if HummingbirdServing
import MLCore
import MLServe
import Testing

extension ListenerTests {
    @Suite("Predictions over HTTP")
    struct InferenceTests {
        private static let path = "/v2/models/stump/infer"

        private func json(_ response: RawResponse?) throws -> JSONValue {
            try JSONReader().value(from: try #require(response).body)
        }

        private func output(_ name: String, of response: RawResponse?) throws -> JSONValue? {
            try json(response)["outputs"]?.arrayValue?.first { $0["name"]?.stringValue == name }
        }

        @Test("Health and metadata are told")
        func metadata() async throws {
            try await withApplication { listener, _ in
                for path in [
                    "/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/stump", "/v2/models/stump/ready",
                    "/v2/models/stump/versions/1", "/v2/models/words",
                ] {
                    let response = try #require(
                        try await listener.exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    #expect(response.status == 200)
                    #expect(response.fields["content-type"] == "application/json")
                    #expect(try json(response).objectValue != nil)
                }
            }
        }

        @Test("Rows are answered with the outputs of the model, and each leaves a record with the sink")
        func rows() async throws {
            try await withApplication { listener, models in
                let response = try await listener.post(
                    Self.path,
                    #"{"id":"r-1","inputs":[{"name":"x","shape":[3],"datatype":"FP64","data":[0.5,2,1]},"#
                        + #"{"name":"y","shape":[3],"datatype":"FP64","data":[1,null,3]}]}"#)
                #expect(response?.status == 200)
                #expect(try json(response)["id"] == "r-1")
                #expect(try output("probability", of: response)?["data"] == [0.25, 0.75, 0.25])
                #expect(try output("label", of: response)?["data"] == ["no", "yes", "no"])
                let records = models.records.takeAll()
                #expect(records.map(\.outputs) == [[0.25], [0.75], [0.25]])
                #expect(records.map(\.model) == ["stump", "stump", "stump"])
                let identifiers = try output("prediction_id", of: response)?["data"]?.arrayValue
                #expect(identifiers?.compactMap(\.stringValue) == records.map(\.identifier))
            }
        }

        @Test("A text is answered whatever its characters, and in chunks as in one piece")
        func texts() async throws {
            try await withApplication { listener, _ in
                let path = "/v2/models/words/infer"
                let body =
                    #"{"inputs":[{"name":"text","shape":[2],"datatype":"BYTES","data":["free prize",""#
                    + "caf\u{E9} \u{1F3AC} \\u0000 \\ud83c\\udfac" + #""]}]}"#
                let whole = try await listener.post(path, body)
                #expect(whole?.status == 200)
                #expect(try output("label", of: whole)?["data"]?.arrayValue?.first == "spam")
                var chunks = ""
                for byte in Array(body.utf8) { chunks += "1\r\n" + String(decoding: [byte], as: UTF8.self) + "\r\n" }
                let bytes = Array(body.utf8).flatMap { Array("1\r\n".utf8) + [$0] + Array("\r\n".utf8) }
                let head =
                    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                let chunked = try await listener.client { client in
                    try client.send(Array(head.utf8) + bytes + Array("0\r\n\r\n".utf8))
                    return try client.response()
                }
                #expect(try output("probability", of: chunked) == output("probability", of: whole))
            }
        }

        /// Features that do not fit the signature.
        static let features: [(String, Int)] = [
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}]}"#, 200),
            (#"{"inputs":[{"name":"y","shape":[1],"datatype":"FP64","data":[1]}]}"#, 400),
            (#"{"inputs":[]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":["1"]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"BYTES","data":["1"]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"BOOL","data":[true]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1e400]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[NaN]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[5e-324]}]}"#, 200),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":[-9223372036854775808]}]}"#, 400),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]},"#
                    + #"{"name":"z","shape":[1],"datatype":"FP64","data":[1]}]}"#, 400
            ),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]},"#
                    + #"{"name":"y","shape":[2],"datatype":"FP64","data":[1,2]}]}"#, 400
            ),
        ]

        /// Requests that break the protocol, its limits, or JSON.
        static let requests: [(String, Int)] = [
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]},"#
                    + #"{"name":"x","shape":[1],"datatype":"FP64","data":[1]}]}"#, 400
            ),
            (#"{"inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":[1]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1,2]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[-1],"datatype":"FP64","data":[1]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[4294967296,4294967296],"datatype":"FP64","data":[1]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1,1,1,1,1,1,1,1,1],"datatype":"FP64","data":[1]}]}"#, 400),
            (#"{"inputs":[{"name":"x","shape":[1],"datatype":"FP63","data":[1]}]}"#, 400),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","parameters":{"binary_data_size":8}}]}"#, 400
            ),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}],"#
                    + #""outputs":[{"name":"label"},{"name":"label"}]}"#, 400
            ),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}],"outputs":[{"name":"nothing"}]}"#,
                400
            ),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","#
                    + #""parameters":{"shared_memory_region":"a"},"data":[1]}]}"#, 400
            ),
            (#"{"inputs":[],"inputs":[]}"#, 400),
            (String(repeating: "[", count: 100_000), 400),
            (#"{"id":""# + String(repeating: "a", count: 1_000_000) + #"","inputs":[]}"#, 400),
            (#"{"inputs":[{"name":"\ud800","shape":[1],"datatype":"FP64","data":[1]}]}"#, 400),
            ("\u{FEFF}{}", 400),
            ("{} {}", 400),
            ("", 400),
            ("null", 400),
            (
                #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":["#
                    + String(repeating: "9", count: 1_000_000) + "]}]}", 400
            ),
        ]

        @Test("Each gets its status and an error in the form of the protocol", arguments: features + requests)
        func refused(_ request: String, _ status: Int) async throws {
            try await withApplication { listener, _ in
                let response = try await listener.post(Self.path, request)
                #expect(response?.status == status, "\(response?.text.prefix(300) ?? "")")
                if status != 200 {
                    #expect(try json(response)["error"]?.stringValue?.isEmpty == false)
                    #expect((response?.body.count ?? 0) < 1000)
                }
                try await listener.expectServing("/v2/health/live")
            }
        }

        @Test("A text of 10 MB is larger than a body may be")
        func largeText() async throws {
            try await withApplication { listener, _ in
                let text = String(repeating: "a", count: 10_000_000)
                let response = try await listener.client { client in
                    try client.send(
                        "POST /v2/models/words/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000100\r\n\r\n")
                    try? client.send(text)
                    return try client.response()
                }
                #expect(response?.status == 413)
                try await listener.expectServing("/v2/health/live")
            }
        }

        @Test(
            "Heads that ask for what there is not, or may not be asked, are refused before the body is read",
            arguments: [
                ("POST /v2/models/nothing/infer", "", 404), ("POST /v2/models/stump/versions/99/infer", "", 404),
                ("POST /v2/models/..%2f..%2fetc/infer", "", 404), ("POST /v2/models/%252e/infer", "", 404),
                ("POST /v2/repository/index", "", 404), ("POST /v2/repository/models/stump/load", "", 404),
                ("GET /v2/systemsharedmemory/status", "", 404), ("POST /v2/logging", "", 404),
                ("GET /metrics", "", 404),
                ("DELETE /v2/models/stump", "", 405), ("PUT /v2/models/stump", "", 405),
                ("GET /v2/models/stump/infer", "", 405), ("POST /v2/health/live", "", 405),
                ("POST /v2/models/stump/infer", "Content-Encoding: gzip\r\n", 415),
                ("POST /v2/models/stump/infer", "Origin: https://evil.example\r\n", 403),
            ])
        func heads(_ line: String, _ fields: String, _ status: Int) async throws {
            try await withApplication { listener, models in
                let response = try await listener.client { client in
                    try client.send("\(line) HTTP/1.1\r\nHost: localhost\r\n\(fields)Content-Length: 1000000\r\n\r\n")
                    return try client.response()
                }
                // Names that break the grammar may be told from names that are not there.
                #expect(response?.status == status || status == 404 && response?.status == 400)
                #expect(response?.fields["connection"] == "close")
                #expect(models.records.takeAll().isEmpty)
                try await listener.expectServing("/v2/health/live")
            }
        }

        @Test("A host that is not allowed is refused with 421")
        func foreignHost() async throws {
            try await withApplication { listener, _ in
                let response = try await listener.exchange("GET /v2 HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                #expect(response?.status == 421)
            }
        }

        @Test("A request that is cut off is not predicted from")
        func cutOff() async throws {
            try await withApplication { listener, models in
                let body = #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}]}"#
                try await listener.client { client in
                    try client.send(
                        "POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count + 1)\r\n\r\n"
                    )
                    try client.send(body)
                    client.reset()
                }
                try await listener.expectServing("/v2/health/live")
                #expect(models.records.takeAll().isEmpty)
            }
        }
    }
}
#endif
