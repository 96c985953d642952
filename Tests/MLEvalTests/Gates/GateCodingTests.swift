import MLCore
import MLEval
import Testing

@Suite("Stored gates")
struct GateCodingTests {
    private let gate: Gate
    private let text: String

    init() throws {
        gate = try Gate("release", rules: [GateRule("microF1", .betterThanProduction(by: 0.25))])
        text = String(decoding: try CanonicalJSONEncoder().encode(gate), as: UTF8.self)
    }

    private func decoded(_ text: String) throws -> Gate {
        try CanonicalJSONDecoder().decode(Gate.self, from: Array(text.utf8))
    }

    @Test("A gate reads back as an equal value")
    func roundTrip() throws {
        #expect(try decoded(text) == gate)
    }

    @Test(
        "What a gate made in code refuses, a stored gate refuses too",
        arguments: [("0.25", "-0.25"), (#""minimumRows":30"#, #""minimumRows":0"#)])
    func faults(part: String, replacement: String) {
        let pieces = text.split(separator: part, omittingEmptySubsequences: false)
        #expect(pieces.count == 2)
        #expect(throws: (any Error).self) { try decoded(pieces.joined(separator: replacement)) }
    }

    @Test("A stored gate without rules is refused")
    func noRules() {
        #expect(throws: (any Error).self) { try decoded(#"{"firstModel":"pass","name":"silent","rules":[]}"#) }
    }
}
