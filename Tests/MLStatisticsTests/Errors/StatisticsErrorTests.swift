import MLCore
import Testing
import MLStatistics

@Suite("StatisticsError")
struct StatisticsErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = StatisticsError(.emptySample, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "statistics.emptySample: the problem (the place). The remedy.")
        #expect(error.code == .emptySample)
    }
}
