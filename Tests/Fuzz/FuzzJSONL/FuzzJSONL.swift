import MLCore
import MLData

/// Reads bytes as JSON Lines; what is read must read back when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSONL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? JSONLReader().read(bytes: bytes)
    let lenient = JSONLReader(options: ReadingOptions(malformedRows: .quarantine()))
    guard let outcome = try? lenient.read(bytes: bytes) else { return 0 }
    guard outcome.lines.count == outcome.frame.rowCount else { fatalError("rows and lines do not fit") }
    guard outcome.frame.rowCount > 0, !outcome.frame.columns.isEmpty,
        let written = try? JSONLWriter().bytes(of: outcome.frame)
    else { return 0 }
    let again = JSONLReader(options: ReadingOptions(schema: outcome.frame.schema))
    guard let back = try? again.read(bytes: written), back.frame == outcome.frame else {
        fatalError("a table is not read back")
    }
    return 0
}
