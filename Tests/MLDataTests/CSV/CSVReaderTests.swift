import MLCore
import MLData
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
    private func read(_ text: String, _ reader: CSVReader = CSVReader()) throws -> ReadOutcome {
        try reader.read(bytes: Array(text.utf8))
    }

    private func error(_ text: String, _ reader: CSVReader = CSVReader()) -> DataError? {
        #expect(throws: DataError.self) { try read(text, reader) }
    }

    @Test("Types come from all rows, and the reason says why")
    func inference() throws {
        let outcome = try read(
            """
            flag,id,score,when,mixed,zip,huge,empty
            true,1,1,2020-02-29,1,007,12345678901234567890,
            FALSE,-2,2.5,2020-02-29T23:59:59.5+01:00,true,123,1,
            ,,1e-3,,x,,,

            """)
        let types = outcome.frame.schema.fields.map(\.type)
        #expect(types == [.bool, .int64, .double, .timestamp, .string, .string, .string, .string])
        #expect(try outcome.frame.column("when").value(at: 1).description == "2020-02-29T22:59:59.500000Z")
        #expect(try outcome.frame.column("score").values == [.double(1), .double(2.5), .double(1e-3)])
        #expect(outcome.frame.columns.map(\.missingCount) == [1, 1, 0, 1, 0, 1, 1, 3])
        #expect(outcome.typeReasons["zip"] == "line 2 holds \"007\"")
        #expect(outcome.typeReasons["mixed"] == "line 3 holds \"true\"")
        #expect(outcome.lines == [2, 3, 4])
    }

    @Test("A type that only the last of many rows breaks is seen")
    func lateSurprise() throws {
        let text = "a\n" + (0..<20_000).map { "\($0)\n" }.joined()
        #expect(try read(text).frame.schema.fields[0].type == .int64)
        #expect(try read(text + "1.5\n").frame.schema.fields[0].type == .double)
        #expect(try read(text + "x\n").typeReasons["a"] == "line 20002 holds \"x\"")
    }

    @Test("Quotes hold delimiters, line breaks and doubled quotes; quoted empty is not missing")
    func quotes() throws {
        let frame = try read("a,b\r\n\"x,\"\"y\"\"\r\nz\",\"\"\r\n,\"\"\"\"\r\n").frame
        #expect(try frame.values(of: ColumnKey<String>("a")) == ["x,\"y\"\r\nz", nil])
        #expect(try frame.values(of: ColumnKey<String>("b")) == ["", "\""])
    }

    @Test("Line breaks are LF, CRLF or CR; the last one may be absent; a byte order mark is skipped")
    func lineBreaks() throws {
        let expected = try read("a,b\n1,x\n2,y\n").frame
        for text in ["a,b\r\n1,x\r\n2,y", "a,b\r1,x\r2,y\r", "\u{FEFF}a,b\n1,x\n\n2,y\n\n"] {
            #expect(try read(text).frame == expected)
        }
    }

    @Test("In a table of one column a blank line is a missing value")
    func oneColumn() throws {
        #expect(try read("a\n1\n\n3\n").frame.values(of: ColumnKey<Int64>("a")) == [1, nil, 3])
        #expect(try read("a\n").frame.rowCount == 0)
    }

    @Test("Delimiter, missing tokens, trimming and headers are options")
    func options() throws {
        let spaced = CSVReader(delimiter: ";", missingTokens: ["", "NA"], trimsSpaces: true)
        let frame = try read(" a ; b\n 1 ; \"NA\"\nNA;NA\n".replacing("; \"", with: ";\""), spaced).frame
        #expect(frame.columnNames == ["a", "b"])
        #expect(try frame.values(of: ColumnKey<Int64>("a")) == [1, nil])
        #expect(try frame.values(of: ColumnKey<String>("b")) == ["NA", nil])
        #expect(try read("1,x\n", CSVReader(header: .numbered)).frame.columnNames == ["column1", "column2"])
        #expect(try read("\"1\",x\n2,y\n", CSVReader(header: .numbered)).frame.rowCount == 2)
        #expect(try read("1,x\n", CSVReader(header: .names(["n", "t"]))).frame.columnNames == ["n", "t"])
    }

    @Test("Columns are chosen, renamed and typed by the options")
    func projection() throws {
        let text = "id,name,when,tags\n1,Up,2009-05-29,\"[\"\"a\"\",\"\"b\"\"]\"\n"
        let options = ReadingOptions(
            columns: ["title", "labels"], columnTypes: ["labels": .stringList],
            fieldMapping: ["title": "name", "labels": "tags"], lineColumn: "line")
        let frame = try read(text, CSVReader(options: options)).frame
        #expect(frame.columnNames == ["title", "labels", "line"])
        #expect(try frame.row(0).values == [.string("Up"), .stringList(["a", "b"]), .int64(2)])
        let renamed = try read(text, CSVReader(options: .init(fieldMapping: ["title": "name"]))).frame
        #expect(renamed.columnNames == ["id", "title", "when", "tags"])
        let schema = try Schema([.init("when", .timestamp), .init("id", .double)])
        #expect(try read(text, CSVReader(options: .init(schema: schema))).frame.schema == schema)
    }

    @Test("Wrong columns are an error that lists those there are")
    func wrongColumns() throws {
        let schema = try Schema([.init("year", .int64), .init("plot", .string)])
        let unknown = error("id,year\n1,2\n", CSVReader(options: .init(schema: schema)))
        #expect(unknown?.code == .unknownColumn)
        #expect(unknown?.description.contains("\"plot\"") == true)
        #expect(unknown?.description.contains("id, year") == true)
        #expect(error("a,b,a\n1,2,3\n")?.code == .duplicateColumn)
        #expect(error("a\n1\n", CSVReader(options: .init(columnTypes: ["b": .int64])))?.code == .unknownColumn)
    }

    @Test(
        "Bad rows are errors that name line and column",
        arguments: [
            ("a,b\n1\n", "malformedRow", "line 2"),
            ("a,b\n1,2,3\n", "malformedRow", "line 2"),
            ("a,b\n\n1,x\"y\n", "malformedRow", "line 3, column 4"),
            ("a,b\n1,\"x\"y\n", "malformedRow", "line 2, column 6"),
            ("a,b\n1,\"x\ny\n", "malformedRow", "line 2, column 3"),
            ("a,b\n\"x\ny\",\"z\n", "malformedRow", "line 3, column 4"),
            ("a,b\n1,\0\n", "malformedRow", "line 2, column 3"),
            ("a,b\n1,nan\n2,3.5\n", "valueOutOfRange", "line 2"),
            ("a,b\n1,1e999\n2,3.5\n", "valueOutOfRange", "line 2"),
            ("a,b\n1,-Infinity\n2,3\n", "valueOutOfRange", "line 2"),
        ])
    func badRows(text: String, code: String, place: String) throws {
        let error = error(text)
        #expect(error?.code.rawValue == code)
        #expect(error?.details.place?.contains(place) == true, "\(String(describing: error))")
        #expect(error?.details.remedy != nil)
    }

    @Test("Invalid UTF-8 and UTF-16 are errors of encoding")
    func encoding() throws {
        var bytes = Array("a,b\n1,x\n2,y\n".utf8)
        bytes[10] = 0xFF
        let error = #expect(throws: DataError.self) { try CSVReader().read(bytes: bytes) }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.details.place?.contains("line 3, column 3") == true)
        let wide = #expect(throws: DataError.self) { try CSVReader().read(bytes: [0xFF, 0xFE, 0x61, 0]) }
        #expect(wide?.code == .invalidEncoding)
        let rejected = try CSVReader(options: .init(malformedRows: .quarantine())).read(bytes: bytes)
        #expect(rejected.rejectedRows.map(\.line) == [3])
    }

    @Test("An empty input is an error")
    func empty() {
        #expect(error("")?.code == .emptyInput)
        #expect(error("\u{FEFF}")?.code == .emptyInput)
    }

    @Test("Words for NaN and infinity are accepted when asked for, and stay text without numbers")
    func nonFinite() throws {
        let reader = CSVReader(acceptsNonFiniteNumbers: true)
        let values = try read("a\nNaN\n-inf\n1\n", reader).frame.column("a").values.map { $0.number?.description }
        #expect(values == ["nan", "-inf", "1.0"])
        #expect(try read("a\nnan\ninf\n").frame.schema.fields[0].type == .string)
        #expect(error("a\n1e999\n2\n", reader)?.code == .valueOutOfRange)
    }

    @Test("Under a type, a field that does not fit is an error or a rejected row; the counts add up")
    func quarantine() throws {
        let text = "id,year\n1,1999\n2,abc\n3\n4,\"x\"y\n5,99999999999999999999\n6,\n7,2001\n\"8,2002\n9,2003\n"
        let schema = try Schema([.init("id", .int64), .init("year", .int64)])
        let strict = error(text, CSVReader(options: .init(schema: schema)))
        #expect(strict?.code == .typeMismatch)
        #expect(strict?.details.place?.contains("line 3, column \"year\"") == true)
        let outcome = try read(text, CSVReader(options: .init(schema: schema, malformedRows: .quarantine())))
        #expect(try outcome.frame.values(of: ColumnKey<Int64>("id")) == [1, 7, 9])
        #expect(outcome.lines == [2, 8, 10])
        #expect(outcome.rejectedRows.map(\.line) == [3, 4, 5, 6, 7, 9])
        #expect(outcome.rejectedRows[0].text == "2,abc")
        #expect(outcome.recordCount == 9)
        let limited = error(text, CSVReader(options: .init(schema: schema, malformedRows: .quarantine(limit: 2))))
        #expect(limited?.code == .limitExceeded)
    }

    @Test("A row beyond the limit costs no more than the limit and can be quarantined")
    func longRow() throws {
        let directory = try TemporaryDirectory()
        var bytes = Array("a,b\n1,x\n2,".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "y"), count: 3 << 20))
        bytes.append(contentsOf: "\n3,z\n".utf8)
        let path = try directory.write(bytes, to: "long.csv")
        let strict = CSVReader(options: .init(maximumRowByteCount: 1 << 20))
        let lenient = CSVReader(options: .init(malformedRows: .quarantine(), maximumRowByteCount: 1 << 20))
        for read in [{ try strict.read(path: path) }, { try strict.read(bytes: bytes) }] {
            let error = #expect(throws: DataError.self) { _ = try read() }
            #expect(error?.code == .limitExceeded)
            #expect(error?.details.place?.contains("line 3") == true)
        }
        for outcome in [try lenient.read(path: path), try lenient.read(bytes: bytes)] {
            #expect(outcome.lines == [2, 4])
            #expect(outcome.rejectedRows.map(\.line) == [3])
            #expect(outcome.rejectedRows.allSatisfy { $0.text.utf8.count <= 200 })
        }
    }

    @Test("Limits of columns and rows are errors")
    func limits() {
        #expect(error("a,b,c\n", CSVReader(options: .init(maximumColumnCount: 2)))?.code == .limitExceeded)
        #expect(
            error("a,b\n1,2,3\n", CSVReader(options: .init(maximumColumnCount: 2)))?.code == .limitExceeded)
        #expect(error("a\n1\n2\n", CSVReader(options: .init(maximumRowCount: 1)))?.code == .limitExceeded)
    }

    @Test("All faults of a configuration are listed at once")
    func configuration() {
        let reader = CSVReader(
            options: .init(columns: ["a", "a"], maximumRowByteCount: 0), delimiter: "\n", header: .names([]))
        let error = #expect(throws: DataError.self) { try reader.validated() }
        #expect(error?.code == .invalidConfiguration)
        for part in ["delimiter", "no names", "maximumRowByteCount", "asked for twice"] {
            #expect(error?.description.contains(part) == true)
        }
    }

    @Test("A file reads as its bytes do, whatever chunk borders cut")
    func files() throws {
        let directory = try TemporaryDirectory()
        var text = "id,text\r\n"
        for row in 0..<30_000 { text += "\(row),\"line \(row)\r\nsaid \"\"é🎬\"\"\"\r\n" }
        let bytes = Array(text.utf8)
        let path = try directory.write(bytes, to: "big.csv")
        let outcome = try CSVReader().read(path: path)
        #expect(try outcome.frame == CSVReader().read(bytes: bytes).frame)
        #expect(outcome.frame.rowCount == 30_000)
        #expect(outcome.lines.last == 60_000)
        #expect(outcome.byteCount == bytes.count)
        #expect(try outcome.frame.column("text").value(at: 29_999) == .string("line 29999\r\nsaid \"é🎬\""))
    }

    @Test("A missing file and a directory are errors that name the path")
    func unreadable() throws {
        let directory = try TemporaryDirectory()
        for path in [directory.path("absent.csv"), directory.path(""), "a\0b"] {
            let error = #expect(throws: DataError.self) { try CSVReader().read(path: path) }
            #expect(error?.code == .fileUnreadable)
        }
        let missing = #expect(throws: DataError.self) { try CSVReader().read(path: directory.path("absent.csv")) }
        #expect(missing?.description.contains("absent.csv") == true)
    }

    @Test("Reading off the cooperative pool gives the same")
    func asynchronous() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Array("a\n1\n".utf8), to: "a.csv")
        #expect(try await CSVReader().reading(path: path).frame.rowCount == 1)
    }

    @Test("Random bytes are read or refused, never trapped on")
    func hostileBytes() {
        var random = SeededGenerator(seed: 11)
        let alphabet = Array("a1,\"\n\r\0 \u{FEFF}é".utf8) + [0xFF]
        for _ in 0..<3000 {
            let bytes = (0..<random.next(below: 40)).map { _ in alphabet[random.next(below: alphabet.count)] }
            _ = try? CSVReader().read(bytes: bytes)
            let lenient = CSVReader(options: .init(malformedRows: .quarantine()))
            if let outcome = try? lenient.read(bytes: bytes) {
                #expect(outcome.recordCount == outcome.lines.count + outcome.rejectedRows.count)
                #expect(
                    (outcome.lines + outcome.rejectedRows.map(\.line)).count
                        == Set(outcome.lines + outcome.rejectedRows.map(\.line)).count)
            }
        }
    }

    @Test("Fields without a name are called by their position")
    func unnamed() throws {
        let frame = try CSVReader().read(bytes: Array(",a,\n0,x,1\n1,y,2\n".utf8)).frame
        #expect(frame.columnNames == ["column1", "a", "column3"])
        #expect(try frame.values(of: ColumnKey<Int64>("column1")) == [0, 1])
    }
}
