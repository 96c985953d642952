import FuzzSupport
import MLData

/// Decompresses the bytes as Snappy.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSnappy(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.decompress(start, count, Snappy())
    // Any bytes can be compressed, and read back.
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let compressed = bytes.withUnsafeBytes { Snappy.compressed($0) }
    guard let plain = try? Snappy().bytes(of: compressed, byteCount: count), plain == bytes else {
        fatalError("what was compressed cannot be read back")
    }
    return 0
}
