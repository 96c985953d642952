#if SQLiteStore
import MLCore
import MLData
import Testing

@testable import MLSQLite

@Suite("Data frames in SQLite tables")
struct TableRoundTripTests {
    static func frame() throws -> DataFrame {
        let columns: [(name: String, column: Column)] = [
            ("flag", Column([true, nil, false, true])),
            ("integer", Column([Int64.min, nil, .max, 0])),
            ("double", Column([Double.pi, nil, -.infinity, .leastNonzeroMagnitude])),
            ("whole", Column([1e300, 3, nil, -(0x1p53)])),
            ("float", Column([Float(0.1), nil, .infinity, -.leastNonzeroMagnitude])),
            ("text", Column(["", nil, "a\0b\u{0}", "🧀 'x' \"y\"; DROP TABLE t; --\r\n"])),
            ("digits", Column(["007", "1e3", nil, "NaN"])),
            (
                "time",
                Column([
                    Timestamp(microseconds: -1), nil, Timestamp(microseconds: 1_700_000_000_123_456),
                    Timestamp(microseconds: 0),
                ])
            ),
            ("list", Column([["a", "b\0\"é"], nil, [], [""]])),
            ("käse \"🧀\" [x] `y` 'z'; --", Column([Int64(1), 2, 3, 4])),
            ("select", Column([nil, nil, nil, nil as String?])),
        ]
        let frame = try DataFrame(columns)
        let fields = frame.schema.fields.map { field in
            Schema.Field(field.name, field.type, allowsMissing: field.name != "käse \"🧀\" [x] `y` 'z'; --")
        }
        return try DataFrame(columns: frame.columns, schema: Schema(fields))
    }

    @Test("A frame that is written reads back as the same frame, in memory and from a file opened again")
    func identity() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let frame = try Self.frame()
        for form in [SQLiteTableWriter.TimestampForm.microseconds, .iso8601] {
            let memory = try SQLiteDatabase.inMemory()
            for database in [memory, try SQLiteDatabase(path: path)] {
                try SQLiteTableWriter(database: database, timestampForm: form).write(frame, to: "t", mode: .replace)
                #expect(try SQLiteTableReader(database: database).read(table: "t") == frame)
            }
            let reading = try SQLiteDatabase(path: path, configuration: .init(access: .readOnly, checksContent: true))
            #expect(try SQLiteTableReader(database: reading).read(table: "t") == frame)
            #expect(
                try SQLiteTableReader(database: reading, options: .init(schema: frame.schema))
                    .read(query: "SELECT *, 1 AS more FROM t") == frame)
        }
    }

    @Test("Frames without rows, and many rows in order, read back the same")
    func sizes() throws {
        let database = try SQLiteDatabase.inMemory()
        let writer = SQLiteTableWriter(database: database)
        let reader = SQLiteTableReader(database: database)
        let empty = try Self.frame().taking([])
        try writer.write(empty, to: "empty")
        #expect(try reader.read(table: "empty") == empty)
        var generator = SeededGenerator(seed: 11)
        for size in [1, 63, 64, 65, 1000] {
            let numbers = (0..<size).map { _ in generator.next() % 5 == 0 ? nil : Int64(bitPattern: generator.next()) }
            let doubles = (0..<size).map { _ in
                let value = Double(bitPattern: generator.next())
                return value.isNaN || value == 0 ? nil : value
            }
            let texts = (0..<size).map { _ in
                generator.next() % 5 == 0
                    ? nil
                    : String(
                        decoding: (0..<generator.next() % 9).map { _ in UInt8(generator.next() % 128) }, as: UTF8.self)
            }
            let frame = try DataFrame([("n", Column(numbers)), ("d", Column(doubles)), ("t", Column(texts))])
            try writer.write(frame, to: "rows", mode: .replace)
            #expect(try reader.read(table: "rows") == frame)
        }
    }

    @Test("NaN is refused with its place, or encoded and read back, and is never taken for missing")
    func nan() throws {
        let database = try SQLiteDatabase.inMemory()
        let reader = SQLiteTableReader(database: database)
        let frame = try DataFrame([
            ("d", Column([Double.nan, nil, 1])), ("f", Column([Float(1), nil, .nan])),
        ])
        let error = try #require(throws: DataError.self) {
            try SQLiteTableWriter(database: database).write(frame, to: "t")
        }
        #expect(error.code == .valueOutOfRange)
        #expect(error.details.place?.contains("row 0") == true)
        #expect(throws: DataError.self, "nothing was created") { try reader.read(table: "t") }
        try SQLiteTableWriter(database: database, nanForm: .text).write(frame, to: "t")
        #expect(try reader.read(table: "t") == frame)
        let zeros = try DataFrame([("d", Column([-0.0, 0.0]))])
        try SQLiteTableWriter(database: database).write(zeros, to: "zeros")
        #expect(try reader.read(table: "zeros") == DataFrame([("d", Column([0.0, 0.0]))]))
    }

    @Test("Tables are created, appended to and replaced, each in one step")
    func modes() throws {
        let database = try SQLiteDatabase.inMemory()
        let writer = SQLiteTableWriter(database: database)
        let reader = SQLiteTableReader(database: database)
        let one = try DataFrame([("a", Column([Int64(1)])), ("b", Column(["x"]))])
        let two = try DataFrame([("a", Column([Int64(2)])), ("b", Column([nil as String?]))])
        #expect(throws: DataError.self) { try writer.write(one, to: "t", mode: .append) }
        try writer.write(one, to: "t")
        #expect(throws: DataError.self) { try writer.write(one, to: "t") }
        try writer.write(two.selecting(["b", "a"]), to: "t", mode: .append)
        #expect(try reader.read(table: "t") == DataFrame([("a", Column([Int64(1), 2])), ("b", Column(["x", nil]))]))
        let wrong: [(DataFrame, DataError.Code)] = [
            (try DataFrame([("a", Column(["1"]))]), .typeMismatch),
            (try DataFrame([("a", Column([1.0]))]), .typeMismatch),
            (try DataFrame([("z", Column([Int64(1)]))]), .invalidArgument),
        ]
        for (frame, code) in wrong {
            let error = try #require(throws: DataError.self) { try writer.write(frame, to: "t", mode: .append) }
            #expect(error.code == code, "\(error)")
        }
        #expect(try reader.read(table: "t").rowCount == 2)
        try writer.write(two, to: "t", mode: .replace)
        #expect(try reader.read(table: "t") == two)
        let required = try DataFrame(
            columns: [Column(present: [Int64(1), 2])], schema: Schema([.init("n", .int64, allowsMissing: false)]))
        try writer.write(required, to: "required")
        let error = try #require(throws: DataError.self) {
            try writer.write(DataFrame([("n", Column([Int64(3), nil]))]), to: "required", mode: .append)
        }
        #expect(error.code == .constraintViolated)
        #expect(try reader.read(table: "required") == required, "the row before the bad one was not kept")
    }

    @Test("Rows keep their order although columns have the names of the row number")
    func rowNumbers() throws {
        let database = try SQLiteDatabase.inMemory()
        for names in [["_rowid_"], ["_ROWID_", "rowid"], ["oid", "rowid", "_rowid_"]] {
            let frame = try DataFrame(names.map { ($0, Column([Int64(3), 1, 2])) })
            try SQLiteTableWriter(database: database).write(frame, to: "t", mode: .replace)
            #expect(try SQLiteTableReader(database: database).read(table: "t") == frame, "\(names)")
        }
    }

    @Test("Texts are not written where SQLite would make numbers of them")
    func texts() throws {
        let database = try SQLiteDatabase.inMemory()
        let frame = try DataFrame([("code", Column(["007", "1e3", "x"]))])
        for (declaration, isTaken) in [
            ("STRING", false), ("NUMERIC", false), ("DECIMAL(10, 2)", false), ("TEXT", true), ("VARCHAR(9)", true),
            ("BLOB", true), ("", true),
        ] {
            try database.access { connection in
                for sql in ["DROP TABLE IF EXISTS t", "CREATE TABLE t (code \(declaration))"] {
                    try connection.withPrepared(sql, at: "test") { try $0.run() }
                }
            }
            let writer = SQLiteTableWriter(database: database)
            if isTaken {
                try writer.write(frame, to: "t", mode: .append)
                #expect(try SQLiteTableReader(database: database).read(table: "t") == frame, "\(declaration)")
            } else {
                let error = #expect(throws: DataError.self) { try writer.write(frame, to: "t", mode: .append) }
                #expect(error?.code == .typeMismatch, "\(declaration)")
            }
        }
    }

    @Test("Times follow the declaration of the table they are appended to")
    func appendedTimes() throws {
        let database = try SQLiteDatabase.inMemory()
        let frame = try DataFrame([("t", Column([Timestamp(microseconds: 1_700_000_000_000_001)]))])
        try SQLiteTableWriter(database: database, timestampForm: .iso8601).write(frame, to: "t")
        try SQLiteTableWriter(database: database).write(frame, to: "t", mode: .append)
        let reader = SQLiteTableReader(database: database)
        #expect(try reader.read(query: "SELECT DISTINCT typeof(t) AS k FROM t") == DataFrame([("k", Column(["text"]))]))
        #expect(try reader.read(table: "t").rowCount == 2)
        let late = try DataFrame([("t", Column([Timestamp(microseconds: .max)]))])
        let error = try #require(throws: DataError.self) {
            try SQLiteTableWriter(database: database).write(late, to: "t", mode: .append)
        }
        #expect(error.code == .valueOutOfRange)
        #expect(try reader.read(table: "t").rowCount == 2)
    }

    @Test("Names that are none, or reserved, are refused; those of columns are quoted")
    func names() throws {
        let database = try SQLiteDatabase.inMemory()
        _ = try SQLiteBlobStore(database: database).put([1])
        let writer = SQLiteTableWriter(database: database)
        let frame = try DataFrame([("a", Column([Int64(1)]))])
        let bad = [
            "", "1a", "a b", "a\"b", "t; DROP TABLE mlops_blobs", "a\0", "ä", "sqlite_master", "SQLITE_x",
            "mlops_blobs",
            "MLOPS_other", "main.t", String(repeating: "a", count: 129),
        ]
        for name in bad {
            for mode in [SQLiteTableWriter.Mode.create, .append, .replace] {
                let error = try #require(throws: DataError.self) { try writer.write(frame, to: name, mode: mode) }
                #expect(error.code == .invalidArgument, "\(name)")
            }
        }
        for name in ["", "a\nb", String(repeating: "a", count: 257)] {
            let error = try #require(throws: DataError.self) {
                try writer.write(DataFrame([(name, Column([Int64(1)]))]), to: "t")
            }
            #expect(error.code == .invalidArgument, "\(name)")
        }
        let twins = try #require(throws: DataError.self) {
            try writer.write(DataFrame([("a", Column([Int64(1)])), ("A", Column([Int64(1)]))]), to: "t")
        }
        #expect(twins.code == .duplicateColumn)
        #expect(throws: DataError.self) { try writer.write(DataFrame([]), to: "t") }
        #expect(try SQLiteBlobStore(database: database).list().count == 1)
        try writer.write(frame, to: "select")
        #expect(try SQLiteTableReader(database: database).read(table: "select") == frame)
    }
}
#endif
