import MLCore

/// Reads the bytes as a model of CatBoost.
///
/// A model that is accepted has to score without a trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCatBoostJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = ImportLimits(maximumFeatureCount: 4096, maximumOutputCount: 256)
    guard let model = try? CatBoostReader(limits: limits).model(from: bytes) else { return 0 }
    let predictor = model.predictor
    for value in [0, .nan, -1, 1e38, .infinity] as [Double] {
        _ = try? predictor.predict(FeatureVector([Double](repeating: value, count: predictor.featureCount)))
    }
    for input in model.inputs { _ = try? input.feature(ofCell: "1") }
    return 0
}
