import MLCore
import MLData
import Testing

@Suite("Arrow files and streams of pyarrow and polars")
struct ArrowFixtureTests {
    private static func names() throws -> [String] {
        try ColumnarFixtures.names(".arrow") + ColumnarFixtures.names(".arrows")
    }

    @Test(
        "Files and streams, plain, compressed, with dictionaries and with views give the same table", arguments: [1, 3])
    func tables(threads: Int) throws {
        #expect(try Self.names().count >= 6)
        for name in try Self.names() {
            let reader = ArrowReader(threads: threads)
            try ColumnarFixtures.expect(try reader.read(path: ColumnarFixtures.path(name)), "\(name)")
            try ColumnarFixtures.expect(try reader.read(bytes: try ColumnarFixtures.bytes(name)), "\(name) in memory")
        }
    }

    @Test("Columns are chosen, in the order they are asked for; the schema is read alone")
    func projection() throws {
        let all = try ColumnarFixtures.expected()
        for name in try Self.names() {
            let path = ColumnarFixtures.path(name)
            let frame = try ArrowReader(columns: ["list", "time"]).read(path: path)
            #expect(frame.columnNames == ["list", "time"])
            #expect(try frame.column("list") == all.column("list"))
            #expect(try frame.column("time") == all.column("time"))
            #expect(try ArrowReader().schema(path: path).names == all.columnNames)
            let error = #expect(throws: DataError.self) { try ArrowReader(columns: ["times"]).read(path: path) }
            #expect(error?.code == .unknownColumn)
        }
        #expect(throws: DataError.self) { try ArrowReader(columns: ["a", "a"], threads: 0).validated() }
        #expect(throws: DataError.self) { try ArrowReader().read(path: ColumnarFixtures.path("plain.parquet")) }
        #expect(throws: DataError.self) { try ArrowReader().read(bytes: []) }
    }

    @Test("Batches one after the other are the whole table")
    func frames() async throws {
        for name in try Self.names() {
            var parts: [DataFrame] = []
            for try await frame in ArrowReader().frames(path: ColumnarFixtures.path(name)) { parts.append(frame) }
            var whole = try #require(parts.first)
            for part in parts.dropFirst() { whole = try whole.concatenating(part) }
            try ColumnarFixtures.expect(whole, "\(name)")
            if name == "stream.arrows" { #expect(parts.map(\.rowCount) == [8, 8, 4]) }
        }
    }
}

@Suite("Arrow writer")
struct ArrowWriterTests {
    private static let writers = ArrowWriter.Format.allCases.flatMap { format in
        [
            ArrowWriter(format: format), ArrowWriter(format: format, batchRowCount: 7),
            ArrowWriter(format: format, batchRowCount: 3, usesDictionaries: true),
        ]
    }

    @Test("Random frames read back bit for bit, whatever the settings")
    func roundTrips() throws {
        for seed in 0..<60 as Range<UInt64> {
            let frame = try RandomFrames.frame(seed: seed)
            for writer in Self.writers {
                let bytes = try writer.bytes(of: frame)
                #expect(try ArrowReader(threads: 2).read(bytes: bytes) == frame, "\(seed)")
                #expect(try writer.bytes(of: frame) == bytes)
            }
        }
    }

    @Test("Frames without rows and required columns keep their schema")
    func schemas() throws {
        let schema = try Schema([.init("a", .int64), .init("b", .string, allowsMissing: true), .init("c", .stringList)])
        for writer in Self.writers {
            let empty = DataFrame(empty: schema)
            #expect(try ArrowReader().read(bytes: try writer.bytes(of: empty)) == empty)
            let none = try DataFrame([])
            #expect(try ArrowReader().read(bytes: try writer.bytes(of: none)).columns.isEmpty)
        }
        #expect(throws: DataError.self) { try ArrowWriter(batchRowCount: 0).bytes(of: DataFrame(empty: schema)) }
    }

    @Test("Dictionaries make columns of few texts small")
    func dictionaries() throws {
        let frame = try DataFrame([
            ("c", Column((0..<5000).map { $0 % 7 == 0 ? nil : "a category of some length \($0 % 5)" }))
        ])
        let plain = try ArrowWriter().bytes(of: frame)
        let coded = try ArrowWriter(batchRowCount: 1000, usesDictionaries: true).bytes(of: frame)
        #expect(coded.count * 4 < plain.count)
        #expect(try ArrowReader().read(bytes: coded) == frame)
    }

    @Test("Frames one after the other become one file, at once or as they come")
    func sequences() async throws {
        let folder = try TemporaryDirectory()
        let whole = try RandomFrames.frame(seed: 4, maximumRows: 500)
        let parts = try stride(from: 0, to: whole.rowCount, by: 13).map { start in
            try whole.taking(Array(start..<min(whole.rowCount, start + 13)))
        }
        for format in ArrowWriter.Format.allCases {
            let writer = ArrowWriter(format: format, usesDictionaries: true)
            let path = folder.path("parts")
            try writer.write(parts, schema: whole.schema, to: path)
            #expect(try ArrowReader().read(path: path) == whole)
            try await writer.write(
                streaming: ArrowReader().frames(path: path), schema: whole.schema, to: folder.path("again"))
            #expect(try folder.bytes("again") == (try folder.bytes("parts")))
            try writer.write(whole, to: path)
            #expect(try ArrowReader().read(path: path) == whole)
        }
        #expect(throws: DataError.self) { try ArrowWriter().write(whole, to: folder.path("no folder/x")) }
        #expect(try folder.names() == ["again", "parts"])
    }
}

@Suite("Damaged Arrow files and streams")
struct ArrowDamageTests {
    private let tables = DamagedTables {
        try ArrowReader(limits: ColumnarLimits(maximumByteCount: 1 << 20)).read(bytes: $0)
    }

    @Test("Every beginning, every flipped bit and every large number gives an error or a table")
    func tiny() throws {
        for name in ["tiny.arrow", "tiny.arrows"] {
            let bytes = try ColumnarFixtures.bytes(name)
            #expect(tables.accepts(bytes))
            // A stream may end behind any message; a file ends with its footer.
            let accepted = tables.acceptedBeginnings(of: bytes)
            #expect(name == "tiny.arrow" ? accepted == 0 : accepted < 40)
            #expect(tables.refusedFlips(of: bytes) > bytes.count / 4)
            tables.tryLargeNumbers(in: bytes)
        }
    }

    @Test("Damaged buffers of all kinds give an error or a table")
    func buffers() throws {
        for name in try ColumnarFixtures.names(".arrow") + ColumnarFixtures.names(".arrows") {
            let bytes = try ColumnarFixtures.bytes(name)
            _ = tables.refusedFlips(of: bytes, step: 101)
            tables.tryLargeNumbers(in: bytes, step: 103)
        }
    }

    @Test("References that lead back to themselves are refused")
    func cycles() throws {
        let bytes = try ColumnarFixtures.bytes("tiny.arrows")
        for place in 8..<500 {
            var changed = bytes
            changed.replaceSubrange(place..<place + 4, with: [0, 0, 0, 0])
            _ = tables.accepts(changed)
            changed.replaceSubrange(place..<place + 4, with: [0xFC, 0xFF, 0xFF, 0xFF])
            _ = tables.accepts(changed)
        }
    }

    @Test("More memory than allowed is refused")
    func limits() throws {
        let path = ColumnarFixtures.path("file.arrow")
        for limits in [
            ColumnarLimits(maximumByteCount: 500), ColumnarLimits(maximumRowCount: 5),
            ColumnarLimits(maximumColumnCount: 5),
        ] {
            let error = #expect(throws: DataError.self) { try ArrowReader(limits: limits).read(path: path) }
            #expect(error?.code == .limitExceeded)
        }
    }
}
