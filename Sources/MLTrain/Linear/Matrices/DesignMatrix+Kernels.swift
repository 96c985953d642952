import MLCore

extension DesignMatrix {
    /// Computes the scores of all rows and turns them into residuals, block by block.
    ///
    /// - Parameters:
    ///   - point: Feature-major weights, features × outputs, then one intercept for each output.
    ///   - outputCount: The number of outputs.
    ///   - residuals: Row-major, rows × outputs; overwritten.
    ///   - threads: How many threads may be used.
    ///   - settle: Turns the scores of a range of rows into residuals in place and returns the loss of the range.
    /// - Returns: The sum of the losses, in the order of the blocks.
    func residuals(
        at point: [Double], outputCount: Int, into residuals: inout [Double], threads: Int,
        settle: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Double
    ) -> Double {
        let losses = parallelFill(&residuals, width: outputCount, threads: threads) { range, scores in
            point.withUnsafeBufferPointer { fillScores(of: range, weights: $0, outputCount: outputCount, scores) }
            return settle(range, scores)
        }
        return losses.reduce(0, +)
    }

    /// Computes the derivatives of all weights.
    ///
    /// - Parameters:
    ///   - residuals: Row-major, rows × outputs: the derivative of the loss by each score.
    ///   - outputCount: The number of outputs.
    ///   - gradient: Feature-major, features × outputs; overwritten.
    ///   - threads: How many threads may be used.
    func fillGradient(residuals: [Double], outputCount: Int, into gradient: inout [Double], threads: Int) {
        _ = parallelFill(&gradient, width: outputCount, threads: threads) { range, slice in
            residuals.withUnsafeBufferPointer { residuals in
                switch rows {
                case .dense(let values):
                    values.withUnsafeBufferPointer { values in
                        denseGradient(values, residuals, columns: range, outputCount: outputCount, slice)
                    }
                case .sparse(_, let columns):
                    sparseGradient(columns, residuals, columns: range, outputCount: outputCount, slice)
                }
            }
            return 0
        }
    }

    private func fillScores(
        of range: Range<Int>, weights: UnsafeBufferPointer<Double>, outputCount: Int,
        _ scores: UnsafeMutableBufferPointer<Double>
    ) {
        let intercepts = featureCount * outputCount
        for position in 0..<scores.count { scores[position] = weights[intercepts + position % outputCount] }
        switch rows {
        case .dense(let values):
            values.withUnsafeBufferPointer { values in
                for row in range {
                    let start = (row - range.lowerBound) * outputCount
                    let base = row * featureCount
                    for feature in 0..<featureCount where values[base + feature] != 0 {
                        let value = values[base + feature]
                        for output in 0..<outputCount {
                            scores[start + output] += value * weights[feature * outputCount + output]
                        }
                    }
                }
            }
        case .sparse(let sparse, _):
            sparse.columns.withUnsafeBufferPointer { columns in
                sparse.values.withUnsafeBufferPointer { values in
                    for row in range {
                        let start = (row - range.lowerBound) * outputCount
                        let positions = sparse.range(ofRow: row)
                        guard outputCount > 1 else {
                            scores[start] += gatheredSum(columns, values, positions, weights)
                            continue
                        }
                        for position in positions {
                            let first = Int(columns[position]) * outputCount
                            let value = values[position]
                            for output in 0..<outputCount { scores[start + output] += value * weights[first + output] }
                        }
                    }
                }
            }
        }
    }

    private func denseGradient(
        _ values: UnsafeBufferPointer<Double>, _ residuals: UnsafeBufferPointer<Double>, columns: Range<Int>,
        outputCount: Int, _ gradient: UnsafeMutableBufferPointer<Double>
    ) {
        gradient.update(repeating: 0)
        for row in 0..<rowCount {
            let base = row * featureCount + columns.lowerBound
            for output in 0..<outputCount {
                let residual = residuals[row * outputCount + output]
                for column in 0..<columns.count {
                    gradient[column * outputCount + output] += residual * values[base + column]
                }
            }
        }
    }

    private func sparseGradient(
        _ sparse: SparseColumns, _ residuals: UnsafeBufferPointer<Double>, columns: Range<Int>, outputCount: Int,
        _ gradient: UnsafeMutableBufferPointer<Double>
    ) {
        gradient.update(repeating: 0)
        sparse.rows.withUnsafeBufferPointer { rows in
            sparse.values.withUnsafeBufferPointer { values in
                for column in columns {
                    let start = (column - columns.lowerBound) * outputCount
                    let positions = sparse.offsets[column]..<sparse.offsets[column + 1]
                    guard outputCount > 1 else {
                        gradient[start] = gatheredSum(rows, values, positions, residuals)
                        continue
                    }
                    for position in positions {
                        let first = Int(rows[position]) * outputCount
                        let value = values[position]
                        for output in 0..<outputCount { gradient[start + output] += value * residuals[first + output] }
                    }
                }
            }
        }
    }

    /// Σ values[p] · gathered[indices[p]] over a range of positions.
    @inline(__always)
    private func gatheredSum(
        _ indices: UnsafeBufferPointer<Int32>, _ values: UnsafeBufferPointer<Double>, _ positions: Range<Int>,
        _ gathered: UnsafeBufferPointer<Double>
    ) -> Double {
        guard let indices = indices.baseAddress, let values = values.baseAddress, let gathered = gathered.baseAddress
        else { return 0 }
        return SparseKernels.dot(
            values + positions.lowerBound, indices + positions.lowerBound, count: positions.count, gathered)
    }
}
