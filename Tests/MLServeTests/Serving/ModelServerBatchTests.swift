import MLCore
import MLData
import MLServe
import MLTestKit
import Testing

@Suite("Batches of a ModelServer")
struct ModelServerBatchTests {
    private let records = PredictionBuffer()

    private func server(_ deployment: Deployment? = nil, recordedInputs: Set<String>? = nil) throws -> ModelServer {
        try ModelServer(
            deployment ?? Deployment(production: ServeFixture.model()), name: "test",
            configuration: .init(recordedInputs: recordedInputs, wallClock: FixedClock(microseconds: 7)), sink: records)
    }

    private func frame(_ x: [Double?], y: [Double?]? = nil) throws -> DataFrame {
        try DataFrame([("x", Column(x))] + (y.map { [("y", Column($0))] } ?? []))
    }

    @Test("A batch gives what its rows give, and a record for each with successive numbers")
    func batch() throws {
        let server = try server()
        let x = (0..<100).map { Double($0 % 5) / 2 }
        let batch = try server.predict(frame(x, y: x.map { $0 > 1 ? nil : $0 }), key: "k")
        #expect(batch.rowCount == 100)
        #expect(batch.identifiers == (0..<100).map { "test-\($0)" })
        let kept = records.takeAll()
        #expect(kept.map(\.sequence) == Array(0..<100))
        for row in x.indices {
            let single = try server.predict(["x": .double(x[row])], key: "k")
            #expect([batch.outputs[row]] == single.outputs)
            #expect(batch.labels[row] == single.labels)
            #expect(kept[row].outputs == single.outputs)
            #expect(
                kept[row].inputs
                    == (x[row] > 1 ? ["x": .double(x[row])] : ["x": .double(x[row]), "y": .double(x[row])]))
        }
    }

    @Test("A predictor of the host that gives too few outputs, or too many, fails the request and not the process")
    func wrongCount() throws {
        for count in [0, 2] {
            let predictor = CountingPredictor(count: count)
            let bundle = try Bundle(
                signature: ModelSignature(inputs: Schema([.init("x", .double)]), task: predictor.task), features: nil,
                predictor: predictor.encoded())
            let model = try ServableModel(
                bundle, name: "m", version: 1, digest: "d",
                catalog: ComponentCatalog().registering(CountingPredictor.self))
            let server = try server(Deployment(production: model))
            for rows in [[1.0], [1, 2]] {
                let error = #expect(throws: ServeError.self) { try server.predict(frame(rows), key: "k") }
                #expect(error?.code == .predictionFailed)
            }
            let error = #expect(throws: ServeError.self) { try server.predict(["x": .double(1)], key: "k") }
            #expect(error?.code == .predictionFailed)
        }
        #expect(records.takeAll().isEmpty)
    }

    @Test("Only the inputs that the host allows are recorded")
    func recordedInputs() throws {
        let server = try server(recordedInputs: ["y"])
        _ = try server.predict(frame([1, 2], y: [3, nil]), key: "k")
        #expect(records.takeAll().map(\.inputs) == [["y": .double(3)], [:]])
    }

    @Test("All rows of a batch are answered by the variant of its key, or of the version that is asked for")
    func variants() throws {
        let route = try CanaryRoute(model: ServeFixture.model(above: 0.9, version: 2), share: 0.5, salt: "s")
        let server = try server(Deployment(production: ServeFixture.model(), canary: route))
        for key in (0..<50).map({ "k\($0)" }) {
            let batch = try server.predict(frame([2, 3]), key: key)
            #expect(batch.variant == (route.answers(key) ? "canary" : "production"))
            #expect(batch.outputs == (route.answers(key) ? [0.9, 0.9] : [0.75, 0.75]))
        }
        #expect(records.takeAll().allSatisfy { $0.propensity == 0.5 })
        for version in 1...2 {
            #expect(try server.predict(frame([2]), key: "k", version: version).version == version)
        }
        #expect(records.takeAll().map(\.propensity) == [1, 1])
        let error = #expect(throws: ServeError.self) { try server.predict(frame([2]), key: "k", version: 3) }
        #expect(error?.code == .unknownModel)
    }

    @Test("A canary that takes more optional inputs answers tables without them")
    func wideCanary() throws {
        let fields: [Schema.Field] = [
            .init("x", .double), .init("y", .double, allowsMissing: true), .init("z", .double, allowsMissing: true),
        ]
        let weights = try LinearModel(
            weights: [1, 0, 0], intercepts: [0], featureCount: 3, task: ServeFixture.task, link: .sigmoid)
        let bundle = try Bundle(
            signature: ModelSignature(inputs: Schema(fields), task: ServeFixture.task), features: nil,
            predictor: try weights.encoded())
        let wide = try ServableModel(bundle, name: "stump", version: 2, digest: "d")
        let frame = try DataFrame([("y", Column([1.0, 2.0])), ("x", Column([0.0, 0.0])), ("z", Column([0.0, 0.0]))])
        #expect(try wide.outputs(for: frame) == [0.5, 0.5])
        let error = #expect(throws: ServeError.self) { try wide.outputs(for: self.frame([0], y: [1])) }
        // The column is filled in; it is the model that cannot do without.
        #expect(error?.description.contains("the model refused") == true)
        #expect(error?.code == .invalidRequest)
    }

    @Test("Tables that do not fit the signature are refused as requests, and leave nothing")
    func refused() throws {
        let server = try server()
        for frame in [
            try frame([nil, 1]), try DataFrame([("y", Column([1.0, 2.0]))]),
            try DataFrame([("x", Column(["a", "b"]))]), try DataFrame([("x", Column([Int64(1), 2]))]),
        ] {
            let error = #expect(throws: ServeError.self) { try server.predict(frame, key: "k") }
            #expect(error?.code == .invalidRequest)
        }
        #expect(records.takeAll().isEmpty)
    }

    @Test("A model is ready while it gives what its example says")
    func readiness() throws {
        let bundle = try ServeFixture.bundle(
            ServeFixture.stump(), examples: [.init(inputs: ["x": .double(2)], outputs: [0.75])])
        try ServableModel(bundle, name: "stump", version: 1, digest: "d").checkReadiness()
        try ServeFixture.model().checkReadiness()
    }
}

/// A predictor of a host that gives another number of outputs than its task has.
private struct CountingPredictor: Predictor {
    static let kind = "test.counting"
    static let formatVersion = 1

    let count: Int
    let featureCount = 1
    let task = PredictionTask.regression(targets: ["t"])

    init(count: Int) { self.count = count }

    init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        count = try CanonicalJSONDecoder().decode([Int].self, from: encoded.parameters).first ?? 0
    }

    func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion, parameters: CanonicalJSONEncoder().encode([count]))
    }

    func predict(_ features: FeatureVector<Double>) throws -> [Double] { [Double](repeating: 1, count: count) }

    func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        outputs = [Double](repeating: 1, count: features.rowCount * count)
    }
}
