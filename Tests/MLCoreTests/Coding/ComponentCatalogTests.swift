import MLCore
import Testing

@Suite("ComponentCatalog")
struct ComponentCatalogTests {
    private struct Scale: StoredComponent, Equatable {
        static let kind = "test.scale"
        static let formatVersion = 1
        let factor: Double

        init(factor: Double) { self.factor = factor }

        func encoded() throws -> EncodedComponent {
            try EncodedComponent(kind: Self.kind, formatVersion: Self.formatVersion, parameters: ["factor": factor])
        }

        init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
            try encoded.require(formatVersions: 1...1)
            factor = try encoded.decodeParameters([String: Double].self)["factor"] ?? 1
        }
    }

    private struct Misnamed: StoredComponent {
        static let kind = "Not A Kind"
        static let formatVersion = 1
        func encoded() throws -> EncodedComponent {
            EncodedComponent(kind: Self.kind, formatVersion: 1, parameters: [])
        }
        init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {}
    }

    @Test("A registered kind is read back, an unknown one is an error that lists the known ones")
    func kinds() throws {
        let catalog = try ComponentCatalog().registering(Scale.self)
        let scale = try catalog.component(from: try Scale(factor: 3).encoded())
        #expect(scale as? Scale == Scale(factor: 3))
        let error = #expect(throws: CoreError.self) {
            try catalog.component(from: EncodedComponent(kind: "other", formatVersion: 1, parameters: []))
        }
        #expect(error?.code == .unknownComponent)
        #expect(error?.details.remedy == "Register its type. Known kinds: test.scale.")
    }

    @Test("A kind can be registered once, and only if it follows the grammar")
    func registering() throws {
        let catalog = try ComponentCatalog().registering(Scale.self)
        #expect(throws: CoreError.self) { try catalog.registering(Scale.self) }
        #expect(throws: CoreError.self) { try catalog.registering(Misnamed.self) }
    }

    @Test("A component that is not a predictor is not given out as one")
    func predictor() throws {
        let catalog = try ComponentCatalog().registering(Scale.self)
        let error = #expect(throws: CoreError.self) { try catalog.predictor(from: try Scale(factor: 1).encoded()) }
        #expect(error?.code == .typeMismatch)
    }

    @Test("An unknown version of a known kind is refused")
    func version() throws {
        let catalog = try ComponentCatalog().registering(Scale.self)
        let newer = try EncodedComponent(kind: Scale.kind, formatVersion: 2, parameters: ["factor": 1.0])
        #expect(throws: CoreError.self) { try catalog.component(from: newer) }
    }
}
