import FuzzSupport
import MLCore

/// Reads the bytes as a model of CatBoost.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCatBoostJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    _ = Fuzzing.model(start, count) { bytes, limits throws(CoreError) in
        try CatBoostReader(limits: limits).model(from: bytes)
    }
    return 0
}
