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
        let row = features.dense
        var margins = [Double](repeating: 0, count: marginCount)
        row.withUnsafeBufferPointer { row in
            margins.withUnsafeMutableBufferPointer { score(row, rowCount: 1, into: $0) }
        }
        var outputs = [Double](repeating: 0, count: task.outputCount)
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
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        guard marginCount != width else {
            try margins(features, into: &outputs, threads: threads)
            outputs.withUnsafeMutableBufferPointer { outputs in
                for row in 0..<features.rowCount {
                    let slice = UnsafeMutableBufferPointer(rebasing: outputs[row * width..<(row + 1) * width])
                    apply(slice, to: slice)
                }
            }
            return
        }
        var margins = [Double](
            repeating: 0,
            count: try DenseSize.checked(rows: features.rowCount, columns: marginCount, at: Self.kind))
        try self.margins(features, into: &margins, threads: threads)
        margins.withUnsafeMutableBufferPointer { margins in
            outputs.withUnsafeMutableBufferPointer { outputs in
                for row in 0..<features.rowCount {
                    let range = row * marginCount..<(row + 1) * marginCount
                    apply(
                        UnsafeMutableBufferPointer(rebasing: margins[range]),
                        to: UnsafeMutableBufferPointer(rebasing: outputs[row * width..<(row + 1) * width]))
                }
            }
        }
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
        let width = marginCount
        let (count, overflow) = features.rowCount.multipliedReportingOverflow(by: width)
        guard !overflow, margins.count == count else {
            throw CoreError(
                .shapeMismatch, "memory for \(margins.count) margins, needed are \(features.rowCount) rows of \(width)",
                at: Self.kind)
        }
        let values = forEachBlock(features, threads: threads) { rows, rowCount in
            [Double](unsafeUninitializedCapacity: rowCount * width) { memory, initialized in
                score(rows, rowCount: rowCount, into: memory)
                initialized = rowCount * width
            }
        }
        var start = 0
        for block in values {
            margins.replaceSubrange(start..<start + block.count, with: block)
            start += block.count
        }
    }

    /// The leaf that each row ends in, for each tree.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: Row-major, rows × trees: the numbers that the library that made the trees gives to the leaves.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, or `limitExceeded` for more than 2³¹ numbers.
    public func leafNumbers(_ features: FeatureMatrix<Double>, threads: Int = 1) throws -> [Int32] {
        try checkWidth(features.featureCount)
        let count = try DenseSize.checked(rows: features.rowCount, columns: members.count, at: Self.kind)
        let width = featureCount
        let blocks = forEachBlock(features, threads: threads) { rows, rowCount in
            var numbers: [Int32] = []
            numbers.reserveCapacity(rowCount * members.count)
            var scratch = [Double](repeating: 0, count: width)
            for row in 0..<rowCount {
                withPreparedRow(rows, row, &scratch) { prepared in
                    for tree in flat.roots.indices {
                        let leaf = flat.leaf(tree: tree, row: prepared, orEqual: comparison == .lessOrEqual)
                        numbers.append(flat.nodes[leaf].number)
                    }
                }
            }
            return numbers
        }
        var result: [Int32] = []
        result.reserveCapacity(count)
        for block in blocks { result.append(contentsOf: block) }
        return result
    }

    private static var rowsPerBlock: Int { 256 }

    /// Runs a body for every block of rows, in dense form.
    private func forEachBlock<Result: Sendable>(
        _ features: FeatureMatrix<Double>, threads: Int,
        _ body: @Sendable (UnsafeBufferPointer<Double>, _ rowCount: Int) -> Result
    ) -> [Result] {
        let chunks = Chunks(count: features.rowCount, size: Self.rowsPerBlock)
        let width = featureCount
        return parallelMap(count: chunks.chunkCount, threads: threads) { chunk in
            let range = chunks.range(chunk)
            if case .dense(let values) = features.storage {
                return values.withUnsafeBufferPointer { values in
                    body(
                        UnsafeBufferPointer(rebasing: values[range.lowerBound * width..<range.upperBound * width]),
                        range.count)
                }
            }
            var rows: [Double] = []
            rows.reserveCapacity(range.count * width)
            var scratch = [Double](repeating: 0, count: width)
            for row in range {
                features.copyRow(row, into: &scratch)
                rows.append(contentsOf: scratch)
            }
            return rows.withUnsafeBufferPointer { body($0, range.count) }
        }
    }

    /// Hands a row to a body, with values rounded where the arithmetic says so.
    @inline(__always)
    private func withPreparedRow(
        _ rows: UnsafeBufferPointer<Double>, _ row: Int, _ scratch: inout [Double],
        _ body: (UnsafeBufferPointer<Double>) -> Void
    ) {
        let range = row * featureCount..<(row + 1) * featureCount
        guard arithmetic != .double else { return body(UnsafeBufferPointer(rebasing: rows[range])) }
        for (column, position) in range.enumerated() { scratch[column] = Double(Float(rows[position])) }
        scratch.withUnsafeBufferPointer(body)
    }

    /// Adds up the trees for dense rows of the right width.
    private func score(
        _ rows: UnsafeBufferPointer<Double>, rowCount: Int, into margins: UnsafeMutableBufferPointer<Double>
    ) {
        let width = marginCount
        let orEqual = comparison == .lessOrEqual
        let startsAtBase = aggregation == .sum || aggregation == .meanOutput
        var scratch = [Double](repeating: 0, count: arithmetic == .double ? 0 : featureCount)
        for row in 0..<rowCount {
            let sums = UnsafeMutableBufferPointer(rebasing: margins[row * width..<(row + 1) * width])
            for margin in 0..<width { sums[margin] = startsAtBase ? rounded(baseScores[margin]) : 0 }
            withPreparedRow(rows, row, &scratch) { prepared in
                for tree in flat.roots.indices {
                    add(flat.leaf(tree: tree, row: prepared, orEqual: orEqual), of: tree, prepared, to: sums)
                }
            }
            guard !startsAtBase else { continue }
            for margin in 0..<width {
                let divisor = aggregation == .mean ? Double(max(1, flat.treeCounts[margin])) : 1
                sums[margin] = rounded(rounded(baseScores[margin]) + rounded(sums[margin] / divisor))
            }
        }
    }

    @inline(__always)
    private func add(
        _ leaf: Int, of tree: Int, _ row: UnsafeBufferPointer<Double>, to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let node = flat.nodes[leaf]
        let start = Int(node.left)
        let output = Int(flat.outputs[tree])
        // Adding two floats in double and rounding once gives the float sum: no double rounding can occur, because
        // double has more than twice the digits of float plus two.
        if node.kind == .linearLeaf {
            sums[output] += flat.linearLeaves[start].value(row)
        } else if output >= 0 {
            sums[output] = rounded(sums[output] + flat.leafValues[start])
        } else {
            for margin in sums.indices {
                sums[margin] = rounded(sums[margin] + flat.leafValues[start + margin])
            }
        }
    }

    @inline(__always)
    private func rounded(_ value: Double) -> Double { arithmetic == .float ? Double(Float(value)) : value }
}
