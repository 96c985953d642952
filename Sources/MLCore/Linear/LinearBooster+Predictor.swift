extension LinearBooster: Predictor {
    /// The number of features that the model takes.
    public var featureCount: Int { features.count }

    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; NaN is missing.
    /// - Returns: The outputs after the link.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, or `nonFiniteValue` when features are so large
    ///   that a margin is undefined.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var margins = [Double](repeating: 0, count: marginCount)
        features.dense.withUnsafeBufferPointer { row in
            margins.withUnsafeMutableBufferPointer { score(row, into: $0) }
        }
        guard Self.isDefined(margins) else { throw undefined(at: Self.kind) }
        var outputs = [Double](repeating: 0, count: task.outputCount)
        margins.withUnsafeMutableBufferPointer { margins in
            outputs.withUnsafeMutableBufferPointer { link.apply(margins, to: $0, arithmetic: .float) }
        }
        return outputs
    }

    /// Predicts a batch into memory of the caller.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`, or `nonFiniteValue` for the first row with features so large that
    ///   a margin is undefined.
    /// - Complexity: O(rows × features × outputs).
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        let blocks = try forEachBlock(features, threads: threads) { margins, firstRow throws(CoreError) -> [Double] in
            for row in 0..<margins.count / marginCount
            where !Self.isDefined(margins[row * marginCount..<(row + 1) * marginCount]) {
                throw undefined(at: "row \(firstRow + row)")
            }
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

    private static func isDefined(_ margins: some Sequence<Double>) -> Bool {
        margins.allSatisfy { !$0.isNaN }
    }

    private func undefined(at place: String) -> CoreError {
        CoreError(
            .nonFiniteValue, "features are too large for a defined sum", at: place,
            remedy: "Scale the features, or clip them to a finite range.")
    }

    /// Computes the margins of a batch: the sums before the link, which may be infinite or NaN.
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
        let blocks = forEachBlock(features, threads: threads) { margins, _ in Array(margins) }
        Self.join(blocks, into: &margins)
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
    private func forEachBlock<Failure: Error>(
        _ features: FeatureMatrix<Double>, threads: Int,
        _ body: @Sendable (_ margins: UnsafeMutableBufferPointer<Double>, _ firstRow: Int) throws(Failure) -> [Double]
    ) throws(Failure) -> [[Double]] {
        let chunks = Chunks(count: features.rowCount, size: Self.rowsPerBlock)
        return try parallelMap(count: chunks.chunkCount, threads: threads) { chunk throws(Failure) -> [Double] in
            let rows = chunks.range(chunk)
            var row = [Double](repeating: 0, count: featureCount)
            var margins = [Double](repeating: 0, count: rows.count * marginCount)
            return try margins.withUnsafeMutableBufferPointer { margins throws(Failure) -> [Double] in
                for (position, index) in rows.enumerated() {
                    features.copyRow(index, into: &row)
                    let start = position * marginCount
                    row.withUnsafeBufferPointer {
                        score($0, into: UnsafeMutableBufferPointer(rebasing: margins[start..<start + marginCount]))
                    }
                }
                return try body(margins, rows.lowerBound)
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
