extension TreeEnsemble {
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
        guard outputs.count == task.outputCount else {
            throw CoreError(
                .shapeMismatch, "memory for \(outputs.count) outputs, needed are \(task.outputCount)", at: Self.kind)
        }
        try self.margins(ofFloatRow: row, into: &margins)
        margins.withUnsafeMutableBufferPointer { margins in
            outputs.withUnsafeMutableBufferPointer { apply(margins, to: $0) }
        }
    }
}
