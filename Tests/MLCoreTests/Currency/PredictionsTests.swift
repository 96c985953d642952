import MLCore
import Testing

@Suite("Predictions and PredictionRecord")
struct PredictionsTests {
    private let task = PredictionTask.multilabel(labels: ["a", "b"])

    @Test("Rows are slices of the values, and can be selected")
    func rows() throws {
        let predictions = try Predictions(values: [1, 2, 3, 4, 5, 6], rowCount: 3, task: task)
        #expect(Array(try predictions.row(1)) == [3, 4])
        let selected = try predictions.selecting(rows: [2, 0, 2])
        #expect(selected.values == [5, 6, 1, 2, 5, 6])
        #expect(selected.rowCount == 3)
        for index in [-1, 3, Int.min, Int.max] {
            expectCoreError(.invalidArgument) { try predictions.row(index) }
            expectCoreError(.invalidArgument) { try predictions.selecting(rows: [index]) }
        }
    }

    @Test("Counts that do not multiply to the number of values are refused")
    func shapes() throws {
        for rowCount in [0, 1, 4, -3, Int.max, Int.min] {
            expectCoreError(.shapeMismatch) {
                try Predictions(values: [1, 2, 3, 4, 5, 6], rowCount: rowCount, task: task)
            }
        }
        expectCoreError(.shapeMismatch) { try Predictions(values: [], rowCount: .max, task: task) }
        #expect(try Predictions(values: [], rowCount: 0, task: task).values.isEmpty)
        let none = try Predictions(values: [], rowCount: 2, task: .regression(targets: []))
        #expect(try none.row(1).isEmpty)
        #expect(try none.selecting(rows: [1, 1, 0]).rowCount == 3)
    }

    @Test("The stored form of a record, with outputs that are not finite")
    func record() throws {
        let record = PredictionRecord(
            identifier: "r-1", sequence: 7, time: Timestamp(microseconds: 1_000_000), model: "genres", version: 3,
            modelDigest: "ab12", variant: "canary", propensity: 0.1,
            inputs: ["plot": .string("A \"heist\""), "year": .missing, "score": .double(.infinity)],
            outputs: [0.25, .infinity, -.infinity, 1], labels: ["crime"], microseconds: 120)
        try expectGoldenBytes(
            record,
            #"{"identifier":"r-1","inputs":{"plot":{"string":"A \"heist\""},"score":{"double":"inf"},"year":null},"#
                + #""labels":["crime"],"microseconds":120,"model":"genres","modelDigest":"ab12","#
                + #""outputs":[0.25,"inf","-inf",1.0],"propensity":0.1,"sequence":7,"time":1000000,"#
                + #""variant":"canary","version":3}"#)
    }

    @Test("A stored record without one of its members is refused")
    func malformedRecord() throws {
        let record = PredictionRecord(
            identifier: "i", sequence: 0, time: Timestamp(microseconds: 0), model: "m", version: 1, modelDigest: "d",
            variant: "v", propensity: 1, inputs: [:], outputs: [], labels: [], microseconds: 0)
        let bytes = try CanonicalJSONEncoder().encode(record)
        guard case .object(let members) = try CanonicalJSONDecoder().decode(JSONValue.self, from: bytes) else {
            Issue.record("a record is an object")
            return
        }
        #expect(members.keys.count == 12)
        for key in members.keys {
            var rest = members
            rest[key] = nil
            let text = try CanonicalJSONEncoder().encode(JSONValue.object(rest))
            #expect(throws: (any Error).self, "\(key)") {
                try CanonicalJSONDecoder().decode(PredictionRecord.self, from: text)
            }
        }
    }
}
