import MLCore
import MLData
import Testing

@Suite("Damaged Parquet files")
struct ParquetDamageTests {
    private let tables = DamagedTables { bytes in
        let limits = ColumnarLimits(maximumByteCount: 1 << 20)
        let first = try ParquetReader(limits: limits).read(bytes: bytes)
        _ = try? ParquetReader(rows: .inRange(column: "i", lower: 5, upper: nil), limits: limits).read(bytes: bytes)
        return first
    }

    @Test("Every beginning of a file is refused, and every flipped bit gives an error or a table")
    func tiny() throws {
        for name in ["tiny.parquet", "tiny-delta.parquet"] {
            let bytes = try ColumnarFixtures.bytes(name)
            #expect(tables.accepts(bytes))
            #expect(tables.acceptedBeginnings(of: bytes) == 0)
            #expect(tables.refusedFlips(of: bytes) > bytes.count)
            tables.tryLargeNumbers(in: bytes)
        }
    }

    @Test("Damaged pages of every codec and encoding give an error or a table")
    func pages() throws {
        for name in try ColumnarFixtures.names(".parquet") {
            let bytes = try ColumnarFixtures.bytes(name)
            #expect(tables.acceptedBeginnings(of: Array(bytes.suffix(40))) == 0)
            #expect(tables.refusedFlips(of: bytes, step: 97) > 0)
            tables.tryLargeNumbers(in: bytes, step: 101)
        }
    }

    @Test("A list that goes on after its row was said to have none is refused")
    func lists() throws {
        let error = #expect(throws: DataError.self) {
            try ParquetReader().read(path: ColumnarFixtures.path("damaged/list-goes-on-after-missing.parquet"))
        }
        #expect(error?.code == .malformedFile && error?.details.place?.contains("list") == true)
    }

    @Test("Checksums find every flipped bit of a page")
    func checksums() throws {
        let frame = try DataFrame([("i", Column(present: [0x1122_3344_5566_7788, -1] as [Int64]))])
        let bytes = try ParquetWriter(compression: .uncompressed).bytes(of: frame)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x88, 0x77, 0x66, 0x55]) })
        let checked = DamagedTables { try ParquetReader(verifiesChecksums: true).read(bytes: $0) }
        for bit in 0..<64 {
            var changed = bytes
            changed[start + bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!checked.accepts(changed))
            #expect(try ParquetReader().read(bytes: changed) != frame)
        }
    }

    @Test("More memory than allowed is refused")
    func limits() throws {
        let path = ColumnarFixtures.path("plain.parquet")
        let error = #expect(throws: DataError.self) {
            try ParquetReader(limits: ColumnarLimits(maximumByteCount: 1000)).read(path: path)
        }
        #expect(error?.code == .limitExceeded)
        #expect(throws: DataError.self) {
            try ParquetReader(limits: ColumnarLimits(maximumRowCount: 5)).read(path: path)
        }
        #expect(throws: DataError.self) {
            try ParquetReader(limits: ColumnarLimits(maximumColumnCount: 5)).read(path: path)
        }
        #expect(throws: DataError.self) {
            try ParquetReader(limits: ColumnarLimits(maximumByteCount: -1)).read(path: path)
        }
    }
}
