import MLCore
import Testing

@testable import MLData

@Suite("Rules about patterns, forms, other tables and formulas")
struct FurtherRulesTests {
    private func broken(
        _ rule: DataExpectation.Rule, _ frame: DataFrame, _ context: ValidationContext = .init()
    ) throws -> [Int] {
        let suite = ExpectationSuite("one", [DataExpectation(rule)])
        let report = try suite.validate(frame, in: context)
        #expect(report.results[0].status != .notEvaluated, "\(report.results[0].note ?? "")")
        // A request has the verdict that its row has in any table.
        if DataExpectation(rule).scope == .row {
            for row in 0..<frame.rowCount {
                #expect(try suite.validate(frame.row(row), in: context) == report.verdict(row: row), "\(rule) \(row)")
            }
        }
        return report.quarantinedRows.map(\.row)
    }

    private func result(
        _ rule: DataExpectation.Rule, _ frame: DataFrame, _ context: ValidationContext = .init()
    ) throws -> ValidationReport.Result {
        let report = try ExpectationSuite("one", [DataExpectation(rule)]).validate(frame, in: context)
        #expect(report.quarantinedCount == 0 && report.results[0].status != .notEvaluated)
        return report.results[0]
    }

    @Test("Texts are like a pattern as SQLite's case sensitive LIKE says")
    func like() throws {
        let texts = ["abc", "a%", "b", "ab", "", "a", "a.c", "axc", "é1", "x_y", "\\", "[ab]", "a\nb", "AB"]
        let frame = try DataFrame([("t", Column(texts + [nil]))])
        for (pattern, expected) in [
            ("a%", "11010111000010"), ("%b", "00110000000010"), ("a_c", "10000011000000"), ("_", "00100100001000"),
            ("%", "11111111111111"), ("", "00001000000000"), (#"a\%"#, "01000000000000"), (#"%\_%"#, "00000000010000"),
            ("a.c", "00000010000000"), ("é_", "00000000100000"), (#"%\\"#, "00000000001000"), ("__", "01010000100001"),
            ("[ab]", "00000000000100"), ("A%", "00000000000001"),
        ] {
            let like = expected.enumerated().filter { $0.element == "1" }.map(\.offset)
            let rest = expected.enumerated().filter { $0.element == "0" }.map(\.offset)
            #expect(try broken(.isLike(column: "t", anyOf: [pattern]), frame) == rest, "\(pattern)")
            #expect(try broken(.isNotLike(column: "t", patterns: [pattern]), frame) == like, "\(pattern)")
        }
        #expect(try broken(.isLike(column: "t", anyOf: ["a%", "%b", "_"]), frame) == [4, 8, 9, 11, 13])
        #expect(throws: DataError.self) { try ExpectationSuite("x", [.isLike("t", #"a\"#)]).validated() }
        let hostile = try DataFrame([("t", Column([String(repeating: "a", count: 50_000)]))])
        #expect(try broken(.isLike(column: "t", anyOf: [String(repeating: "%a", count: 30) + "%b"]), hostile) == [0])
    }

    @Test("Times are written in a form as strptime reads it")
    func timeFormats() throws {
        for (text, format, isRead) in [
            ("2024-02-29", "%Y-%m-%d", true), ("2023-02-29", "%Y-%m-%d", false), ("1/2/2024", "%d/%m/%Y", true),
            ("01.02.24 13:05", "%d.%m.%y %H:%M", true), ("Feb 3 2024", "%b %d %Y", true),
            ("2024-1-1x", "%Y-%m-%d", false),
            ("2024-02-30T00:00:00", "%Y-%m-%dT%H:%M:%S", false),
        ] {
            let frame = try DataFrame([("t", Column([text]))])
            #expect(try broken(.hasTimeFormat(column: "t", format: format), frame) == (isRead ? [] : [0]), "\(text)")
        }
        #expect(throws: DataError.self) { try ExpectationSuite("x", [.hasTimeFormat("t", "%Q")]).validated() }
    }

    @Test("Elements of lists are counted, and JSON conforms to a schema")
    func lists() throws {
        let frame = try DataFrame([
            ("l", Column([["a", "b"], [], ["a", "a", "c"], nil, ["é", "e\u{301}"]])),
            ("j", Column([#"{"a": 1}"#, "{", #"{"a": "x"}"#, nil, "3"])),
        ])
        #expect(try broken(.elementCountBetween(column: "l", minimum: 1, maximum: 2), frame) == [1, 2])
        #expect(try broken(.elementOccurrences(column: "l", value: "a", minimum: 1, maximum: 1), frame) == [1, 2, 4])
        #expect(try broken(.elementOccurrences(column: "l", value: "é", minimum: 2, maximum: nil), frame) == [0, 1, 2])
        let schema = try JSONSchema(["type": "object", "properties": ["a": ["type": "integer"]]])
        #expect(try broken(.conformsToSchema(column: "j", schema: schema), frame) == [1, 2, 4])
    }

    @Test("Rules are joined, about rows and about the table")
    func joined() throws {
        let frame = try SuiteTests.frame()
        let both: [DataExpectation.Rule] = [.notMissing(column: "id"), .notMissing(column: "low")]
        #expect(try broken(.allOf(both), frame) == [3, 4])
        let either: DataExpectation.Rule = .anyOf([
            .allOf(both), .inRange(column: "rest", lower: 8, upper: nil), .unique(column: "id"),
        ])
        #expect(try broken(either, frame) == [3])
        let counts: [DataExpectation.Rule] = [.rowCountBetween(minimum: 9, maximum: nil), .columnsExist(["id"])]
        #expect(DataExpectation(.anyOf(counts)).scope == .table)
        #expect(try result(.anyOf(counts), frame).status == .passed && result(.allOf(counts), frame).status == .failed)
        #expect(try result(.allOf([.anyOf(counts), .columnsExist(["low"])]), frame).status == .passed)
        #expect(throws: DataError.self) { try ExpectationSuite("x", [.allOf(both + counts)]).validated() }
    }

    @Test("A table agrees with another one, by rows, columns and statistics")
    func otherTables() throws {
        let frame = try DataFrame([
            ("k", Column(["a", "b", "c", nil, "d"])), ("x", Column([1.0, .nan, 3, 4, nil])),
            ("n", Column([1, 2, 3, 4, 5] as [Int64?])),
        ])
        let other = try DataFrame([
            ("k", Column(["d", "c", "b", "a", nil])), ("x", Column([nil, 3.5, .nan, 1.0, 0])),
            ("n", Column([5.0, 3, 2, 9, 0])),
        ])
        let context = ValidationContext(tables: ["o": other])
        #expect(try broken(.agreesWith(columns: ["x"], table: "o", key: ["k"]), frame, context) == [2, 3])
        #expect(try broken(.agreesWith(columns: ["x", "n"], table: "o", key: ["k"]), frame, context) == [0, 2, 3])
        let twice = ValidationContext(tables: ["o": try other.concatenating(other)])
        let report = try ExpectationSuite("x", [.agreesWith("o", key: ["k"], in: ["x"])]).validate(frame, in: twice)
        #expect(report.results[0].status == .notEvaluated && report.results[0].note?.contains("same key") == true)

        let types = try result(.sameColumnsAs(table: "o"), frame, context)
        #expect(types.status == .failed && types.note == "n is int64, not double")
        let same = ValidationContext(tables: ["o": frame.prefix(2)])
        #expect(try result(.sameColumnsAs(table: "o"), frame, same).status == .passed)
        let sum = DataStatistic(.sum, of: "n")
        let ratio = try result(.statisticRatio(sum, table: "o", lower: 0.78, upper: 0.8), frame, context)
        #expect(ratio.status == .passed && ratio.observed == 15.0 / 19)
        #expect(try result(.statisticRatio(sum, table: "o", lower: 1, upper: nil), frame, context).status == .failed)
    }

    @Test("The share of known words and elements is compared")
    func vocabulary() throws {
        let frame = try DataFrame([
            ("t", Column(["the cat", "a  dog\u{A0}ran", nil, "the the"])),
            ("l", Column([["x", "y"], nil, [], ["z"]])),
        ])
        let share = try result(.vocabularyShare(column: "t", values: ["the", "dog"], lower: 0.5), frame)
        #expect(share.status == .passed && share.observed == 4.0 / 7 && share.note == "4 of 7 are known")
        #expect(try result(.vocabularyShare(column: "l", values: ["x"], lower: 0.5), frame).observed == 1.0 / 3)
    }

    private static func column(_ count: Int, _ value: (Int) -> Double) -> Column { Column((0..<count).map(value)) }

    @Test("Kolmogorov-Smirnov distances and p-values are SciPy's")
    func kolmogorovSmirnov() throws {
        let reference = try DataFrame([("x", Self.column(80) { Double($0 * 37 % 101) / 10 })])
        let frame = try DataFrame([("x", Self.column(60) { Double($0 * 53 % 97) / 9 })])
        var state = try TableProfileState(schema: reference.schema)
        try state.add(reference)
        let context = ValidationContext(reference: state)
        let distance = try result(.distribution(column: "x", measure: .kolmogorovSmirnov, limit: 0.06), frame, context)
        #expect(abs((distance.observed ?? 0) - 0.058333333333333334) < 1e-12 && distance.status == .passed)
        let test = try result(.distribution(column: "x", measure: .kolmogorovSmirnovTest, limit: 0.95), frame, context)
        #expect(abs(1 - (test.observed ?? 0) - 0.9994243264567858) < 1e-9 && test.status == .passed)
        let moved = try DataFrame([("x", Self.column(3000) { Double($0 * 53 % 97) / 9 + 1 })])
        let far = try result(.distribution(column: "x", measure: .kolmogorovSmirnovTest, limit: 0.95), moved, context)
        #expect(far.status == .failed)
        // Shares of both tables together, as in TensorFlow Data Validation: max |a − b| / (Σa + Σb).
        let letters = try DataFrame([("c", Column(["a", "a", "a", "b"]))])
        var words = try TableProfileState(schema: letters.schema)
        try words.add(letters)
        let combined = try result(
            .distribution(column: "c", measure: .largestCombinedDifference, limit: 0.2),
            DataFrame([("c", Column(["a", "b", "b", "b", "c", "a"]))]), .init(reference: words))
        #expect(combined.observed == 0.2 && combined.status == .passed)

        let drawn = try DataFrame([("x", Self.column(70) { Double($0 * 29 % 89) / 30 - 1.2 })])
        for (distribution, pValue) in [
            (TheoreticalDistribution(.normal, location: 0.2, scale: 0.9), 0.41802551110820296),
            (.init(.uniform, location: -1.3, scale: 3.1), 0.8349322419655103),
            (.init(.exponential, location: -1.25, scale: 1.4), 0.002331698695294815),
        ] {
            let found = try result(.fitsDistribution(column: "x", distribution, minimumPValue: 0.05), drawn)
            #expect(abs((found.observed ?? 0) - pValue) < 1e-8 * pValue, "\(distribution) \(found.observed ?? 0)")
            #expect(found.status == (pValue > 0.05 ? .passed : .failed))
        }
        #expect(throws: DataError.self) {
            try ExpectationSuite("x", [.fitsDistribution("x", .init(.normal, scale: 0))]).validated()
        }
    }
}
