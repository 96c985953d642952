import MLCore
import MLData
import MLFeatures
import MLLedger
import MLRegistry
import MLServe
import MLTestKit
import MLTrain
import Testing

@Suite("From training to an answer")
struct ServingLoopTests {
    private func frame() throws -> DataFrame {
        let spam = ["win a free prize now", "claim your free reward", "cheap loans, act now"]
        let ham = ["lunch at noon today?", "the report is attached", "see you at the meeting"]
        let rows = 0..<90
        return try DataFrame([
            ("text", Column(present: rows.map { ($0 % 2 == 0 ? spam : ham)[$0 / 2 % 3] })),
            ("length", Column(rows.map { $0 % 7 == 0 ? nil : Double($0 % 5) })),
            ("country", Column(present: rows.map { ["de", "fr", "jp"][$0 % 3] })),
        ])
    }

    private func trained(seed: UInt64) throws -> (bundle: Bundle, predictions: Predictions, frame: DataFrame) {
        let frame = try frame()
        let pipeline = try FeaturePipeline([
            .tfidf(["text"]), .oneHot(["country"]), .numbers(["length"], [.impute(Imputer(.mean)), .standardize()]),
        ]).fitted(to: frame)
        let features = try pipeline.transform(frame: frame)
        let names = (0..<frame.rowCount).map { $0 % 2 == 0 ? "spam" : "ham" }
        let model = try LogisticRegression().fitted(
            to: TrainingSet(features: features, targets: .classes(ClassTargets(names, labels: ["ham", "spam"]))),
            in: TrainingContext(seed: seed))
        let predictions = try model.predictions(for: features)
        let example = Bundle.Example(
            inputs: try inputs(of: 0, in: frame),
            outputs: Array(predictions.values.prefix(predictions.task.outputCount)))
        let bundle = try Bundle(
            signature: ModelSignature(inputs: pipeline.inputs, task: model.task), features: pipeline.encoded(),
            predictor: model.encoded(), examples: [example])
        return (bundle, predictions, frame)
    }

    private func inputs(of row: Int, in frame: DataFrame) throws -> [String: Value] {
        let row = try frame.row(row)
        return Dictionary(zip(row.schema.names, row.values)) { first, _ in first }
    }

    @Test("A model that was trained, registered in files and loaded again answers with the bits of its training code")
    func endToEnd() throws {
        let (bundle, predictions, frame) = try trained(seed: 1)
        let files = MemoryFileLayer()
        let clock = SteppingWallClock(microsecondsPerReading: 1_000_000)
        func registry() throws -> ModelRegistry {
            ModelRegistry(
                ledger: try FileLedger(directory: "/ledger", clock: clock, files: files),
                blobs: try FileBlobStore(directory: "/blobs", files: files))
        }
        let (name, alias) = (try ResourceName("spam"), try ResourceName("production"))
        let version = try registry().register(bundle, as: name, by: "tests")
        let gate = GateResult(
            gate: "release", subject: version.digest.description,
            checks: [.init(requirement: "works", verdict: .pass, evidence: "it does")])
        try registry().promote(version.number, of: name, to: alias, gate: gate, by: "tests", reason: "first")

        let model = try ServableModel(from: registry(), alias: "production", of: "spam")
        #expect(model.digest == (try bundle.digest().description))
        let records = PredictionBuffer()
        let server = try ModelServer(
            Deployment(production: model), name: "api", configuration: .init(wallClock: clock), sink: records)
        let width = predictions.task.outputCount
        for row in 0..<frame.rowCount {
            let answer = try server.predict(inputs(of: row, in: frame), key: "k\(row)")
            let expected = predictions.values[(row * width)..<((row + 1) * width)]
            #expect(answer.outputs.map(\.bitPattern) == expected.map(\.bitPattern), "row \(row)")
            #expect(answer.labels == [row % 2 == 0 ? "spam" : "ham"])
        }
        let unseen = try server.predict(["text": .string("ünseen 🎬 words"), "country": .string("de")], key: "new")
        #expect(unseen.outputs.allSatisfy { (0...1).contains($0) })
        #expect(records.takeAll().count == frame.rowCount + 1)
        #expect(try registry().audit().isVerified)
    }

    @Test("A category that the pipeline refuses is the fault of the request, and the cause names it")
    func unseenCategory() throws {
        let model = try ServableModel(trained(seed: 1).bundle, name: "spam", version: 1, digest: "d")
        let row = try model.row(from: ["text": .string("a"), "country": .string("xx")])
        let error = #expect(throws: ServeError.self) { try model.outputs(for: row) }
        #expect(error?.code == .invalidRequest)
        #expect(error?.description.contains("\"xx\"") == true)
    }

    @Test("Inputs of another type or name are refused as requests, also when a pipeline follows")
    func invalid() throws {
        let model = try ServableModel(trained(seed: 1).bundle, name: "spam", version: 1, digest: "d")
        for inputs in [
            ["text": .int64(1), "country": .string("de")], ["text": .string("a"), "other": .string("b")],
        ] as [[String: Value]] {
            let error = #expect(throws: ServeError.self) { try model.row(from: inputs) }
            #expect(error?.code == .invalidRequest)
        }
    }

    @Test("A bundle whose example was changed, or whose pipeline is gone, is not served")
    func broken() throws {
        let bundle = try trained(seed: 1).bundle
        let example = try #require(bundle.examples.first)
        let changed = try Bundle(
            signature: bundle.signature, features: bundle.features, predictor: bundle.predictor,
            examples: [.init(inputs: example.inputs, outputs: example.outputs.map { ($0 + 0.5) / 2 })])
        let without = try Bundle(signature: bundle.signature, features: nil, predictor: bundle.predictor)
        for broken in [changed, without] {
            let error = #expect(throws: ServeError.self) {
                try ServableModel(broken, name: "spam", version: 1, digest: "d")
            }
            #expect(error?.code == .notReady)
        }
    }
}
