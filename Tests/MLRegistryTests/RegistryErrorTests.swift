import MLCore
import Testing
import MLRegistry

@Suite("RegistryError")
struct RegistryErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = RegistryError(.conflict, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "registry.conflict: the problem (the place). The remedy.")
        #expect(error.code == .conflict)
    }
}
