import FuzzSupport
import MLData

/// Decompresses the bytes as Zstandard.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzZstandard(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.decompress(start, count, Zstandard())
    return 0
}
