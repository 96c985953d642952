import FuzzSupport
import MLCore

/// Reads the bytes as a model of XGBoost.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXGBoostJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    _ = Fuzzing.model(start, count) { bytes, limits throws(CoreError) in
        try XGBoostReader(limits: limits).model(from: bytes)
    }
    return 0
}
