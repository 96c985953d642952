#if SQLiteStore
import Foundation
import MLCore
import MLData
import MLSQLite
import Testing

@Suite("Reading SQLite tables and queries")
struct TableReadingTests {
    /// A reader of a file that another program wrote.
    static func reader(
        _ sql: String, _ folder: TemporaryFolder, options: SQLiteTableReader.Options = .init()
    ) throws -> SQLiteTableReader {
        let path = folder.newPath()
        _ = try SQLiteDatabase(path: path)
        try SQLStatements.run(path, sql)
        let database = try SQLiteDatabase(path: path, configuration: .init(access: .readOnly, checksContent: true))
        return SQLiteTableReader(database: database, options: options)
    }

    @Test("Types come from declarations, and from values where those say nothing")
    func types() throws {
        let folder = try TemporaryFolder()
        let reader = try Self.reader(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL, price DOUBLE PRECISION, ok BOOLEAN,
              seen DATETIME, amount DECIMAL(10, 2), any, vacant, big BIGINT);
            INSERT INTO t VALUES (2, 'b', 1, 0, '2024-02-29', 1.5, 'x', NULL, 9223372036854775807);
            INSERT INTO t VALUES (1, 'a', NULL, 1, '2024-02-29T12:00:00+01:00', 3, 'y', NULL, NULL);
            """, folder)
        let frame = try reader.read(table: "t")
        #expect(
            frame.schema.fields.map(\.type) == [
                .int64, .string, .double, .bool, .timestamp, .double, .string, .string, .int64,
            ])
        #expect(frame.schema.fields.map(\.allowsMissing) == [true, false] + Array(repeating: true, count: 7))
        #expect(try frame.values(of: ColumnKey<Int64>("id")) == [1, 2])
        #expect(try frame.values(of: ColumnKey<Double>("amount")) == [3, 1.5])
        #expect(
            try frame.values(of: ColumnKey<Timestamp>("seen")).map { $0?.description } == [
                "2024-02-29T11:00:00.000000Z", "2024-02-29T00:00:00.000000Z",
            ])
        let summary = try reader.read(query: "SELECT count(*) AS n, avg(id) AS mean, max(name) AS last FROM t")
        #expect(
            try summary
                == DataFrame([("n", Column([Int64(2)])), ("mean", Column([1.5])), ("last", Column(["b"]))]))
        var typed = reader
        typed.options.columnTypes = ["id": .double, "big": .double]
        let error = try #require(throws: DataError.self) { try typed.read(table: "t") }
        #expect(error.code == .valueOutOfRange && error.details.place?.contains("big") == true)
        typed.options.columnTypes = ["id": .timestamp]
        #expect(try typed.read(table: "t").values(of: ColumnKey<Timestamp>("id")).first??.microseconds == 1)
    }

    @Test("A value of another type than its column is an error that names column and row")
    func mismatches() throws {
        let cases: [(String, DataError.Code)] = [
            ("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), ('one')", .typeMismatch),
            ("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), (1.5)", .typeMismatch),
            ("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (1), (x'00')", .typeMismatch),
            ("CREATE TABLE t (x); INSERT INTO t VALUES (1), ('one')", .typeMismatch),
            ("CREATE TABLE t (x); INSERT INTO t VALUES ('one'), (1)", .typeMismatch),
            ("CREATE TABLE t (x); INSERT INTO t VALUES (NULL), (x'00')", .typeMismatch),
            ("CREATE TABLE t (x); INSERT INTO t VALUES (9007199254740993), (0.5)", .valueOutOfRange),
            ("CREATE TABLE t (x BOOLEAN); INSERT INTO t VALUES (1), (2)", .typeMismatch),
            ("CREATE TABLE t (x BOOLEAN); INSERT INTO t VALUES (1), ('true')", .typeMismatch),
            ("CREATE TABLE t (x REAL); INSERT INTO t VALUES (1), ('nan')", .typeMismatch),
            ("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('a'), (x'61')", .typeMismatch),
            ("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('a'), (CAST(x'FF' AS TEXT))", .invalidEncoding),
            ("CREATE TABLE t (x TIMESTAMP); INSERT INTO t VALUES ('2024-01-01'), (1700000000)", .typeMismatch),
            ("CREATE TABLE t (x DATE); INSERT INTO t VALUES ('2024-01-01'), ('2023-02-29')", .typeMismatch),
            ("CREATE TABLE t (x FLOAT32); INSERT INTO t VALUES (1.0), (1e300)", .valueOutOfRange),
            ("CREATE TABLE t (x TEXT_LIST); INSERT INTO t VALUES ('[]'), ('[1]')", .typeMismatch),
            ("CREATE TABLE t (x TEXT_LIST); INSERT INTO t VALUES ('[]'), ('[')", .typeMismatch),
        ]
        for (sql, code) in cases {
            let folder = try TemporaryFolder()
            let error = try #require(throws: DataError.self) { try Self.reader(sql, folder).read(table: "t") }
            #expect(error.code == code, "\(sql): \(error)")
            #expect(error.details.place?.contains("column \"x\", row 1") == true, "\(error)")
        }
    }

    @Test("A schema picks and orders columns, and may forbid missing values")
    func schema() throws {
        let folder = try TemporaryFolder()
        var reader = try Self.reader(
            "CREATE TABLE t (a INTEGER, b TEXT, c REAL); INSERT INTO t VALUES (1, 'x', 2.5), (2, NULL, 3)", folder)
        reader.options.schema = try Schema([.init("c", .double), .init("a", .int64)])
        let frame = try reader.read(table: "t")
        #expect(frame.schema == reader.options.schema)
        #expect(try frame.values(of: ColumnKey<Double>("c")) == [2.5, 3])
        reader.options.schema = try Schema([.init("b", .string)])
        let missing = try #require(throws: DataError.self) { try reader.read(table: "t") }
        #expect(missing.code == .missingValue)
        reader.options.schema = try Schema([.init("z", .string)])
        let unknown = try #require(throws: DataError.self) { try reader.read(table: "t") }
        #expect(unknown.code == .unknownColumn)
        reader.options = .init(
            schema: try Schema([.init("a", .int64)]), columnTypes: ["a": .int64], maximumColumnCount: 0)
        let bad = try #require(throws: DataError.self) { try reader.read(table: "t") }
        #expect(bad.code == .invalidConfiguration)
        #expect(bad.details.problem.contains("exclude") && bad.details.problem.contains("maximumColumnCount"))
    }

    @Test("Parameters are bound, and as many as the query has")
    func parameters() throws {
        let folder = try TemporaryFolder()
        let reader = try Self.reader("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), (''' OR 1=1 --')", folder)
        let query = "SELECT count(*) AS n FROM t WHERE a = ?"
        func count(_ query: String, _ parameters: SQLiteParameters) throws -> Int64? {
            try reader.read(query: query, parameters: parameters).values(of: ColumnKey<Int64>("n")).first ?? nil
        }
        #expect(try count(query, [.string("' OR 1=1 --")]) == 1)
        #expect(try count("SELECT count(*) AS n FROM t WHERE a IN (:p, @q)", ["p": .string("x"), "q": .missing]) == 1)
        let values: [Value] = [
            .missing, .bool(true), .int64(.min), .double(.infinity), .float(0.5), .string("a\0b"), .stringList(["x"]),
            .timestamp(Timestamp(microseconds: 5)),
        ]
        let marks = values.indices.map { "typeof(?\($0 + 1)) || length(?\($0 + 1)) AS c\($0)" }.joined(separator: ", ")
        #expect(try reader.read(query: "SELECT \(marks)", parameters: .positional(values)).columns.count == 8)
        let wrong: [(String, SQLiteParameters)] = [
            (query, []), (query, .positional([.int64(1), .int64(2)])), (query, .named(["a": .int64(1)])),
            ("SELECT :a", .named(["b": .int64(1)])), ("SELECT :a", [:]),
            ("SELECT :a", .named(["a": .int64(1), "b": .int64(1)])),
        ]
        for (query, parameters) in wrong {
            let error = try #require(throws: DataError.self) { try reader.read(query: query, parameters: parameters) }
            #expect(error.code == .invalidArgument, "\(query): \(error)")
        }
        let nan = try #require(throws: DataError.self) { try reader.read(query: query, parameters: [.double(.nan)]) }
        #expect(nan.code == .valueOutOfRange)
    }

    @Test(
        "Statements that do not read, or are several, or none, are refused and change nothing",
        arguments: [
            "", " ", ";", "--", "/* SELECT 1", "SELEC 1", "SELECT", "SELECT * FROM nothing", "SELECT a FROM t WHERE",
            "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t", "SELECT 1;; PRAGMA user_version = 9", "DROP TABLE t",
            "INSERT INTO t VALUES (2)", "DELETE FROM t", "UPDATE t SET a = 3", "WITH x AS (SELECT 1) DELETE FROM t",
            "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "PRAGMA user_version = 9", "PRAGMA table_info(t)",
            "BEGIN", "COMMIT", "ROLLBACK", "VACUUM", "VACUUM INTO '/tmp/x'", "REINDEX", "ATTACH ':memory:' AS x",
            "EXPLAIN SELECT 1", "CREATE TABLE u (a)", "SELECT \"no such column\" FROM t", "SELECT 1\0; DROP TABLE t",
            "SELECT load_extension('x')", "SELECT x'", "SELECT a, a FROM t", "SELECT 1 /* open */ ; -- c\n SELECT 2",
        ])
    func refusedQueries(query: String) throws {
        let database = try SQLiteDatabase.inMemory()
        try SQLiteTableWriter(database: database).write(DataFrame([("a", Column([Int64(1)]))]), to: "t")
        let reader = SQLiteTableReader(database: database)
        let error = try #require(throws: DataError.self) { try reader.read(query: query) }
        #expect([.invalidArgument, .duplicateColumn].contains(error.code), "\(error)")
        #expect(throws: DataError.self) { _ = try reader.chunks(query: query).next() }
        #expect(try reader.read(table: "t").rowCount == 1)
        #expect(try reader.read(query: " -- c\n/* d */ SELECT * FROM pragma_user_version ; ;-- e").rowCount == 1)
    }

    @Test("Rows, columns and bytes are limited, also those of a view that never ends")
    func limits() throws {
        let folder = try TemporaryFolder()
        var reader = try Self.reader(
            """
            CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'xxxx'), (2, 'yyyy'), (3, 'zzzz');
            CREATE VIEW endless AS WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;
            CREATE VIEW large AS SELECT zeroblob(1000000000) AS z;
            """, folder)
        reader.options.maximumRowCount = 3
        #expect(try reader.read(table: "t").rowCount == 3)
        for (options, query) in [
            (.init(maximumRowCount: 2), "SELECT * FROM t"), (.init(maximumRowCount: 1000), "SELECT * FROM endless"),
            (.init(maximumColumnCount: 1), "SELECT * FROM t"), (.init(maximumByteCount: 8), "SELECT * FROM t"),
            (.init(), "SELECT * FROM large"), (.init(), "SELECT " + String(repeating: "1+", count: 300) + "1"),
            (.init(), "SELECT 1" + String(repeating: " ", count: 1_000_000)),
        ] as [(SQLiteTableReader.Options, String)] {
            reader.options = options
            let error = try #require(throws: DataError.self) { try reader.read(query: query) }
            #expect([.limitExceeded, .invalidArgument].contains(error.code), "\(query.prefix(40)): \(error)")
        }
        reader.options = .init(maximumByteCount: 12)
        #expect(try reader.read(table: "t").rowCount == 3)
    }

    @Test("Chunks are the whole in parts, with one schema, and may be left early")
    func chunks() throws {
        let database = try SQLiteDatabase.inMemory()
        let frame = try TableRoundTripTests.frame().taking((0..<50).map { $0 % 4 })
        try SQLiteTableWriter(database: database).write(frame, to: "t")
        let reader = SQLiteTableReader(database: database)
        for rowCount in [1, 7, 50, 51] {
            let chunks = try reader.chunks(table: "t", rowCount: rowCount)
            var rows = 0
            while let chunk = try chunks.next() {
                #expect(try chunk == frame.taking(Array(rows..<min(50, rows + rowCount))))
                rows += chunk.rowCount
            }
            #expect(rows == 50)
            #expect(try chunks.next() == nil)
        }
        var small = reader
        small.options.maximumByteCount = 100
        let bounded = try small.chunks(table: "t")
        let first = try #require(try bounded.next())
        #expect(first.rowCount < 10)
        // What is done between two chunks may use the database, also to write.
        try SQLiteTableWriter(database: database).write(first, to: "copy")
        #expect(try reader.read(table: "copy") == first)
        #expect(try #require(try bounded.next()).rowCount > 0)
        let empty = try reader.chunks(query: "SELECT 1 AS x WHERE 0")
        #expect(try empty.next()?.rowCount == 0)
        #expect(try empty.next() == nil)
        #expect(throws: DataError.self) { _ = try reader.chunks(table: "t", rowCount: 0) }
        let late = try reader.chunks(query: "VALUES (1), (2.5)", rowCount: 1)
        #expect(try late.next()?.schema.fields.first?.type == .int64)
        let error = try #require(throws: DataError.self) { try late.next() }
        #expect(error.code == .typeMismatch)
        #expect(try late.next() == nil)
    }

    @Test("A table in a damaged file is a typed error, not a trap")
    func damage() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        var database: SQLiteDatabase? = try SQLiteDatabase(path: path)
        let frame = try TableRoundTripTests.frame().taking((0..<400).map { $0 % 4 })
        try SQLiteTableWriter(database: #require(database)).write(frame, to: "t")
        database = nil
        let original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        var generator = SeededGenerator(seed: 3)
        var refusals = 0
        for round in 0..<150 {
            var bytes = original
            if round % 3 == 0 {
                bytes.removeLast(Int(generator.next() % UInt64(bytes.count)))
            } else {
                for _ in 0...(round % 5) { bytes[Int(generator.next() % UInt64(bytes.count))] ^= 0x55 }
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            do {
                let database = try SQLiteDatabase(path: path, configuration: .init(access: .readOnly))
                _ = try SQLiteTableReader(database: database).read(table: "t")
            } catch is SQLiteError {
                refusals += 1
            } catch is DataError {
                refusals += 1
            }
        }
        #expect(refusals > 50)
    }

    @Test("Reading and writing leave the cooperative pool")
    func asynchronous() async throws {
        let database = try SQLiteDatabase.inMemory()
        let frame = try TableRoundTripTests.frame()
        try await SQLiteTableWriter(database: database).writing(frame, to: "t")
        let reader = SQLiteTableReader(database: database)
        let read = try await reader.reading(query: "SELECT integer FROM t WHERE integer > ?", parameters: [.int64(0)])
        #expect(try read.values(of: ColumnKey<Int64>("integer")) == [.max])
    }
}
#endif
