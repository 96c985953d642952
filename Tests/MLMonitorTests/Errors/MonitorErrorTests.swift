import MLCore
import Testing
import MLMonitor

@Suite("MonitorError")
struct MonitorErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = MonitorError(.emptyReference, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "monitor.emptyReference: the problem (the place). The remedy.")
        #expect(error.code == .emptyReference)
    }
}
