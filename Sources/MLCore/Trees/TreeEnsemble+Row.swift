extension TreeEnsemble {
    /// Computes the margins of one row, without allocating memory in models of up to 1,024 columns of codes.
    ///
    /// - Parameters:
    ///   - row: ``featureCount`` features; NaN is missing.
    ///   - margins: ``marginCount`` margins; overwritten.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins(ofRow row: [Double], into margins: inout [Double]) throws(CoreError) {
        try score(row, into: &margins) { scorer.score($0, rowCount: $1, into: $2) }
    }

    /// Computes the margins of one row of `Float` features, without allocating memory in models of up to 1,024 columns
    /// of codes.
    ///
    /// - Parameters:
    ///   - row: ``featureCount`` features; NaN is missing.
    ///   - margins: ``marginCount`` margins; overwritten.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins(ofFloatRow row: [Float], into margins: inout [Double]) throws(CoreError) {
        try score(row, into: &margins) { scorer.score($0, rowCount: $1, into: $2) }
    }

    /// Predicts one row of `Float` features into memory of the caller, without allocating any in models of up to 1,024
    /// columns of codes.
    ///
    /// - Parameters:
    ///   - row: ``featureCount`` features; NaN is missing.
    ///   - margins: ``marginCount`` numbers of room; overwritten.
    ///   - outputs: As many outputs as the task has; overwritten.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func predict(
        floatRow row: [Float], margins: inout [Double], into outputs: inout [Double]
    ) throws(CoreError) {
        guard outputs.count == parts.outputCount else {
            throw CoreError(
                .shapeMismatch, "memory for \(outputs.count) outputs, needed are \(parts.outputCount)", at: Self.kind)
        }
        try self.margins(ofFloatRow: row, into: &margins)
        margins.withUnsafeMutableBufferPointer { margins in
            outputs.withUnsafeMutableBufferPointer { apply(margins, to: $0) }
        }
    }

    @inline(__always)
    private func score<Value: NumericScalar>(
        _ row: [Value], into margins: inout [Double],
        _ score: (UnsafePointer<Value>, Int, UnsafeMutablePointer<Double>) -> Void
    ) throws(CoreError) {
        try checkWidth(row.count)
        guard margins.count == marginCount else {
            throw CoreError(
                .shapeMismatch, "memory for \(margins.count) margins, needed are \(marginCount)", at: Self.kind)
        }
        row.withUnsafeBufferPointer { row in
            margins.withUnsafeMutableBufferPointer { margins in
                guard let target = margins.baseAddress else { return }
                scoreChunk(Self.base(row), 1, target, score)
            }
        }
    }
}
