import MLCore
import Testing
import MLServe

@Suite("ServeError")
struct ServeErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = ServeError(.notReady, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "serve.notReady: the problem (the place). The remedy.")
        #expect(error.code == .notReady)
    }
}
