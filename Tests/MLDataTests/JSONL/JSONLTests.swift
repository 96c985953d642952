import MLCore
import MLData
import Testing

@Suite("JSONL reader and writer")
struct JSONLTests {
    private func read(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> ReadOutcome {
        try JSONLReader(options: options).read(bytes: Array(text.utf8))
    }

    private func error(_ text: String, _ options: ReadingOptions = ReadingOptions()) -> DataError? {
        #expect(throws: DataError.self) { try read(text, options) }
    }

    @Test("Types come from the values of all rows; null and absent fields are missing")
    func inference() throws {
        let outcome = try read(
            """
            {"id":1,"score":1,"title":"Up \\u00e9 \\ud83c\\udfac","ok":null,"genres":["Comedy","A\\"B"],"none":null}
            {"id":-2,"score":2.5,"ok":true,"extra":"x"}

            {"score":3,"id":null,"title":"","genres":[]}
            """)
        let frame = outcome.frame
        #expect(frame.columnNames == ["id", "score", "title", "ok", "genres", "none", "extra"])
        #expect(frame.schema.fields.map(\.type) == [.int64, .double, .string, .bool, .stringList, .string, .string])
        #expect(try frame.values(of: ColumnKey<Int64>("id")) == [1, -2, nil])
        #expect(try frame.values(of: ColumnKey<Double>("score")) == [1, 2.5, 3])
        #expect(try frame.values(of: ColumnKey<String>("title")) == ["Up é 🎬", nil, ""])
        #expect(try frame.values(of: ColumnKey<Bool>("ok")) == [nil, true, nil])
        #expect(try frame.values(of: ColumnKey<[String]>("genres")) == [["Comedy", "A\"B"], nil, []])
        #expect(try frame.values(of: ColumnKey<String>("extra")) == [nil, "x", nil])
        #expect(outcome.lines == [1, 2, 4])
    }

    @Test("Fields are chosen and renamed; others may hold anything")
    func projection() throws {
        let text = """
            {"show":1,"description":"a plot","release_year":2001,"cast":{"x":[1]},"date":"2008-01-01"}
            {"release_year":2002,"description":"b","date":null}
            """
        let schema = try Schema([
            .init("plot", .string), .init("year", .int64), .init("added", .timestamp, allowsMissing: true),
        ])
        let options = ReadingOptions(
            schema: schema, fieldMapping: ["plot": "description", "year": "release_year", "added": "date"],
            lineColumn: "line")
        let frame = try read(text, options).frame
        #expect(frame.columnNames == ["plot", "year", "added", "line"])
        #expect(try frame.row(0).value("added") == .timestamp(Timestamp(microseconds: 1_199_145_600_000_000)))
        #expect(try frame.row(1).value("line") == .int64(2))
        let some = try read(text, .init(columns: ["year"], fieldMapping: ["year": "release_year"])).frame
        #expect(some.columnNames == ["year"])
        let all = try read("{\"a\":1,\"b\":2}", .init(fieldMapping: ["x": "b"])).frame
        #expect(all.columnNames == ["a", "x"])
    }

    @Test("A field that occurs in no record is an error that lists the fields there are")
    func wrongColumns() {
        let error = error("{\"title\":\"x\",\"year\":1}\n", .init(columns: ["title", "plot"]))
        #expect(error?.code == .unknownColumn)
        #expect(error?.description.contains("title, year") == true)
    }

    @Test(
        "Bad lines are errors that name the line",
        arguments: [
            ("{\"a\":1}\n{\"a\":\n", "malformedRow", "line 2"),
            ("{\"a\":1}\n\n[1]\n", "malformedRow", "line 3"),
            ("{\"a\":1} {\"a\":2}\n", "malformedRow", "line 1"),
            ("{\"a\":1,\"a\":2}\n", "malformedRow", "line 1"),
            ("{\"a\":1}\n{\"a\":NaN}\n", "malformedRow", "line 2"),
            ("{\"a\":1}\n{\"a\":Infinity}\n", "malformedRow", "line 2"),
            ("{\"a\":1}\n{\"a\":1e999}\n", "valueOutOfRange", "line 2"),
            ("{\"a\":1}\n{\"a\":99999999999999999999}\n", "valueOutOfRange", "line 2"),
            ("{\"a\":1}\n{\"a\":\"x\"}\n", "typeMismatch", "line 2"),
            ("{\"a\":1}\n{\"a\":{}}\n", "typeMismatch", "line 2"),
            ("{\"a\":[\"x\",1]}\n", "typeMismatch", "line 1"),
            ("{\"a\":9007199254740993}\n{\"a\":1.5}\n", "typeMismatch", "line 2"),
        ])
    func badLines(text: String, code: String, place: String) {
        let error = error(text)
        #expect(error?.code.rawValue == code, "\(String(describing: error))")
        #expect(error?.details.place?.contains(place) == true, "\(String(describing: error))")
    }

    @Test("Bad lines are put aside, with nothing of them in the columns; the counts add up")
    func quarantine() throws {
        let text = """
            {"b":1,"a":"x"
            {"a":1}
            {"c":[],"a":"one"}
            not json
            {"a":2,"b":null}
            """
        let outcome = try read(text, .init(malformedRows: .quarantine()))
        #expect(outcome.frame.columnNames == ["a", "b"])
        #expect(try outcome.frame.values(of: ColumnKey<Int64>("a")) == [1, 2])
        #expect(outcome.rejectedRows.map(\.line) == [1, 3, 4])
        #expect(outcome.rejectedRows[1].reason.contains("since line 2"))
        #expect(outcome.rejectedRows[2].text == "not json")
        #expect(outcome.recordCount == 5)
        let schema = try Schema([.init("a", .int64), .init("b", .int64)])
        let strict = try read(
            "{\"a\":1}\n{\"a\":1,\"b\":2}\n{\"a\":null,\"b\":2}", .init(schema: schema, malformedRows: .quarantine()))
        #expect(strict.rejectedRows.map(\.line) == [1, 3])
    }

    @Test("Invalid UTF-8, an empty input and a line beyond the limit are typed errors")
    func encoding() throws {
        var bytes = Array("{\"a\":\"x\"}\n{\"a\":\"y\"}\n".utf8)
        bytes[16] = 0xFF
        let invalid = #expect(throws: DataError.self) { try JSONLReader().read(bytes: bytes) }
        #expect(invalid?.code == .invalidEncoding)
        #expect(invalid?.details.place?.contains("line 2") == true)
        #expect(error("")?.code == .emptyInput)
        #expect(error("\n\n")?.code == .emptyInput)

        let directory = try TemporaryDirectory()
        var long = Array("{\"a\":\"x\"}\n{\"a\":\"".utf8)
        long.append(contentsOf: repeatElement(UInt8(ascii: "y"), count: 3 << 20))
        long.append(contentsOf: "\"}\n{\"a\":\"z\"}\n".utf8)
        let path = try directory.write(long, to: "long.jsonl")
        let strict = #expect(throws: DataError.self) {
            try JSONLReader(options: .init(maximumRowByteCount: 1 << 20)).read(path: path)
        }
        #expect(strict?.code == .limitExceeded)
        #expect(strict?.details.place?.contains("line 2") == true)
        let options = ReadingOptions(malformedRows: .quarantine(), maximumRowByteCount: 1 << 20)
        for outcome in [
            try JSONLReader(options: options).read(path: path), try JSONLReader(options: options).read(bytes: long),
        ] {
            #expect(outcome.lines == [1, 3])
            #expect(outcome.rejectedRows.map(\.line) == [2])
        }
    }

    @Test("What is written reads back as the same frame", arguments: 0..<100)
    func roundTrip(seed: Int) throws {
        let frame = try RandomFrames.frame(seed: UInt64(seed), finite: true)
        guard frame.rowCount > 0 else { return }
        let bytes = try JSONLWriter().bytes(of: frame)
        #expect(try JSONLReader(options: .init(schema: frame.schema)).read(bytes: bytes).frame == frame)
    }

    @Test("NaN and infinities are refused by the writer")
    func nonFinite() throws {
        #expect(throws: DataError.self) {
            try JSONLWriter().bytes(of: DataFrame([("a", Column(present: [Double.nan]))]))
        }
        let directory = try TemporaryDirectory()
        let frame = try DataFrame([("a", Column(present: ["x"]))])
        try JSONLWriter().write(frame, to: directory.path("a.jsonl"))
        #expect(try directory.bytes("a.jsonl") == Array("{\"a\":\"x\"}\n".utf8))
    }

    @Test("Random bytes are read or refused, never trapped on")
    func hostileBytes() {
        var random = SeededGenerator(seed: 3)
        let pieces = [
            "{", "}", "\"a\"", ":", ",", "1", "1.5", "[", "]", "\"x\"", "null", "\n", "\r\n", "\u{FEFF}", "true", "\\",
            "\"b\"",
        ]
        for _ in 0..<3000 {
            let text = (0..<random.next(below: 20)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
            _ = try? read(text)
            if let outcome = try? read(text, .init(malformedRows: .quarantine())) {
                #expect(outcome.frame.rowCount == outcome.lines.count)
            }
        }
    }
}
