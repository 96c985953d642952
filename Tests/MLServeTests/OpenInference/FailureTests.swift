import MLCore
import MLServe
import Testing

@Suite("Failures and events")
struct FailureTests {
    typealias Fixture = InferenceFixture

    @Test("A failing model gets 500 with an opaque identifier, under which the observer is told why")
    func failure() async throws {
        let recorder = EventRecorder()
        let weights = try LinearModel(
            weights: [.greatestFiniteMagnitude, 0], intercepts: [0], featureCount: 2,
            task: .regression(targets: ["t"]), link: .identity)
        let bundle = try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("x", .double), .init("y", .double)]), task: .regression(targets: ["t"])),
            features: nil, predictor: try weights.encoded())
        let model = try ServableModel(bundle, name: "linear", version: 1, digest: "secret")
        let handler = try Fixture.handler(
            ["linear": Fixture.server(Deployment(production: model))], observer: recorder)
        let body = #"{"inputs":[{"name":"features","shape":[1,2],"datatype":"FP64","data":[1e10,1]}]}"#
        let response = await Fixture.infer(body, model: "linear", handler)
        #expect(response.status == 500)
        let error = try Fixture.json(response)
        #expect(error["code"] == "internalFailure")
        #expect(error["error"] == "the prediction failed")
        let identifier = try #require(error["id"]?.stringValue)
        #expect(identifier.utf8.count == 16)
        let failure = try #require(recorder.events.first { $0.name == "serve.http.failure" })
        #expect(failure.kind == .warning)
        #expect(failure.fields["id"] == .string(identifier))
        #expect(failure.fields["model"] == .string("linear"))
        #expect("\(failure.fields["cause"] ?? .missing)".contains("not finite"))
        let again = try Fixture.json(await Fixture.infer(body, model: "linear", handler))
        #expect(again["id"]?.stringValue != identifier)
        let fine = #"{"inputs":[{"name":"features","shape":[1,2],"datatype":"FP64","data":[0,1]}]}"#
        #expect(await Fixture.infer(fine, model: "linear", handler).status == 200)
    }

    @Test("A value that the model cannot do without is the fault of the request")
    func missingValue() async throws {
        let weights = try LinearModel(
            weights: [1, 1], intercepts: [0], featureCount: 2, task: .regression(targets: ["t"]), link: .identity)
        let fields: [Schema.Field] = [.init("x", .double), .init("y", .double, allowsMissing: true)]
        let bundle = try Bundle(
            signature: ModelSignature(inputs: Schema(fields), task: .regression(targets: ["t"])), features: nil,
            predictor: try weights.encoded())
        let model = try ServableModel(bundle, name: "linear", version: 1, digest: "d")
        let handler = try Fixture.handler(["linear": Fixture.server(Deployment(production: model))])
        for data in ["[1]", "[1,2]"] {
            let shape = data == "[1]" ? 1 : 2
            let body = #"{"inputs":[{"name":"x","shape":[\#(shape)],"datatype":"FP64","data":\#(data)}]}"#
            let response = await Fixture.infer(body, model: "linear", handler)
            #expect(response.status == 400)
            #expect(try Fixture.code(response) == "invalidInput")
        }
    }

    @Test("Every response is one event with bounded labels; unknown names share one bucket")
    func events() async throws {
        let recorder = EventRecorder()
        let handler = try Fixture.handler(observer: recorder)
        _ = await Fixture.infer(Fixture.twoRows, handler)
        _ = await Fixture.get("/v2/models/unknown-\(1)", handler)
        _ = await Fixture.get("/v2/models/unknown-\(2)", handler)
        _ = await Fixture.get("/somewhere/else", handler)
        _ = await Fixture.get("/v2/health/live", handler)
        _ = await Fixture.infer("nonsense", handler)
        _ = handler.refusal(status: 408, code: "headTimeout", "the head came too slowly")
        let events = recorder.events
        #expect(events.allSatisfy { $0.name == "serve.http.response" && $0.kind == .metric })
        let labels = events.map { event in
            ["route", "model", "status", "code", "rows"].map { "\(event.fields[$0] ?? .missing)" }.joined(
                separator: " ")
        }
        #expect(
            labels == [
                "infer stump 200 ok 2", "model other 404 unknownModel 0", "model other 404 unknownModel 0",
                "other  404 unknownRoute 0", "live  200 ok 0", "infer stump 400 malformedRequest 0",
                "other  408 headTimeout 0",
            ])
    }

    @Test("Errors echo at most 64 escaped characters of what was sent")
    func echo() async throws {
        let handler = try Fixture.handler()
        let evil = "<script>\\u0000\\u202e" + String(repeating: "A", count: 5000)
        for body in [
            #"{"inputs":[{"name":"\#(evil)","shape":[1],"datatype":"FP64","data":[1]}]}"#,
            #"{"inputs":[{"name":"x","shape":[1],"datatype":"\#(evil)","data":[1]}]}"#,
            #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}],"outputs":[{"name":"\#(evil)"}]}"#,
            #"{"parameters":{"\#(evil)":[]},"inputs":[]}"#, #"{"\#(evil)":1,"\#(evil)":1,"inputs":[]}"#,
        ] {
            let response = await Fixture.infer(body, handler)
            #expect(response.status == 400)
            let error = try #require(try Fixture.json(response)["error"]?.stringValue)
            #expect(error.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F || $0 == "…" }, "\(error)")
            #expect(!error.contains(String(repeating: "A", count: 64)), "\(error)")
        }
    }

    @Test(
        "Requests that the model's signature refuses name the input",
        arguments: [
            (#"{"name":"x","shape":[1],"datatype":"BYTES","data":["1"]}"#, "invalidInput"),
            (#"{"name":"z","shape":[1],"datatype":"FP64","data":[1]}"#, "unknownTensor"),
            (#"{"name":"x","shape":[1,2],"datatype":"FP64","data":[1,2]}"#, "invalidShape"),
            (#"{"name":"x","shape":[20000],"datatype":"FP64","data":[1]}"#, "invalidShape"),
        ])
    func signature(tensor: String, code: String) async throws {
        let response = await Fixture.infer(#"{"inputs":[\#(tensor)]}"#, try Fixture.handler())
        #expect(response.status == 400)
        #expect(try Fixture.code(response) == code)
    }

    @Test("An output that the model does not have is refused before anything is computed")
    func unknownOutput() async throws {
        let records = PredictionBuffer()
        let handler = try Fixture.handler(["stump": Fixture.server(sink: records)])
        let body = #"""
            {"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[1]}],"outputs":[{"name":"label"},{"name":"value"}]}
            """#
        #expect(try Fixture.code(await Fixture.infer(body, handler)) == "unknownOutput")
        #expect(records.takeAll().isEmpty)
    }
}
