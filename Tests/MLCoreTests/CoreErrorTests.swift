import MLCore
import Testing

@Suite("CoreError")
struct CoreErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = CoreError(.shapeMismatch, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "core.shapeMismatch: the problem (the place). The remedy.")
        #expect(error.code == .shapeMismatch)
    }
}
