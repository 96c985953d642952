import MLCore
import Testing
import MLTrain

@Suite("TrainError")
struct TrainErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = TrainError(.invalidTarget, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "train.invalidTarget: the problem (the place). The remedy.")
        #expect(error.code == .invalidTarget)
    }
}
