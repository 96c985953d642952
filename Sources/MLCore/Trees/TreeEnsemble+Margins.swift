extension TreeEnsemble {
    /// Computes the margins of a batch: the sums before the link.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - margins: Row-major, rows × ``marginCount``; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins(
        _ features: FeatureMatrix<Double>, into margins: inout [Double], threads: Int = 1
    ) throws(CoreError) {
        try checkRoom(margins, features, width: marginCount)
        forEachChunk(of: features, into: &margins, width: marginCount, threads: threads) { rows, rowCount, target in
            scoreChunk(rows, rowCount, target) { scorer.score($0, rowCount: $1, into: $2) }
        }
    }

    /// Computes the margins of a batch of features of any type: the sums before the link.
    ///
    /// The margins have the same bits as those for the features converted to `Double`. Features of `Float` are not
    /// converted.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - margins: Row-major, rows × ``marginCount``; overwritten.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func margins<Scalar: NumericScalar>(
        _ features: FeatureMatrix<Scalar>, into margins: inout [Double], threads: Int = 1
    ) throws(CoreError) {
        guard let floats = features as? FeatureMatrix<Float> else {
            return try self.margins(features.converted(), into: &margins, threads: threads)
        }
        try checkRoom(margins, floats, width: marginCount)
        forEachChunk(of: floats, into: &margins, width: marginCount, threads: threads) { rows, rowCount, target in
            scoreChunk(rows, rowCount, target) { scorer.score($0, rowCount: $1, into: $2) }
        }
    }

    /// The leaf that each row ends in, for each tree.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; NaN is missing.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: Row-major, rows × trees: the numbers that the library that made the trees gives to the leaves.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, or `limitExceeded` for more than 2³¹ numbers.
    public func leafNumbers(_ features: FeatureMatrix<Double>, threads: Int = 1) throws(CoreError) -> [Int32] {
        try checkWidth(features.featureCount)
        let (width, treeCount) = (featureCount, members.count)
        var numbers = [Int32](
            repeating: 0, count: try DenseSize.checked(rows: features.rowCount, columns: treeCount, at: Self.kind))
        forEachChunk(of: features, into: &numbers, width: treeCount, threads: threads) { rows, rowCount, target in
            for row in 0..<rowCount { scorer.writeLeafNumbers(rows + row * width, to: target + row * treeCount) }
        }
        return numbers
    }
}

extension TreeEnsemble {
    /// Throws unless a batch and the memory for its results fit this ensemble.
    func checkRoom<Value>(
        _ memory: [Double], _ features: FeatureMatrix<Value>, width: Int
    ) throws(CoreError) {
        try checkWidth(features.featureCount)
        let (count, overflow) = features.rowCount.multipliedReportingOverflow(by: width)
        guard !overflow, memory.count == count else {
            throw CoreError(
                .shapeMismatch,
                "memory for \(memory.count) numbers, needed are \(features.rowCount) rows of \(width)", at: Self.kind)
        }
    }

    /// Scores a chunk of rows and adds the base scores where the sums did not start with them.
    @inline(__always)
    func scoreChunk<Value: NumericScalar>(
        _ rows: UnsafePointer<Value>, _ rowCount: Int, _ margins: UnsafeMutablePointer<Double>,
        _ score: (UnsafePointer<Value>, Int, UnsafeMutablePointer<Double>) -> Void
    ) {
        score(rows, rowCount, margins)
        guard !aggregation.startsAtBase else { return }
        for row in 0..<rowCount {
            for margin in 0..<marginCount {
                let place = row * marginCount + margin
                let divisor = aggregation == .mean ? Double(max(1, treeCounts[margin])) : 1
                margins[place] = rounded(rounded(baseScores[margin]) + rounded(margins[place] / divisor))
            }
        }
    }

    private func rounded(_ value: Double) -> Double { arithmetic == .float ? Double(Float(value)) : value }

    private static var rowsPerChunk: Int { 1024 }

    /// Runs a body for every chunk of rows in dense form, with the memory for its results.
    func forEachChunk<Value: NumericScalar, Output>(
        of features: FeatureMatrix<Value>, into outputs: inout [Output], width: Int, threads: Int,
        _ body: @Sendable (UnsafePointer<Value>, _ rowCount: Int, UnsafeMutablePointer<Output>) -> Void
    ) {
        let chunks = Chunks(count: features.rowCount, size: Self.rowsPerChunk)
        let featureCount = featureCount
        outputs.withUnsafeMutableBufferPointer { outputs in
            guard let base = outputs.baseAddress else { return }
            // Chunks are disjoint, so no two threads write to the same place.
            nonisolated(unsafe) let first = base
            parallelFor(count: chunks.chunkCount, threads: threads) { chunk in
                let range = chunks.range(chunk)
                let target = first + range.lowerBound * width
                if case .dense(let values) = features.storage {
                    values.withUnsafeBufferPointer {
                        body(Self.base($0) + range.lowerBound * featureCount, range.count, target)
                    }
                    return
                }
                var rows: [Value] = []
                rows.reserveCapacity(range.count * featureCount)
                var scratch = [Value](repeating: 0, count: featureCount)
                for row in range {
                    features.copyRow(row, into: &scratch)
                    rows.append(contentsOf: scratch)
                }
                rows.withUnsafeBufferPointer { body(Self.base($0), range.count, target) }
            }
        }
    }

    /// The address of the first value; some address that is never read when there is none, as in rows without features.
    static func base<Value: NumericScalar>(_ values: UnsafeBufferPointer<Value>) -> UnsafePointer<Value> {
        values.baseAddress ?? UnsafePointer(noValue.assumingMemoryBound(to: Value.self))
    }

    /// Eight bytes that are never read.
    private nonisolated(unsafe) static let noValue: UnsafeRawPointer = {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8)
        memory.initializeMemory(as: UInt64.self, repeating: 0, count: 1)
        return UnsafeRawPointer(memory)
    }()
}
