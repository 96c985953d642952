import MLCore
import Testing

@Suite("PredictionTask and DecisionRule")
struct DecisionRuleTests {
    private let binary = PredictionTask.binary(negative: "no", positive: "yes")
    private let multiclass = PredictionTask.multiclass(labels: ["a", "b", "c"])
    private let multilabel = PredictionTask.multilabel(labels: ["a", "b", "c"])
    private let regression = PredictionTask.regression(targets: ["x", "y"])

    @Test("A task names its outputs and has golden bytes")
    func tasks() throws {
        #expect(binary.outputNames == ["yes"])
        #expect(multiclass.outputNames == ["a", "b", "c"])
        #expect(regression.outputCount == 2)
        try expectGoldenBytes(binary, #"{"binary":{"negative":"no","positive":"yes"}}"#)
        try expectGoldenBytes(multiclass, #"{"multiclass":{"labels":["a","b","c"]}}"#)
        try expectGoldenBytes(multilabel, #"{"multilabel":{"labels":["a","b","c"]}}"#)
        try expectGoldenBytes(regression, #"{"regression":{"targets":["x","y"]}}"#)
    }

    @Test("A threshold is reached when the output equals it")
    func thresholds() throws {
        let rule = try DecisionRule(thresholds: [0.25])
        #expect(try rule.labels(for: [0.25], task: binary) == ["yes"])
        #expect(try rule.labels(for: [(0.25).nextDown], task: binary) == ["no"])
        #expect(try rule.labels(for: [.nan], task: binary) == ["no"])
        let several = try DecisionRule(thresholds: [0, 0.5, 1])
        #expect(try several.labels(for: [0, 0.5, 1], task: multilabel) == ["a", "b", "c"])
        #expect(try several.labels(for: [.nan, 0.4, 1], task: multilabel) == ["c"])
        #expect(try several.labels(for: [-1, 0, 0.9], task: multilabel).isEmpty)
        #expect(try DecisionRule.standard(for: regression).labels(for: [1, 2], task: regression).isEmpty)
    }

    @Test(
        "The most probable class wins, the first one on ties, and never NaN",
        arguments: [
            ([0.2, 0.5, 0.3], ["b"]), ([0.4, 0.2, 0.4], ["a"]), ([0, 0, 0], ["a"]),
            ([-.infinity, -1, -.infinity], ["b"]),
            ([-.infinity, -.infinity, -.infinity], ["a"]), ([.nan, 0.1, 0.2], ["c"]), ([0.3, .nan, 0.2], ["a"]),
            ([.nan, -.infinity, .nan], ["b"]), ([.nan, .nan, .nan], []), ([0.1, .infinity, .infinity], ["b"]),
            ([-0.0, 0.0, -1], ["a"]),
        ] as [([Double], [String])])
    func multiclass(outputs: [Double], labels: [String]) throws {
        let rule = DecisionRule.standard(for: multiclass)
        #expect(rule.thresholds == [0.5, 0.5, 0.5])
        #expect(try rule.labels(for: outputs, task: multiclass) == labels)
        #expect(try rule.labels(for: ([9.0] + outputs)[1...], task: multiclass) == labels)
    }

    @Test("Counts that disagree are refused")
    func counts() throws {
        let rule = try DecisionRule(thresholds: [0.5, 0.5])
        expectCoreError(.shapeMismatch) { try rule.labels(for: [0.5, 0.5, 0.5], task: multiclass) }
        expectCoreError(.shapeMismatch) { try rule.labels(for: [0.5], task: binary) }
        expectCoreError(.shapeMismatch) { try rule.labels(for: [Double](), task: .multiclass(labels: [])) }
        let empty = PredictionTask.multiclass(labels: [])
        #expect(try DecisionRule.standard(for: empty).labels(for: [Double](), task: empty).isEmpty)
    }

    @Test("Every threshold out of range is listed, also when read from storage")
    func badThresholds() throws {
        #expect {
            try DecisionRule(thresholds: [0.5, -0.1, 1, 1.5, .nan])
        } throws: { error in
            (error as? CoreError)?.code == .invalidConfiguration
                && ["1: -0.1", "3: 1.5", "4: nan"].allSatisfy("\(error)".contains) && !"\(error)".contains("0: ")
        }
        try expectGoldenBytes(try DecisionRule(thresholds: [0, 0.25, 1]), "[0.0,0.25,1.0]")
        #expect(throws: (any Error).self) { try decoded(DecisionRule.self, "[2.0]") }
    }
}
