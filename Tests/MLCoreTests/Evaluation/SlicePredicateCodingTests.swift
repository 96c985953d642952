import MLCore
import Testing

@Suite("SlicePredicate, stored form")
struct SlicePredicateCodingTests {
    @Test("Golden bytes of every operator")
    func golden() throws {
        let cases: [(SlicePredicate, String)] = [
            (.all, #"{"all":true}"#),
            (.equals(column: "a", .int64(1)), #"{"equals":{"column":"a","value":{"int64":1}}}"#),
            (.equals(column: "a", .missing), #"{"equals":{"column":"a","value":null}}"#),
            (
                .isIn(column: "a", [.string("x"), .missing]),
                #"{"isIn":{"column":"a","values":[{"string":"x"},null]}}"#
            ),
            (.isIn(column: "a", []), #"{"isIn":{"column":"a","values":[]}}"#),
            (
                .inRange(column: "a", lower: 1, upper: 2.5), #"{"inRange":{"column":"a","lower":1.0,"upper":2.5}}"#
            ),
            (.inRange(column: "a", lower: nil, upper: nil), #"{"inRange":{"column":"a"}}"#),
            (
                .inRange(column: "a", lower: -.infinity, upper: .infinity),
                #"{"inRange":{"column":"a","lower":"-inf","upper":"inf"}}"#
            ),
            (.contains(column: "a", ""), #"{"contains":{"column":"a","text":""}}"#),
            (.isMissing(column: ""), #"{"isMissing":{"column":""}}"#),
            (.and([]), #"{"and":[]}"#),
            (.or([.all, .not(.all)]), #"{"or":[{"all":true},{"not":{"all":true}}]}"#),
        ]
        for (predicate, text) in cases { try expectGoldenBytes(predicate, text) }
    }

    @Test(
        "Unknown operators, several operators and wrong operands are refused",
        arguments: [
            "{}", "null", "[]", #""all""#, #"{"all":false}"#, #"{"all":1}"#, #"{"equal":{"column":"a"}}"#,
            #"{"all":true,"or":[]}"#, #"{"equals":{"column":"a"}}"#, #"{"equals":{"value":{"int64":1}}}"#,
            #"{"equals":{"column":"a","values":[]}}"#, #"{"equals":{"column":"a","value":null,"text":"x"}}"#,
            #"{"equals":{"column":"a","value":null,"lower":1}}"#, #"{"equals":{"column":"a","value":1}}"#,
            #"{"isIn":{"column":"a","value":null}}"#, #"{"isIn":{"column":"a","values":null}}"#,
            #"{"contains":{"column":"a","text":null}}"#, #"{"inRange":{"column":"a","text":"x"}}"#,
            #"{"inRange":{"column":"a","lower":"low"}}"#, #"{"isMissing":{"column":"a","value":null}}"#,
            #"{"isMissing":{}}"#, #"{"and":{}}"#, #"{"and":[null]}"#, #"{"not":[]}"#, #"{"not":{}}"#,
        ])
    func malformed(text: String) {
        #expect(throws: (any Error).self) { try decoded(SlicePredicate.self, text) }
    }
}
