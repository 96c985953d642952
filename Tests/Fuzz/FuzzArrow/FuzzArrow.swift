import MLCore
import MLData

/// Reads the bytes as an Arrow file or stream; what is accepted is written and read back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArrow(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = ColumnarLimits(maximumByteCount: 1 << 20, maximumRowCount: 1 << 12, maximumColumnCount: 256)
    guard let frame = try? ArrowReader(limits: limits).read(bytes: bytes) else { return 0 }
    for format in ArrowWriter.Format.allCases {
        let writer = ArrowWriter(
            format: format, batchRowCount: max(5, frame.rowCount / 3), usesDictionaries: bytes.count & 1 == 0)
        guard let written = try? writer.bytes(of: frame), let read = try? ArrowReader().read(bytes: written),
            read.columns == frame.columns
        else { fatalError("what was read cannot be written and read back") }
    }
    return 0
}
