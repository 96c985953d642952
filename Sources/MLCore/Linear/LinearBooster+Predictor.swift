extension LinearBooster: Predictor {
    /// The number of features that the model takes.
    public var featureCount: Int { features.count }

    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; NaN is missing.
    /// - Returns: The outputs after the link.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var margins = [Double](repeating: 0, count: marginCount)
        var outputs = [Double](repeating: 0, count: task.outputCount)
        features.dense.withUnsafeBufferPointer { row in
            margins.withUnsafeMutableBufferPointer { margins in
                score(row, into: margins)
                outputs.withUnsafeMutableBufferPointer { link.apply(margins, to: $0, arithmetic: .float) }
            }
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
    /// - Complexity: O(rows × features × outputs).
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        let blocks = forEachBlock(features, threads: threads) { margins in
            var outputs = [Double](repeating: 0, count: margins.count / marginCount * width)
            outputs.withUnsafeMutableBufferPointer { outputs in
                for row in 0..<margins.count / marginCount {
                    link.apply(
                        UnsafeMutableBufferPointer(rebasing: margins[row * marginCount..<(row + 1) * marginCount]),
                        to: UnsafeMutableBufferPointer(rebasing: outputs[row * width..<(row + 1) * width]),
                        arithmetic: .float)
                }
            }
            return outputs
        }
        Self.join(blocks, into: &outputs)
    }

    /// Computes the margins of a batch: the sums before the link.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - margins: Row-major, rows × ``marginCount``; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins(_ features: FeatureMatrix<Double>, into margins: inout [Double], threads: Int = 1) throws {
        try checkWidth(features.featureCount)
        let (count, overflow) = features.rowCount.multipliedReportingOverflow(by: marginCount)
        guard !overflow, margins.count == count else {
            throw CoreError(
                .shapeMismatch,
                "memory for \(margins.count) margins, needed are \(features.rowCount) rows of \(marginCount)",
                at: Self.kind)
        }
        Self.join(forEachBlock(features, threads: threads) { Array($0) }, into: &margins)
    }

    private static var rowsPerBlock: Int { 256 }

    private static func join(_ blocks: [[Double]], into outputs: inout [Double]) {
        var start = 0
        for block in blocks {
            outputs.replaceSubrange(start..<start + block.count, with: block)
            start += block.count
        }
    }

    /// Runs a body over the margins of every block of rows.
    private func forEachBlock(
        _ features: FeatureMatrix<Double>, threads: Int,
        _ body: @Sendable (UnsafeMutableBufferPointer<Double>) -> [Double]
    ) -> [[Double]] {
        let chunks = Chunks(count: features.rowCount, size: Self.rowsPerBlock)
        return parallelMap(count: chunks.chunkCount, threads: threads) { chunk in
            let rows = chunks.range(chunk)
            var row = [Double](repeating: 0, count: featureCount)
            var margins = [Double](repeating: 0, count: rows.count * marginCount)
            return margins.withUnsafeMutableBufferPointer { margins in
                for (position, index) in rows.enumerated() {
                    features.copyRow(index, into: &row)
                    let start = position * marginCount
                    row.withUnsafeBufferPointer {
                        score($0, into: UnsafeMutableBufferPointer(rebasing: margins[start..<start + marginCount]))
                    }
                }
                return body(margins)
            }
        }
    }

    /// Adds up the terms of a dense row of the right width.
    private func score(_ row: UnsafeBufferPointer<Double>, into margins: UnsafeMutableBufferPointer<Double>) {
        weights.withUnsafeBufferPointer { weights in
            for output in margins.indices {
                var sum = biases[output] + baseMargins[output]
                var position = output
                for value in row {
                    if !value.isNaN { sum += Float(value) * weights[position] }
                    position += margins.count
                }
                margins[output] = Double(sum)
            }
        }
    }
}
