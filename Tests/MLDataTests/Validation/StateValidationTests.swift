import MLCore
import Testing

@testable import MLData

@Suite("Expectations of the state of a profile")
struct StateValidationTests {
    private static func state(_ frame: DataFrame, limit: Int = 1000) throws -> TableProfileState {
        var state = try TableProfileState(schema: frame.schema, configuration: .init(distinctLimit: limit))
        try state.add(frame)
        return state
    }

    @Test("Expectations about the table are decided as from the rows, others say that rows are needed")
    func agreement() throws {
        let frame = try SuiteTests.frame()
        let state = try Self.state(frame)
        let context = ValidationContext(
            now: Timestamp(microseconds: 5_000_000), reference: state,
            tables: ["other": try DataFrame([("key", Column(["a1"])), ("low", Column([1] as [Int64?]))])],
            history: [DataStatistic(.correlation, of: "low", and: "rest"): (0..<20).map { Double($0 % 7) / 10 }])
        let rows = try SuiteTests.everyRule.validate(frame, in: context)
        let whole = try SuiteTests.everyRule.validate(state, in: context)
        #expect(whole.rowCount == 5 && whole.results.count == rows.results.count && !whole.passed)
        for (left, right) in zip(rows.results, whole.results) {
            if left.expectation.scope == .table, left.expectation.condition == nil {
                #expect(left == right, "\(left.expectation)")
            } else {
                #expect(
                    right.status == .rowsNeeded && right.note?.contains("rowsNeeded") == true, "\(left.expectation)")
            }
        }
        #expect(throws: DataError.self) { try whole.partition(frame) }
        let bytes = try CanonicalJSONEncoder().encode(whole)
        #expect(try CanonicalJSONDecoder().decode(ValidationReport.self, from: bytes) == whole)
        #expect(whole.html().contains("needs the rows"))
        let tables = ExpectationSuite(
            "tables",
            rows.results.filter { $0.status == .passed }.map(\.expectation)
                .filter { $0.scope == .table })
        #expect(try tables.validate(state, in: context).passed && tables.expectations.count > 8)
    }

    @Test("Statistics of a state are those of the table", arguments: 0..<12)
    func statistics(seed: Int) throws {
        let frame = try RandomFrames.frame(seed: UInt64(seed), maximumRows: 200)
        let state = try Self.state(frame)
        var count = 0
        for kind in DataStatistic.Kind.allCases {
            let pairs: [(String?, String?)]
            switch kind.columnCount {
            case 0: pairs = [(nil, nil)]
            case 1: pairs = frame.columnNames.map { ($0, nil) }
            default: pairs = frame.columnNames.flatMap { first in frame.columnNames.map { (first, $0) } }
            }
            for (first, second) in pairs {
                let statistic = DataStatistic(
                    kind, of: first, and: second, probability: kind == .quantile ? 0.3 : nil)
                guard let expected = try? statistic.value(in: frame) else { continue }
                guard kind != .mutualInformation, kind != .cramersV else {
                    #expect(throws: DataError.self) { try statistic.value(StateFacts(state)) }
                    continue
                }
                let found = try statistic.value(StateFacts(state))
                let difference = abs((found ?? .nan) - expected)
                #expect(found == expected || difference <= 1e-9 * max(1, abs(expected)), "\(statistic)")
                count += 1
            }
        }
        #expect(count > 3)
    }

    @Test("Beyond the distinct values that are counted, sketches answer or rows are needed")
    func sketches() throws {
        let frame = try DataFrame([
            ("x", Column((0..<5000).map { Double($0 * 7919 % 5000) })), ("t", Column((0..<5000).map { "t\($0)" })),
        ])
        let state = try Self.state(frame, limit: 100)
        let suite = ExpectationSuite(
            "sketched",
            [
                .statistic(.median, of: "x", lower: 2400, upper: 2600),
                .statistic(.maximum, of: "x", lower: 4999, upper: 4999),
                .statistic(.distinctShare, of: "t", lower: 0.95), .distribution("x", .kolmogorovSmirnov, limit: 0.05),
                .statistic(.uniqueShare, of: "t", lower: 0.9), .statistic(.entropy, of: "x", lower: 1),
                DataExpectation(.mostFrequentIn(column: "t", values: [.string("t1")])),
            ])
        let report = try suite.validate(state, in: .init(reference: Self.state(frame, limit: 100)))
        #expect(
            report.results.map(\.status) == [.passed, .passed, .passed, .passed, .rowsNeeded, .rowsNeeded, .rowsNeeded])
        let absent = try ExpectationSuite("x", [.statistic(.mean, of: "none", lower: 0)]).validate(state)
        #expect(absent.results[0].status == .notEvaluated)
    }
}
