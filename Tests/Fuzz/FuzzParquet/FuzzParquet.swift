import MLCore
import MLData

/// Reads the bytes as a Parquet file; what is accepted is read again by threads, and written and read back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParquet(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = ColumnarLimits(maximumByteCount: 1 << 20, maximumRowCount: 1 << 12, maximumColumnCount: 256)
    guard let frame = try? ParquetReader(limits: limits).read(bytes: bytes) else { return 0 }
    _ = try? ParquetReader(
        rows: .inRange(column: "i", lower: 2, upper: nil), verifiesChecksums: true, limits: limits
    ).read(bytes: bytes)
    // Threads take long to wake up: a part of the inputs is enough for them.
    if bytes.count & 15 == 0 {
        let again = try? ParquetReader(threads: 2, limits: limits).read(bytes: bytes)
        guard again == frame else { fatalError("threads change the frame") }
    }
    guard !frame.columns.isEmpty else { return 0 }
    guard let written = try? ParquetWriter(rowGroupRowCount: max(5, frame.rowCount / 3)).bytes(of: frame),
        let read = try? ParquetReader(verifiesChecksums: true).read(bytes: written), read == frame
    else { fatalError("what was read cannot be written and read back") }
    return 0
}
