import FuzzSupport
import MLCore

/// Reads the bytes as a model of LightGBM; what is written of it has to be read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLightGBM(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let model = Fuzzing.model(start, count) { bytes, limits throws(CoreError) in
        try LightGBMReader(limits: limits).model(from: bytes)
    }
    if case .trees(let ensemble)? = model?.body, let written = try? LightGBMWriter().bytes(of: ensemble) {
        guard (try? LightGBMReader().model(from: written)) != nil else { fatalError("a written model is refused") }
    }
    return 0
}
