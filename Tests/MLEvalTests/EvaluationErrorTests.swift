import MLCore
import Testing
import MLEval

@Suite("EvaluationError")
struct EvaluationErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = EvaluationError(.unknownMetric, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "evaluation.unknownMetric: the problem (the place). The remedy.")
        #expect(error.code == .unknownMetric)
    }
}
