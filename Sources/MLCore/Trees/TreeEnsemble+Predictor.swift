extension TreeEnsemble: Predictor {
    /// The number of features that the trees may look at.
    public var featureCount: Int { features.count }

    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; NaN is missing.
    /// - Returns: The outputs after the link.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var outputs = [Double](repeating: 0, count: task.outputCount)
        var scratch = features.dense
        score(&scratch, into: &outputs, at: 0)
        apply(link, to: &outputs, at: 0)
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
        try margins(features, into: &outputs, threads: threads)
        for row in 0..<features.rowCount { apply(link, to: &outputs, at: row * task.outputCount) }
    }

    /// Computes the margins of a batch: the sums before the link.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int = 1) throws {
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        let blockCount = (features.rowCount + Self.rowsPerBlock - 1) / Self.rowsPerBlock
        let blocks = parallelMap(count: blockCount, threads: threads) { block in
            let start = block * Self.rowsPerBlock
            let end = min(start + Self.rowsPerBlock, features.rowCount)
            return scoreBlock(features, rows: start..<end)
        }
        for (block, values) in blocks.enumerated() {
            let start = block * Self.rowsPerBlock * width
            outputs.replaceSubrange(start..<start + values.count, with: values)
        }
    }

    private static var rowsPerBlock: Int { 256 }

    private func scoreBlock(_ features: FeatureMatrix<Double>, rows: Range<Int>) -> [Double] {
        let width = task.outputCount
        var outputs = [Double](repeating: 0, count: rows.count * width)
        var scratch = [Double](repeating: 0, count: featureCount)
        for (position, row) in rows.enumerated() {
            features.copyRow(row, into: &scratch)
            score(&scratch, into: &outputs, at: position * width)
        }
        return outputs
    }

    /// Adds up the trees for one dense row of the right width, which is rounded in place for float arithmetic.
    private func score(_ row: inout [Double], into outputs: inout [Double], at start: Int) {
        let width = task.outputCount
        let orEqual = comparison == .lessOrEqual
        let rounds = arithmetic == .float
        if rounds { for index in row.indices { row[index] = Double(Float(row[index])) } }
        for output in 0..<width { outputs[start + output] = aggregation == .sum ? rounded(baseScores[output]) : 0 }
        row.withUnsafeBufferPointer { row in
            for tree in flat.roots.indices {
                let leaf = flat.leaf(tree: tree, row: row, orEqual: orEqual)
                let output = Int(flat.outputs[tree])
                let targets = output >= 0 ? output..<output + 1 : 0..<width
                for (offset, target) in targets.enumerated() {
                    let value = flat.leafValues[leaf + offset]
                    let sum = outputs[start + target]
                    // A sum of two floats rounded to double and then to float is the float sum: no double rounding
                    // can occur, because double has more than twice the digits of float plus two.
                    outputs[start + target] = rounds ? Double(Float(sum + value)) : sum + value
                }
            }
        }
        guard aggregation == .mean else { return }
        for output in 0..<width {
            let mean = rounded(outputs[start + output] / Double(max(1, flat.treeCounts[output])))
            outputs[start + output] = rounded(rounded(baseScores[output]) + mean)
        }
    }

    private func rounded(_ value: Double) -> Double { arithmetic == .float ? Double(Float(value)) : value }

    private func apply(_ link: Link, to outputs: inout [Double], at start: Int) {
        let range = start..<start + task.outputCount
        switch link {
        case .identity: break
        case .sigmoid: for index in range { outputs[index] = Elementary.sigmoid(outputs[index]) }
        case .exponential: for index in range { outputs[index] = Elementary.exp(outputs[index]) }
        case .softmax:
            outputs.withUnsafeMutableBufferPointer { buffer in
                let row = UnsafeMutableBufferPointer(rebasing: buffer[range])
                if let first = row.baseAddress { SoftmaxKernels.softmax(first, count: row.count) }
            }
        }
    }
}
