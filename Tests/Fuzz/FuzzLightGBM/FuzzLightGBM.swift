import MLCore

/// Reads the bytes as a model of LightGBM.
///
/// A model that is accepted has to score without a trap, and what is written of it has to be read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLightGBM(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = ImportLimits(maximumFeatureCount: 4096, maximumOutputCount: 256)
    guard let model = try? LightGBMReader(limits: limits).model(from: bytes) else { return 0 }
    let predictor = model.predictor
    for value in [0, .nan, -1, 1e38, .infinity] as [Double] {
        _ = try? predictor.predict(FeatureVector([Double](repeating: value, count: predictor.featureCount)))
    }
    for input in model.inputs { _ = try? input.feature(ofCell: "1") }
    if case .trees(let ensemble) = model.body, let written = try? LightGBMWriter().bytes(of: ensemble) {
        guard (try? LightGBMReader().model(from: written)) != nil else { fatalError("a written model is refused") }
    }
    return 0
}
