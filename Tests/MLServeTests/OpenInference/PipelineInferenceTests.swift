import MLCore
import MLData
import MLFeatures
import MLServe
import MLTestKit
import MLTrain
import Testing

/// Requests with columns of several types to a trained pipeline.
@Suite("Inference through a feature pipeline")
struct PipelineInferenceTests {
    typealias Fixture = InferenceFixture

    private func handler() throws -> (handler: InferenceHandler, model: ServableModel) {
        let frame = try DataFrame([
            ("text", Column(present: (0..<60).map { $0 % 2 == 0 ? "win a prize now" : "lunch at noon" })),
            ("length", Column((0..<60).map { $0 % 7 == 0 ? nil : Double($0 % 5) })),
            ("country", Column(present: (0..<60).map { ["de", "fr", "jp"][$0 % 3] })),
        ])
        let pipeline = try FeaturePipeline([
            .tfidf(["text"]), .oneHot(["country"]), .numbers(["length"], [.impute(Imputer(.mean)), .standardize()]),
        ]).fitted(to: frame)
        let names = (0..<60).map { $0 % 2 == 0 ? "spam" : "ham" }
        let model = try LogisticRegression().fitted(
            to: TrainingSet(
                features: pipeline.transform(frame: frame),
                targets: .classes(ClassTargets(names, labels: ["ham", "spam"]))),
            in: TrainingContext(seed: 1))
        let bundle = try Bundle(
            signature: ModelSignature(inputs: pipeline.inputs, task: model.task), features: pipeline.encoded(),
            predictor: model.encoded())
        let servable = try ServableModel(bundle, name: "spam", version: 3, digest: "d")
        return (try Fixture.handler(["spam": Fixture.server(Deployment(production: servable))]), servable)
    }

    private func body(_ texts: [String], _ countries: [String], lengths: [String]? = nil) -> String {
        func list(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ",") }
        let length = lengths.map {
            #",{"name":"length","shape":[\#($0.count),1],"datatype":"FP32","data":[\#($0.joined(separator: ","))]}"#
        }
        return #"""
            {"inputs":[{"name":"text","shape":[\#(texts.count)],"datatype":"BYTES","data":[\#(list(texts))]},
            {"name":"country","shape":[\#(texts.count)],"datatype":"BYTES","data":[\#(list(countries))]}\#(length ?? "")]}
            """#
    }

    @Test("Texts, categories and numbers give the bits of the model, row by row and at once")
    func parity() async throws {
        let (handler, model) = try handler()
        let texts = ["win a prize", "lunch?", "ünseen 🎬"]
        let countries = ["de", "jp", "fr"]
        let response = await Fixture.infer(
            body(texts, countries, lengths: ["2", "null", "0.5"]), model: "spam", handler)
        #expect(response.status == 200)
        let lengths: [Value] = [.double(2), .missing, .double(0.5)]
        let expected = try texts.indices.flatMap { row in
            try model.outputs(
                for: model.row(from: [
                    "text": .string(texts[row]), "country": .string(countries[row]), "length": lengths[row],
                ]))
        }
        let answer = try Fixture.output("probability", of: response)?["data"]?.arrayValue?.compactMap(\.doubleValue)
        #expect(answer?.map(\.bitPattern) == expected.map(\.bitPattern))
        #expect(try Fixture.output("label", of: response)?["data"]?.arrayValue?.first == "spam")
        #expect(await Fixture.infer(body(texts, countries), model: "spam", handler).status == 200)
    }

    @Test("A category that the pipeline refuses is 400, and the answer holds little of it")
    func unseen() async throws {
        let (handler, _) = try handler()
        let evil = String(repeating: "Z", count: 3000)
        for (texts, countries) in [(["a"], [evil]), (["a", "b"], ["de", evil])] {
            let response = await Fixture.infer(body(texts, countries), model: "spam", handler)
            #expect(response.status == 400)
            #expect(try Fixture.code(response) == "invalidInput")
            let text = try #require(try Fixture.json(response)["error"]?.stringValue)
            #expect(!text.contains(String(repeating: "Z", count: 64)))
        }
    }
}
