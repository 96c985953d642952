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
            #expect(tables.refusedFlips(of: bytes, step: 29) > 0)
            tables.tryLargeNumbers(in: bytes, step: 37)
        }
    }

    @Test("Checksums find every flipped bit of pages")
    func checksums() throws {
        let bytes = try ColumnarFixtures.bytes("zstd-groups.parquet")
        let checked = DamagedTables { try ParquetReader(verifiesChecksums: true).read(bytes: $0) }
        // The first page: 4 bytes of magic, its header, its bytes.
        for bit in stride(from: 40 * 8, to: 60 * 8, by: 3) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!checked.accepts(changed))
        }
    }

    @Test("More memory than allowed is refused")
    func limits() throws {
        let path = ColumnarFixtures.path("plain.parquet")
        let error = #expect(throws: DataError.self) {
            try ParquetReader(limits: ColumnarLimits(maximumByteCount: 1000)).read(path: path)
        }
        #expect(error?.code == .limitExceeded)
        #expect(throws: DataError.self) { try ParquetReader(limits: ColumnarLimits(maximumRowCount: 5)).read(path: path) }
        #expect(throws: DataError.self) { try ParquetReader(limits: ColumnarLimits(maximumColumnCount: 5)).read(path: path) }
        #expect(throws: DataError.self) { try ParquetReader(limits: ColumnarLimits(maximumByteCount: -1)).read(path: path) }
    }
}
