import MLCore
import MLData
import Testing

@Suite("Parquet writer")
struct ParquetWriterTests {
    private static let writers: [ParquetWriter] = [
        ParquetWriter(), ParquetWriter(compression: .uncompressed), ParquetWriter(rowGroupRowCount: 7),
        ParquetWriter(rowGroupRowCount: 1, usesDictionaries: false),
    ]

    @Test("Random frames read back bit for bit, whatever the settings")
    func roundTrips() throws {
        for seed in 0..<60 as Range<UInt64> {
            let frame = try RandomFrames.frame(seed: seed)
            for writer in Self.writers {
                let bytes = try writer.bytes(of: frame)
                #expect(try ParquetReader(verifiesChecksums: true).read(bytes: bytes) == frame, "\(seed)")
                #expect(try ParquetReader(threads: 4).read(bytes: bytes) == frame, "\(seed)")
                #expect(try writer.bytes(of: frame) == bytes)
            }
        }
    }

    @Test("Long columns take several pages, and dictionaries as well as plain values")
    func pages() throws {
        var random = SeededGenerator(seed: 3)
        let count = 50_000
        let texts = (0..<count).map { row in "text \(row) " + String(repeating: "x", count: random.next(below: 60)) }
        let frame = try DataFrame([
            ("few", Column((0..<count).map { $0 % 11 == 0 ? nil : "kind \($0 % 40)" })),
            ("many", Column(present: texts)),
            ("integer", Column((0..<count).map { $0 % 3 == 0 ? nil : Int64(random.next(below: 1000)) })),
            ("wide", Column(present: (0..<count).map { _ in Int64(bitPattern: random.next()) })),
            ("list", Column((0..<count).map { $0 % 9 == 0 ? nil : Array(texts[$0..<min(count, $0 + $0 % 4)]) })),
            ("flag", Column(present: (0..<count).map { _ in random.nextBool(probability: 0.5) })),
            ("constant", Column(present: [Double](repeating: .pi, count: count))),
        ])
        let bytes = try ParquetWriter().bytes(of: frame)
        #expect(try ParquetReader().read(bytes: bytes) == frame)
        #expect(bytes.count < 6_000_000)
    }

    @Test("Required columns stay required, and frames without rows keep their columns")
    func schemas() throws {
        let schema = try Schema([.init("a", .int64), .init("b", .string), .init("c", .stringList)])
        let columns = [Column(present: [1, 2] as [Int64]), Column(present: ["", "x"]), Column(present: [["y"], []])]
        let frame = try DataFrame(columns: columns, schema: schema)
        let read = try ParquetReader().read(bytes: try ParquetWriter().bytes(of: frame))
        #expect(read == frame)
        #expect(read.schema.fields.allSatisfy { !$0.allowsMissing })
        let empty = DataFrame(empty: schema)
        #expect(try ParquetReader().read(bytes: try ParquetWriter().bytes(of: empty)) == empty)
        #expect(throws: DataError.self) { try ParquetWriter().bytes(of: try DataFrame([])) }
        #expect(throws: DataError.self) { try ParquetWriter(rowGroupRowCount: 0).bytes(of: frame) }
    }

    @Test("Frames one after the other become one file, at once or as they come")
    func sequences() async throws {
        let folder = try TemporaryDirectory()
        let whole = try RandomFrames.frame(seed: 4, maximumRows: 500)
        let parts = try stride(from: 0, to: whole.rowCount, by: 13).map { start in
            try whole.taking(Array(start..<min(whole.rowCount, start + 13)))
        }
        let writer = ParquetWriter(rowGroupRowCount: 20)
        let path = folder.path("parts.parquet")
        try writer.write(parts, schema: whole.schema, to: path)
        #expect(try folder.bytes("parts.parquet") == (try writer.bytes(of: whole)))
        let again = folder.path("again.parquet")
        try await writer.write(
            streaming: ParquetReader().frames(path: path, rowCount: 6), schema: whole.schema, to: again)
        #expect(try folder.bytes("again.parquet") == (try writer.bytes(of: whole)))
        let other = try DataFrame([("other", Column(present: ["x"]))])
        #expect(throws: DataError.self) { try writer.write([whole, other], schema: whole.schema, to: again) }
        #expect(try folder.bytes("again.parquet") == (try writer.bytes(of: whole)))
        #expect(try folder.names() == ["again.parquet", "parts.parquet"])
    }

    @Test("A writer that fails half way leaves the old file and nothing else")
    func failures() throws {
        let folder = try TemporaryDirectory()
        let frame = try RandomFrames.frame(seed: 8)
        let path = folder.path("table.parquet")
        try ParquetWriter().write(frame, to: path)
        let bytes = try folder.bytes("table.parquet")
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            let file = try PendingFile(path: path)
            try file.append(Array(bytes.prefix(10)))
            #expect(try folder.names().count == 2)
            throw Stop()
        }
        #expect(try folder.bytes("table.parquet") == bytes)
        #expect(try folder.names() == ["table.parquet"])
        #expect(throws: DataError.self) { try ParquetWriter().write(frame, to: folder.path("no folder/x.parquet")) }
        #expect(throws: DataError.self) { try ParquetWriter().write(frame, to: "/dev/null") }
    }

    @Test("Statistics let row groups be skipped")
    func statistics() throws {
        let count = 1000
        let frame = try DataFrame([
            ("i", Column(present: (0..<count).map(Int64.init))),
            ("d", Column(present: (0..<count).map { $0 % 100 == 7 ? .nan : Double($0) })),
            ("s", Column(present: (0..<count).map { "text \(1000 + $0)" })),
            ("t", Column(present: (0..<count).map { Timestamp(microseconds: Int64($0)) })),
            ("m", Column((0..<count).map { $0 < 500 ? nil : Float($0) })),
        ])
        let bytes = try ParquetWriter(rowGroupRowCount: 100).bytes(of: frame)
        // Without its pages a row group cannot be read: what is left is what was skipped.
        var broken = bytes
        for index in 8..<(bytes.count / 2) { broken[index] = 0xFF }
        for predicate: SlicePredicate in [
            .inRange(column: "i", lower: 950, upper: nil), .equals(column: "s", .string("text 1999")),
            .inRange(column: "d", lower: 950, upper: 2000),
            .equals(column: "t", .timestamp(Timestamp(microseconds: 950))),
            .and([.inRange(column: "m", lower: 950, upper: nil), .not(.isMissing(column: "m"))]),
            .not(.inRange(column: "i", lower: nil, upper: 950)),
        ] {
            let reader = ParquetReader(rows: predicate)
            let wanted = try frame.filtered(by: predicate)
            #expect(wanted.rowCount > 0)
            #expect(try reader.read(bytes: bytes) == wanted)
            #expect(try reader.read(bytes: broken) == wanted, "\(predicate)")
            #expect(throws: DataError.self) { try ParquetReader(rows: .not(predicate)).read(bytes: broken) }
        }
    }
}
