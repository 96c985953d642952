public import MLCore

/// What all fuzz targets do with the bytes they are given.
public enum Fuzzing {
    /// Reads bytes as a model; one that is accepted has to score without a trap.
    ///
    /// - Parameters:
    ///   - start: The first byte.
    ///   - count: The number of bytes.
    ///   - read: The reader of a format.
    /// - Returns: The model, or `nil` when it is refused.
    public static func model(
        _ start: UnsafePointer<UInt8>?, _ count: Int,
        read: ([UInt8], ImportLimits) throws(CoreError) -> ImportedModel
    ) -> ImportedModel? {
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        let limits = ImportLimits(maximumFeatureCount: 4096, maximumOutputCount: 256)
        guard let model = try? read(bytes, limits) else { return nil }
        let predictor = model.predictor
        let width = predictor.featureCount
        for value in [0, .nan, -1, 1e38, .infinity] as [Double] {
            _ = try? predictor.predict(FeatureVector([Double](repeating: value, count: width)))
        }
        // Batches are scored by other layouts than rows.
        if (1...64).contains(width), let schema = try? FeatureSchema((0..<width).map { "x\($0)" }),
            let rows = try? FeatureMatrix(
                values: (0..<(150 * width)).map { $0 % 5 == 0 ? .nan : Double($0 % 7) - 3 }, rowCount: 150,
                schema: schema)
        {
            _ = try? predictor.predictions(for: rows)
        }
        for input in model.inputs { _ = try? input.feature(ofCell: "1") }
        return model
    }
}
