import MLCore
import MLData
import Testing

@Suite("Parquet files of pyarrow and polars")
struct ParquetFixtureTests {
    @Test("Every codec, encoding and version of pages gives the same table", arguments: [1, 3])
    func tables(threads: Int) throws {
        let names = try ColumnarFixtures.names(".parquet")
        #expect(names.count >= 7)
        for name in names {
            let reader = ParquetReader(threads: threads, verifiesChecksums: true)
            try ColumnarFixtures.expect(try reader.read(path: ColumnarFixtures.path(name)), "\(name)")
            try ColumnarFixtures.expect(try reader.read(bytes: try ColumnarFixtures.bytes(name)), "\(name) in memory")
        }
    }

    @Test("Columns are chosen, in the order they are asked for")
    func projection() throws {
        let all = try ColumnarFixtures.expected()
        let path = ColumnarFixtures.path("snappy.parquet")
        let frame = try ParquetReader(columns: ["text", "flag"]).read(path: path)
        #expect(frame.columnNames == ["text", "flag"])
        #expect(try frame.column("flag") == all.column("flag"))
        #expect(try ParquetReader(columns: []).read(path: path).columns.isEmpty)
        let error = #expect(throws: DataError.self) { try ParquetReader(columns: ["texts"]).read(path: path) }
        #expect(error?.code == .unknownColumn)
        #expect(error?.description.contains("category") == true)
        #expect(throws: DataError.self) { try ParquetReader(columns: ["text", "text"], threads: 0).read(path: path) }
    }

    @Test("Rows are chosen, and the schema is read alone")
    func rows() throws {
        let all = try ColumnarFixtures.expected()
        let path = ColumnarFixtures.path("zstd-groups.parquet")
        let slice = SlicePredicate.and([
            .inRange(column: "small", lower: 0, upper: nil), .not(.isMissing(column: "text")),
        ])
        let wanted = try all.filtered(by: slice).selecting(["category"])
        let frame = try ParquetReader(columns: ["category"], rows: slice).read(path: path)
        #expect(frame.columns == wanted.columns)
        #expect(wanted.rowCount > 0 && wanted.rowCount < all.rowCount)
        #expect(try ParquetReader().schema(path: path).names == all.columnNames)
        for predicate: SlicePredicate in [
            .equals(column: "category", .string("kind 1")), .equals(column: "category", .string("zzz")),
            .isIn(column: "integer", [.int64(1)]), .isMissing(column: "unsigned"), .not(.isMissing(column: "date")),
            .inRange(column: "time", lower: 1e15, upper: nil), .inRange(column: "double", lower: nil, upper: -5),
            .not(.inRange(column: "double", lower: -9, upper: 9)), .or([]), .and([]), .contains(column: "list", "a"),
            .equals(column: "flag", .bool(true)), .or([.inRange(column: "small", lower: 90, upper: nil), .all]),
        ] {
            let columns = try ParquetReader(rows: predicate).read(path: path).columns
            #expect(columns == (try all.filtered(by: predicate).columns), "\(predicate)")
        }
    }

    @Test("Frames of few rows are the whole table", arguments: [1, 3, 7, 100])
    func frames(rowCount: Int) async throws {
        for name in ["zstd-groups.parquet", "plain.parquet", "delta.parquet", "polars.parquet"] {
            var whole: DataFrame?
            for try await frame in ParquetReader(threads: 2).frames(
                path: ColumnarFixtures.path(name), rowCount: rowCount)
            {
                #expect(frame.rowCount > 0 && frame.rowCount <= rowCount)
                whole = try whole.map { try $0.concatenating(frame) } ?? frame
            }
            try ColumnarFixtures.expect(try #require(whole), "\(name)")
        }
    }

    @Test("A file that is none says so")
    func otherFiles() throws {
        let path = ColumnarFixtures.path("expected.json")
        #expect(throws: DataError.self) { try ParquetReader().read(path: path) }
        #expect(throws: DataError.self) { try ParquetReader().read(path: ColumnarFixtures.path("compressed")) }
        #expect(throws: DataError.self) { try ParquetReader().read(path: "/dev/null") }
        #expect(throws: DataError.self) { try ParquetReader().read(path: ColumnarFixtures.path("no such file")) }
        #expect(throws: DataError.self) { try ParquetReader().read(bytes: []) }
    }
}
