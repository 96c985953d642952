import MLCore
import MLLedger
import MLRegistry
import MLServe
import MLTestKit
import Testing

@Suite("ServableModel")
struct ServableModelTests {
    @Test("A model whose examples are reproduced is ready, another one is not")
    func examples() throws {
        let inputs: [String: Value] = ["x": .double(2)]
        let good = try ServeFixture.bundle(ServeFixture.stump(), examples: [.init(inputs: inputs, outputs: [0.75])])
        #expect(try ServableModel(good, name: "m", version: 1, digest: "d").version == 1)
        let bad = try ServeFixture.bundle(ServeFixture.stump(), examples: [.init(inputs: inputs, outputs: [0.5])])
        let error = #expect(throws: ServeError.self) { try ServableModel(bad, name: "m", version: 1, digest: "d") }
        #expect(error?.code == .notReady)
    }

    @Test("A predictor of another width or other outputs is not ready")
    func chain() throws {
        let stump = try ServeFixture.stump()
        let narrow = try Bundle(
            signature: ModelSignature(inputs: Schema([.init("x", .double)]), task: ServeFixture.task), features: nil,
            predictor: stump.encoded())
        let other = try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("x", .double), .init("y", .double)]), task: .regression(targets: ["z"])),
            features: nil, predictor: stump.encoded())
        for bundle in [narrow, other] {
            let error = #expect(throws: ServeError.self) {
                try ServableModel(bundle, name: "m", version: 1, digest: "d")
            }
            #expect(error?.code == .notReady)
        }
    }

    @Test("A component of an unknown kind is not loaded")
    func unknownKind() throws {
        let bundle = try ServeFixture.bundle(ServeFixture.stump())
        #expect(throws: CoreError.self) {
            try ServableModel(bundle, name: "m", version: 1, digest: "d", catalog: ComponentCatalog())
        }
    }

    @Test(
        "Inputs that do not fit the signature are refused with the name of the field",
        arguments: [
            ["y": .double(1)], ["x": .string("1")], ["x": .double(1), "z": .double(1)], ["x": .missing], [:],
        ] as [[String: Value]])
    func invalidInputs(inputs: [String: Value]) throws {
        let model = try ServeFixture.model()
        let error = #expect(throws: ServeError.self) { try model.row(from: inputs) }
        #expect(error?.code == .invalidRequest)
    }

    @Test("Whole numbers are taken where numbers are asked for, unless they would be rounded")
    func integers() throws {
        let model = try ServeFixture.model()
        #expect(try model.outputs(for: model.row(from: ["x": .int64(2)])) == [0.75])
        #expect(throws: ServeError.self) { try model.row(from: ["x": .int64((1 << 53) + 1)]) }
    }

    @Test("A row whose fields are in another order, or more, gives the same outputs")
    func rowOrder() throws {
        let model = try ServeFixture.model()
        let expected = try model.outputs(for: model.row(from: ["x": .double(2), "y": .double(-5)]))
        let schema = try Schema([.init("more", .string), .init("y", .double), .init("x", .double)])
        let row = try Row([.string("a"), .double(-5), .double(2)], schema: schema)
        #expect(try model.outputs(for: row) == expected)
        let lacking = try Row([.double(-5)], schema: Schema([.init("y", .double)]))
        let error = #expect(throws: ServeError.self) { try model.outputs(for: lacking) }
        #expect(error?.code == .invalidRequest)
    }

    @Test("Without a pipeline every input has to be a number, and this is found when the model is loaded")
    func textWithoutPipeline() throws {
        let bundle = try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("x", .double), .init("y", .string)]), task: ServeFixture.task), features: nil,
            predictor: ServeFixture.stump().encoded())
        let error = #expect(throws: ServeError.self) { try ServableModel(bundle, name: "m", version: 1, digest: "d") }
        #expect(error?.code == .notReady)
    }

    @Test("An alias of a registry is loaded with its version and digest")
    func registry() throws {
        let registry = ModelRegistry(ledger: MemoryLedger(clock: FixedClock(microseconds: 7)), blobs: MemoryBlobStore())
        let name = try ResourceName("stump")
        let version = try registry.register(ServeFixture.bundle(ServeFixture.stump()), as: name, by: "tests")
        try registry.setAlias(
            ResourceName("production"), to: version.number, of: name, expecting: 0, by: "tests", reason: "")
        let model = try ServableModel(from: registry, alias: "production", of: "stump")
        #expect(model.digest == version.digest.description)
        #expect(throws: RegistryError.self) { try ServableModel(from: registry, alias: "staging", of: "stump") }
    }
}
