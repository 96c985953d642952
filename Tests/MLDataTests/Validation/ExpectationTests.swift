import MLCore
import MLData
import Testing

@Suite("Expectations")
struct ExpectationTests {
    static func titles() throws -> DataFrame {
        try DataFrame([
            ("title", Column(["Up", "Ran", nil, "", "Up"])),
            ("plot", Column(["one two  three", "één\u{A0}twee", "a", nil, "x\r\ny"])),
            ("year", Column([2009, 1985, 1931, nil, 2100] as [Int64?])),
            ("score", Column([8.3, .nan, nil, 1, 2])),
            ("genres", Column([["Drama"], [], ["Drama", "Space"], nil, ["War"]])),
        ])
    }

    private func brokenRows(_ expectation: DataExpectation) throws -> [Int] {
        try ExpectationSuite("one", [expectation]).validate(Self.titles()).quarantinedRows.map(\.row)
    }

    @Test("Each rule breaks exactly on the rows it should; missing values break only what says so")
    func rules() throws {
        #expect(try brokenRows(.notMissing("title")) == [2])
        #expect(try brokenRows(.inRange("year", lower: 1985, upper: 2009)) == [2, 4])
        #expect(try brokenRows(.inRange("score")) == [1])
        #expect(try brokenRows(.inSet("title", [.string("Up"), .string("")])) == [1])
        #expect(try brokenRows(.inSet("year", [.double(2009), .int64(1985), .int64(1931)])) == [4])
        #expect(try brokenRows(.lengthBetween("title", minimum: 1, maximum: 2)) == [1, 3])
        #expect(try brokenRows(.lengthBetween("plot", minimum: 4)) == [2, 4])
        #expect(try brokenRows(.wordCountBetween("plot", minimum: 2)) == [2])
        #expect(try brokenRows(.wordCountBetween("plot", maximum: 2)) == [0])
        #expect(try brokenRows(.matches(.isMissing(column: "year"))) == [0, 1, 2, 4])
        #expect(try brokenRows(.unique("title")) == [0, 4])
        #expect(try brokenRows(.listElementsInSet("genres", ["Drama", "War"])) == [2])
        #expect(try brokenRows(.listNotEmpty("genres")) == [1])
        let many = (0..<40).map { Value.string("t\($0)") } + [.string("Ran")]
        #expect(try brokenRows(.inSet("title", many)) == [0, 3, 4])
    }

    @Test("Expectations about the table quarantine no row")
    func tables() throws {
        let suite = ExpectationSuite(
            "table",
            [
                .typeIs("year", .int64), .typeIs("year", .double), .rowCountBetween(minimum: 1, maximum: 5),
                .rowCountBetween(minimum: 6), .columnsExist(["title"]), .columnsExist(["title", "cast"]),
            ])
        let report = try suite.validate(Self.titles())
        #expect(report.results.map(\.status) == [.passed, .failed, .passed, .failed, .passed, .failed])
        #expect(report.quarantinedCount == 0)
        #expect(!report.passed)
        #expect(report.results[5].note == "there is no column cast")
    }

    @Test("Every row is valid or quarantined with its reasons, and the counts add up")
    func partition() throws {
        let frame = try Self.titles()
        let suite = ExpectationSuite("titles") {
            DataExpectation.notMissing("title")
            for column in ["plot"] { DataExpectation.wordCountBetween(column, minimum: 2, mostly: 0.5) }
            if frame.rowCount > 3 { DataExpectation.inRange("year", upper: 2030) }
        }
        let report = try suite.validate(frame)
        #expect(report.validCount + report.quarantinedCount == frame.rowCount)
        #expect(report.results.map(\.brokenCount) == [1, 1, 1])
        #expect(report.results.map(\.evaluatedCount) == [5, 4, 4])
        #expect(report.results.map(\.status) == [.failed, .passed, .failed])
        #expect(report.results[2].examples.map(\.row) == [4])
        #expect(report.results[2].examples.map(\.value) == ["2100"])
        let (valid, quarantined) = try report.partition(frame, lines: [2, 3, 4, 5, 6])
        #expect(valid == (try frame.taking([0, 1, 3])))
        #expect(try quarantined.values(of: ColumnKey<Int64>("quarantine_row")) == [2, 4])
        #expect(try quarantined.values(of: ColumnKey<Int64>("quarantine_line")) == [4, 6])
        #expect(
            try quarantined.values(of: ColumnKey<[String]>("quarantine_reasons")) == [
                ["title is not missing", "plot has at least 2 words"], ["year is at most 2030"],
            ])
        #expect(try report.verdict(row: 0) == .valid)
        #expect(try report.verdict(row: 4) == .quarantined(reasons: ["year is at most 2030"]))
        #expect(throws: DataError.self) { try report.verdict(row: 5) }
        #expect(throws: DataError.self) { try report.partition(frame.prefix(2)) }
        #expect(report.description.contains("5 rows, 3 valid, 2 quarantined"))
    }

    @Test("An expectation about an absent or unfit column is reported, and rows get no silent verdict")
    func notEvaluated() throws {
        let frame = try Self.titles()
        for expectation in [
            DataExpectation.notMissing("cast"), .wordCountBetween("year", minimum: 1), .listNotEmpty("title"),
            .matches(.isMissing(column: "cast")),
        ] {
            let report = try ExpectationSuite("bad", [expectation]).validate(frame)
            #expect(report.results[0].status == .notEvaluated)
            #expect(!report.passed)
            #expect(throws: DataError.self) { try report.partition(frame) }
            #expect(throws: DataError.self) { try ExpectationSuite("bad", [expectation]).validate(frame.row(0)) }
        }
    }

    @Test("A suite with faults lists all of them")
    func faults() {
        let suite = ExpectationSuite(
            "bad",
            [
                .inRange("a", lower: 2, upper: 1), .inSet("b", []), .notMissing("c", mostly: 1.5),
                .lengthBetween("d", minimum: -1),
            ])
        let error = #expect(throws: DataError.self) { try suite.validated() }
        #expect(error?.code == .invalidConfiguration)
        for part in ["range is empty", "set is empty", "mostly 1.5", "negative"] {
            #expect(error?.description.contains(part) == true)
        }
    }

    private static let everything = ExpectationSuite(
        "everything",
        [
            .notMissing("first"), .inRange("number", lower: -1e100, upper: 1e100),
            .inSet("text", [.string("a"), .string("")]),
            .lengthBetween("text", minimum: 1, maximum: 6), .wordCountBetween("text", minimum: 1, maximum: 2),
            .matches(.not(.inRange(column: "number", lower: 0, upper: nil))),
            .listElementsInSet("list", ["a", "é", ""]),
            .listNotEmpty("list"),
        ])

    private func frame(seed: Int, rows: Int) throws -> DataFrame {
        var random = SeededGenerator(seed: UInt64(seed))
        func column(_ type: ColumnType) -> Column { RandomFrames.column(type, rows, &random, finite: false) }
        return try DataFrame([
            ("first", column(.bool)), ("number", column(.double)), ("text", column(.string)),
            ("list", column(.stringList)),
        ])
    }

    @Test("Row order, chunking and checking rows alone do not change the verdict on a row", arguments: 0..<30)
    func metamorphic(seed: Int) throws {
        let frame = try frame(seed: seed, rows: 30)
        let suite = Self.everything
        let whole = try suite.validate(frame)
        let verdicts = try (0..<30).map { try whole.verdict(row: $0) }
        var random = SeededGenerator(seed: UInt64(seed) + 1)
        let order = random.shuffled(Array(0..<30))
        let unordered = ExpectationSuite("all", suite.expectations + [.unique("text")])
        let straight = try unordered.validate(frame)
        let shuffled = try unordered.validate(frame.taking(order))
        for (position, row) in order.enumerated() {
            #expect(try shuffled.verdict(row: position) == straight.verdict(row: row))
        }
        #expect(shuffled.results.map(\.brokenCount) == straight.results.map(\.brokenCount))
        for row in 0..<30 { #expect(try suite.validate(frame.row(row)) == verdicts[row]) }
        let halves = [Array(0..<11), Array(11..<30)].map { $0 }
        let chunked = try halves.flatMap { rows in
            let report = try suite.validate(frame.taking(rows))
            return try rows.indices.map { try report.verdict(row: $0) }
        }
        #expect(chunked == verdicts)
        let (valid, quarantined) = try whole.partition(frame)
        #expect(valid.rowCount + quarantined.rowCount == 30)
    }

    @Test("A suite and a report are stored and read back")
    func coding() throws {
        let suite = ExpectationSuite(
            "all",
            Self.everything.expectations + [
                .unique("text"), .typeIs("text", .string), .rowCountBetween(minimum: 1), .columnsExist(["text"]),
            ])
        let bytes = try CanonicalJSONEncoder().encode(suite)
        #expect(try CanonicalJSONDecoder().decode(ExpectationSuite.self, from: bytes) == suite)
        let report = try suite.validate(frame(seed: 1, rows: 9))
        let stored = try CanonicalJSONEncoder().encode(report)
        #expect(try CanonicalJSONDecoder().decode(ValidationReport.self, from: stored) == report)
    }
}
