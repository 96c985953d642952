import MLCore
import MLData
import Testing

@Suite("Hostile CSV")
struct CSVHostileInputTests {
    /// What reading a text with one header `a,b` and some rows gives.
    private func outcome(_ text: String, _ reader: CSVReader = CSVReader()) -> String {
        do {
            let outcome = try reader.read(bytes: Array(text.utf8), threads: 2)
            let types = outcome.frame.schema.fields.map(\.type.rawValue).joined(separator: " ")
            return "\(outcome.frame.rowCount) rows: \(types)"
        } catch { return error.code.rawValue }
    }

    @Test(
        "Every kind of bad input has its documented outcome",
        arguments: [
            ("unclosed quote", "a,b\n1,\"x\n2,y\n", "malformedRow"),
            ("quote in a field", "a,b\n1,x\"y\n", "malformedRow"),
            ("text behind a quote", "a,b\n1,\"x\"y\n", "malformedRow"),
            ("mixed line breaks", "a,b\r\n1,x\n2,y\r3,z\r\n", "3 rows: int64 string"),
            ("NUL", "a,b\n1,x\0\n", "malformedRow"),
            ("NUL in quotes", "a,b\n1,\"x\0\"\n", "1 rows: int64 string"),
            ("byte order mark", "\u{FEFF}a,b\n1,x\n", "1 rows: int64 string"),
            ("short row", "a,b\n1\n", "malformedRow"),
            ("long row", "a,b\n1,2,3\n", "malformedRow"),
            ("no bytes", "", "emptyInput"),
            ("header only", "a,b\n", "0 rows: string string"),
            ("header without line break", "a,b", "0 rows: string string"),
            ("two columns of a name", "a,a\n1,2\n", "duplicateColumn"),
            ("a column without a name", "a,\n1,2\n", "1 rows: int64 int64"),
            ("a column without a name beside that name", "column2,\n1,2\n", "duplicateColumn"),
            ("beyond a double", "a,b\n1e999,2\n2,3\n", "valueOutOfRange"),
            ("hexadecimal", "a,b\n0x10,2\n2,3\n", "2 rows: string int64"),
            ("NaN among numbers", "a,b\nNaN,2\n2,3\n", "valueOutOfRange"),
            ("only NaN", "a,b\nNaN,2\nnan,3\n", "2 rows: string int64"),
            ("negative zero", "a,b\n-0,-0.0\n", "1 rows: int64 double"),
            ("thousands separators", "a,b\n\"1,000\",1'000\n", "1 rows: string string"),
            ("no such date", "a,b\n9999-99-99,2024-02-30\n", "1 rows: string string"),
            ("last date", "a,b\n9999-12-31,9999-12-31T23:59:59.999999Z\n", "1 rows: timestamp timestamp"),
            ("underscores", "a,b\n1_000,1_0.0\n", "1 rows: string string"),
            ("spaces", "a,b\n 1,1 \n", "1 rows: string string"),
            ("beyond 64 bits", "a,b\n9223372036854775807,9223372036854775808\n", "1 rows: int64 string"),
            ("sign alone", "a,b\n-,+\n", "1 rows: string string"),
            ("point alone", "a,b\n.,-.\n", "1 rows: string string"),
            ("exponent without digits", "a,b\n1e,1e+\n", "1 rows: string string"),
        ])
    func kinds(name: String, text: String, expected: String) {
        #expect(outcome(text) == expected, "\(name)")
    }

    @Test("Many columns, a long cell and many quotes end at a limit")
    func sizes() {
        let wide = String(repeating: "c,", count: 1_000_000)
        #expect(outcome(wide + "\n") == "limitExceeded")
        let short = CSVReader(options: .init(maximumRowByteCount: 1 << 18))
        let long = "a,b\n1," + String(repeating: "x", count: 1 << 20) + "\n"
        #expect(outcome(long, short) == "limitExceeded")
        let quoted = "a,b\n1,\"" + String(repeating: "\"\"", count: 1 << 19) + "\"\n"
        #expect(outcome(quoted, short) == "limitExceeded")
        let open = "a,b\n1,\"" + String(repeating: "x\n", count: 1 << 19)
        #expect(outcome(open, short) == "limitExceeded")
    }

    @Test("An odd number of quotes rejects the row of the last one")
    func oddQuotes() throws {
        let text = "a,b\n" + String(repeating: "1,\"\n", count: 50_001)
        let reader = CSVReader(options: .init(malformedRows: .quarantine()))
        let outcome = try reader.read(bytes: Array(text.utf8))
        #expect(outcome.frame.rowCount == 25_000 && outcome.rejectedRows.map(\.line) == [50_002])
    }

    @Test("A wide table is read whole")
    func wideTable() throws {
        let names = (0..<20_000).map { "c\($0)" }.joined(separator: ",")
        let row = (0..<20_000).map { "\($0)" }.joined(separator: ",")
        let frame = try CSVReader().read(bytes: Array((names + "\n" + row + "\n" + row + "\n").utf8)).frame
        #expect(frame.columns.count == 20_000 && frame.rowCount == 2)
        #expect(try frame.column("c19999").value(at: 1) == .int64(19_999))
    }

    @Test("Several columns may be read from one wide field; no two have one name")
    func sharedFields() throws {
        let mapping = ["a": "x", "b": "x", "c": "x"]
        let types = mapping.mapValues { _ in ColumnType.string }
        let text = String(repeating: "w", count: 1000)
        let wide = Array(("x,y\n" + String(repeating: text + ",1\n", count: 500)).utf8)
        let options = ReadingOptions(columns: ["a", "b", "c"], columnTypes: types, fieldMapping: mapping)
        for threads in [1, 3] {
            let frame = try CSVReader(options: options).read(bytes: wide, threads: threads).frame
            for column in frame.columns { #expect(column == Column(present: [String](repeating: text, count: 500))) }
        }
        let untyped = ReadingOptions(columns: ["a", "b", "c"], fieldMapping: mapping)
        #expect(try CSVReader(options: untyped).read(bytes: wide).frame.rowCount == 500)
        #expect(throws: DataError.self) { try JSONLReader(options: options).read(bytes: Array("{\"x\":1}".utf8)) }
        #expect(throws: DataError.self) { try CSVReader(options: ReadingOptions(fieldMapping: mapping)).validated() }
        let clash = CSVReader(options: ReadingOptions(fieldMapping: ["y": "x"]))
        #expect(outcome("x,y\n1,2\n", clash) == "duplicateColumn")
    }

    @Test("A limit of as many bytes as there can be is no limit")
    func noLimit() throws {
        var reader = CSVReader()
        reader.options.maximumRowByteCount = .max
        #expect(outcome("a,b\n\"1\n2\",\"x\"\"y\"\n", reader) == "1 rows: string string")
        var lines = JSONLReader()
        lines.options.maximumRowByteCount = .max
        let frame = try lines.read(bytes: Array("{\"a\":\"1\"}\n{\"a\":\"\\u0041\"}".utf8)).frame
        #expect(try frame.values(of: ColumnKey<String>("a")) == ["1", "A"])
    }

    @Test("Blank lines before the header are skipped")
    func blankLines() {
        #expect(outcome("\n\r\na,b\n1,2\n") == "1 rows: int64 int64")
        #expect(outcome("\n1,2\n3,4\n", CSVReader(header: .numbered)) == "2 rows: int64 int64")
        #expect(outcome("\"\"\n1\n") == "1 rows: int64")
        #expect(outcome("\n\n") == "emptyInput")
    }
}
