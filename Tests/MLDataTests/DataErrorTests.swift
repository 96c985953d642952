import MLCore
import Testing
import MLData

@Suite("DataError")
struct DataErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = DataError(.malformedRow, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "data.malformedRow: the problem (the place). The remedy.")
        #expect(error.code == .malformedRow)
    }
}
