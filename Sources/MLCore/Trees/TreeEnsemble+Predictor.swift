extension TreeEnsemble: Predictor {
    /// The number of features that the trees may look at.
    public var featureCount: Int { features.count }

    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; NaN is missing.
    /// - Returns: The outputs after the link.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        var margins = [Double](repeating: 0, count: marginCount)
        try self.margins(ofRow: features.dense, into: &margins)
        var outputs = [Double](repeating: 0, count: parts.outputCount)
        margins.withUnsafeMutableBufferPointer { margins in
            outputs.withUnsafeMutableBufferPointer { apply(margins, to: $0) }
        }
        return outputs
    }

    /// Predicts a batch into memory of the caller.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try predictAny(features, into: &outputs, threads: threads) { scorer.score($0, rowCount: $1, into: $2) }
    }

    /// Predicts a batch of features of any type into memory of the caller.
    ///
    /// The answers have the same bits as those for the features converted to `Double`. Features of `Float` are not
    /// converted.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func predict<Scalar: NumericScalar>(
        _ features: FeatureMatrix<Scalar>, into outputs: inout [Double], threads: Int
    ) throws(CoreError) {
        guard let floats = features as? FeatureMatrix<Float> else {
            return try predictAny(features.converted(), into: &outputs, threads: threads) {
                scorer.score($0, rowCount: $1, into: $2)
            }
        }
        try predictAny(floats, into: &outputs, threads: threads) { scorer.score($0, rowCount: $1, into: $2) }
    }

    private func predictAny<Value: NumericScalar>(
        _ features: FeatureMatrix<Value>, into outputs: inout [Double], threads: Int,
        _ score: @Sendable (UnsafePointer<Value>, Int, UnsafeMutablePointer<Double>) -> Void
    ) throws(CoreError) {
        try checkRoom(outputs, features, width: parts.outputCount)
        let (width, marginCount) = (parts.outputCount, marginCount)
        forEachChunk(of: features, into: &outputs, width: width, threads: threads) { rows, rowCount, target in
            guard marginCount != width else {
                scoreChunk(rows, rowCount, target, score)
                for row in 0..<rowCount {
                    let outputs = UnsafeMutableBufferPointer(start: target + row * width, count: width)
                    apply(outputs, to: outputs)
                }
                return
            }
            withUnsafeTemporaryAllocation(of: Double.self, capacity: max(rowCount * marginCount, 1)) { margins in
                guard let base = margins.baseAddress else { return }
                scoreChunk(rows, rowCount, base, score)
                for row in 0..<rowCount {
                    apply(
                        UnsafeMutableBufferPointer(start: base + row * marginCount, count: marginCount),
                        to: UnsafeMutableBufferPointer(start: target + row * width, count: width))
                }
            }
        }
    }
}
