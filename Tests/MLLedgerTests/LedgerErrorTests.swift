import MLCore
import Testing
import MLLedger

@Suite("LedgerError")
struct LedgerErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = LedgerError(.conflict, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "ledger.conflict: the problem (the place). The remedy.")
        #expect(error.code == .conflict)
    }
}
