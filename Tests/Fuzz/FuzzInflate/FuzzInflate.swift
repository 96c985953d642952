import FuzzSupport
import MLData

/// Decompresses the bytes as gzip or zlib, without their wrapper, and as LZ4.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzInflate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.decompress(start, count, Gzip())
    Fuzzing.decompress(start, count, Inflate())
    Fuzzing.decompress(start, count, LZ4Block())
    Fuzzing.decompress(start, count, LZ4Frame())
    return 0
}
