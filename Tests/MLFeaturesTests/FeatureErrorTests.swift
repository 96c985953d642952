import MLCore
import Testing
import MLFeatures

@Suite("FeatureError")
struct FeatureErrorTests {
    @Test("An error says what, where and what to do, in one line")
    func description() {
        let error = FeatureError(.unknownColumn, "the problem", at: "the place", remedy: "The remedy.")
        #expect(error.description == "features.unknownColumn: the problem (the place). The remedy.")
        #expect(error.code == .unknownColumn)
    }
}
