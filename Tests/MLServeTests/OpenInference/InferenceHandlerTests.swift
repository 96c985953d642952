import MLCore
import MLServe
import MLTestKit
import Testing

@Suite("InferenceHandler")
struct InferenceHandlerTests {
    typealias Fixture = InferenceFixture

    @Test("Server metadata names server, version and the binary extension")
    func server() async throws {
        let response = await Fixture.get("/v2", try Fixture.handler())
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/json")
        let body = try Fixture.json(response)
        #expect(body["name"] == "swift-mlops")
        #expect(body["version"]?.stringValue == SDKVersion.current)
        #expect(body["extensions"] == ["binary_tensor_data"])
    }

    @Test("Health says live and ready, and a stopping server is live but not ready")
    func health() async throws {
        let handler = try Fixture.handler()
        #expect(try Fixture.json(await Fixture.get("/v2/health/live", handler)) == ["live": true])
        #expect(try Fixture.json(await Fixture.get("/v2/health/ready", handler)) == ["ready": true])
        let model = await Fixture.get("/v2/models/stump/ready", handler)
        #expect(try Fixture.json(model) == ["name": "stump", "ready": true])
        handler.beginDraining()
        let stopping = await Fixture.get("/v2/health/ready", handler)
        #expect(stopping.status == 503)
        #expect(try Fixture.json(stopping) == ["ready": false])
        #expect(await Fixture.get("/v2/models/stump/versions/1/ready", handler).status == 503)
        #expect(await Fixture.get("/v2/health/live", handler).status == 200)
        #expect(await Fixture.infer(Fixture.twoRows, handler).status == 200)
    }

    @Test("Model metadata gives a tensor for each input and output, with -1 for the rows")
    func metadata() async throws {
        let handler = try Fixture.handler()
        for target in ["/v2/models/stump", "/v2/models/stump/versions/1"] {
            let body = try Fixture.json(await Fixture.get(target, handler))
            #expect(body["name"] == "stump")
            #expect(body["versions"] == ["1"])
            #expect(body["platform"] == "swift-mlops")
            #expect(
                body["inputs"] == [
                    ["name": "x", "datatype": "FP64", "shape": [-1]], ["name": "y", "datatype": "FP64", "shape": [-1]],
                ])
            #expect(
                body["outputs"] == [
                    ["name": "label", "datatype": "BYTES", "shape": [-1]],
                    ["name": "probability", "datatype": "FP64", "shape": [-1, 1], "columns": ["yes"]],
                    ["name": "prediction_id", "datatype": "BYTES", "shape": [-1]],
                ])
        }
    }

    @Test("Predictions come as JSON with all outputs, the identifier and the model that answered")
    func infer() async throws {
        let records = PredictionBuffer()
        let handler = try Fixture.handler(["stump": Fixture.server(sink: records)])
        let response = await Fixture.infer(Fixture.twoRows, handler)
        #expect(response.status == 200)
        #expect(
            try Fixture.json(response) == [
                "model_name": "stump", "model_version": "1", "id": "r1", "parameters": ["variant": "production"],
                "outputs": [
                    ["name": "label", "datatype": "BYTES", "shape": [2], "data": ["no", "yes"]],
                    ["name": "probability", "datatype": "FP64", "shape": [2, 1], "data": [0.25, 0.75]],
                    ["name": "prediction_id", "datatype": "BYTES", "shape": [2], "data": ["test-0", "test-1"]],
                ],
            ])
        let kept = records.takeAll()
        #expect(kept.map(\.identifier) == ["test-0", "test-1"])
        #expect(kept.map(\.inputs) == [["x": .double(0)], ["x": .double(2)]])
        #expect(kept.map(\.outputs) == [[0.25], [0.75]])
    }

    @Test("Binary data goes in and out, and JSON and binary outputs mix as asked")
    func binary() async throws {
        let handler = try Fixture.handler()
        let numbers: [Double] = [2, 0, 3]
        let bytes = numbers.withUnsafeBytes { Array($0) }
        let input = #"{"name":"x","shape":[3,1],"datatype":"FP64","parameters":{"binary_data_size":24}}"#
        let response = await Fixture.infer(
            #"{"inputs":[\#(input)],"parameters":{"binary_data_output":true}}"#, binary: bytes, handler)
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "application/octet-stream")
        let probability = try #require(try Fixture.output("probability", of: response))
        #expect(probability["parameters"]?["binary_data_size"] == 24)
        #expect(probability["data"] == nil)
        let length = try #require(response.headers["Inference-Header-Content-Length"].flatMap { Int($0) })
        // "yes", "no", "yes" with their lengths come first.
        let expected = [0.75, 0.25, 0.75].withUnsafeBytes { Array($0) }
        #expect(Array(response.body[(length + 20)..<(length + 44)]) == expected)

        let mixed = await Fixture.infer(
            #"""
            {"inputs":[\#(input)],"outputs":[{"name":"label","parameters":{"binary_data":false}},
            {"name":"probability","parameters":{"binary_data":true}}]}
            """#, binary: bytes, handler)
        #expect(try Fixture.output("label", of: mixed)?["data"] == ["yes", "no", "yes"])
        #expect(try Fixture.output("probability", of: mixed)?["parameters"]?["binary_data_size"] == 24)
        #expect(try Fixture.output("prediction_id", of: mixed) == nil)
    }

    @Test("A batch gives the bits of its rows, and one tensor of all features the same")
    func batch() async throws {
        let handler = try Fixture.handler()
        var generator = SeededGenerator(seed: 3)
        let rows = (0..<50).map { _ in (generator.nextUniform() * 2, generator.nextUniform()) }
        func request(_ rows: [(Double, Double)]) -> String {
            let x = rows.map { "\($0.0)" }.joined(separator: ",")
            let y = rows.map { "\($0.1)" }.joined(separator: ",")
            return #"""
                {"inputs":[{"name":"y","shape":[\#(rows.count)],"datatype":"FP64","data":[\#(y)]},
                {"name":"x","shape":[\#(rows.count)],"datatype":"FP64","data":[\#(x)]}]}
                """#
        }
        let whole = await Fixture.infer(request(rows), handler)
        var single: [JSONValue] = []
        for row in rows {
            let answer = try Fixture.output("probability", of: await Fixture.infer(request([row]), handler))
            single += answer?["data"]?.arrayValue ?? []
        }
        #expect(try Fixture.output("probability", of: whole)?["data"] == .array(single))
        let matrix = rows.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
        let joined = await Fixture.infer(
            #"{"inputs":[{"name":"features","shape":[50,2],"datatype":"FP64","data":[\#(matrix)]}]}"#, handler)
        #expect(try Fixture.output("probability", of: joined)?["data"] == .array(single))
    }

    @Test("An empty batch is answered with empty outputs")
    func empty() async throws {
        let response = await Fixture.infer(
            #"{"inputs":[{"name":"x","shape":[0],"datatype":"FP64","data":[]}]}"#, try Fixture.handler())
        #expect(response.status == 200)
        #expect(try Fixture.output("probability", of: response)?["data"] == [])
        #expect(try Fixture.output("probability", of: response)?["shape"] == [0, 1])
    }

    @Test(
        "The routing key, and without it the identifier, decides between variants; a version in the path decides alone")
    func variants() async throws {
        let route = try CanaryRoute(model: ServeFixture.model(above: 0.9, version: 2), share: 0.5, salt: "s")
        let deployment = try Deployment(production: ServeFixture.model(), canary: route)
        let records = PredictionBuffer()
        let handler = try Fixture.handler(["stump": Fixture.server(deployment, sink: records)])
        let input = #""inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[2]}]"#
        for key in (0..<40).map({ "k\($0)" }) {
            let expected: JSONValue = route.answers(key) ? "2" : "1"
            for body in [
                #"{"id":"\#(key)",\#(input)}"#, #"{"id":"x","parameters":{"routing_key":"\#(key)"},\#(input)}"#,
            ] {
                #expect(try Fixture.json(await Fixture.infer(body, handler))["model_version"] == expected)
            }
        }
        #expect(records.takeAll().allSatisfy { $0.propensity == 0.5 })
        for version in 1...2 {
            let head = Fixture.head("POST", "/v2/models/stump/versions/\(version)/infer")
            let answer = await handler.respond(to: ServingRequest(head, body: Array("{\(input)}".utf8)))
            #expect(try Fixture.json(answer)["model_version"] == .string("\(version)"))
        }
        #expect(records.takeAll().map(\.propensity) == [1, 1])
        let body = try Fixture.json(await Fixture.get("/v2/models/stump", handler))
        #expect(body["versions"] == ["1", "2"])
    }

    @Test("A missing value is NaN, null or an absent tensor, where the signature allows it")
    func missing() async throws {
        let handler = try Fixture.handler()
        let absent = await Fixture.infer(
            #"{"inputs":[{"name":"y","shape":[1],"datatype":"FP64","data":[1]}]}"#, handler)
        #expect(absent.status == 400)
        #expect(try Fixture.code(absent) == "missingTensor")
        let null = #"""
            {"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]},
            {"name":"y","shape":[1],"datatype":"FP64","data":[null]}]}
            """#
        #expect(await Fixture.infer(null, handler).status == 200)
        let required = await Fixture.infer(
            #"{"inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":[1,null]}]}"#, handler)
        #expect(required.status == 400)
        #expect(try Fixture.code(required) == "invalidInput")
    }
}
