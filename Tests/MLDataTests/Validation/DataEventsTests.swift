import MLCore
import MLData
import Testing

@Suite("Reading and validation as events")
struct DataEventsTests {
    @Test("Reading is a measurement, and a warning when rows were rejected")
    func reading() throws {
        let reader = CSVReader(options: .init(malformedRows: .quarantine()))
        let clean = try reader.read(bytes: Array("a,b\n1,2\n".utf8)).events
        #expect(clean.map(\.name) == ["data.read"])
        #expect(
            clean.first?.fields == ["rows": .int64(1), "rejected": .int64(0), "columns": .int64(2), "bytes": .int64(8)])
        let damaged = try reader.read(bytes: Array("a,b\n1,2\nsecret\n3,4\n".utf8)).events
        #expect(damaged.map(\.name) == ["data.read", "data.rows-rejected"])
        #expect(damaged.map(\.kind) == [.metric, .warning])
        #expect(damaged.last?.fields == ["rejected": .int64(1), "records": .int64(3)])
        #expect(!damaged.contains { "\($0)".contains("secret") })
    }

    @Test("Validation is a measurement, with a warning and a notice for what is wrong")
    func validation() throws {
        let frame = try DataFrame([("year", Column([2009, nil, 1931] as [Int64?]))])
        let good = try ExpectationSuite("titles", [.inRange("year")]).validate(frame).events
        #expect(good.map(\.name) == ["data.validated"])
        #expect(
            good.first?.fields == [
                "suite": .string("titles"), "rows": .int64(3), "valid": .int64(3), "quarantined": .int64(0),
                "expectations": .int64(1), "unsatisfied": .int64(0),
            ])
        let bad = try ExpectationSuite("titles", [.notMissing("year"), .inRange("year", lower: 2000)]).validate(frame)
        #expect(bad.events.map(\.name) == ["data.validated", "data.validation-failed", "data.rows-quarantined"])
        #expect(bad.events.map(\.kind) == [.metric, .warning, .notice])
        #expect(bad.events[1].fields["unsatisfied"] == .int64(2))
        #expect(bad.events[2].fields["quarantined"] == .int64(2))
    }
}
