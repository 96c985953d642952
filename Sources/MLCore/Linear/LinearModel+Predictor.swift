extension LinearModel: Predictor {
    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features, none missing.
    /// - Returns: The outputs after the link.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, `missingValue` for a missing feature, or
    ///   `nonFiniteValue` when infinite features leave a score undefined.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var outputs = [Double](repeating: 0, count: outputCount)
        let isDefined = withScorer { scorer in
            outputs.withUnsafeMutableBufferPointer { outputs in
                switch features.storage {
                case .dense(let values):
                    values.withUnsafeBufferPointer { values in
                        scorer.score(dense: values, into: outputs)
                        return apply(to: outputs)
                    }
                case .sparse(let columns, let values):
                    columns.withUnsafeBufferPointer { columns in
                        values.withUnsafeBufferPointer { values in
                            scored(
                                scorer, columns: columns, values: values, absentMeans: features.absentMeans,
                                into: outputs)
                        }
                    }
                }
            }
        }
        guard isDefined else { throw undefined(features, place: Self.kind) }
        return outputs
    }

    /// Predicts a batch into memory of the caller.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features, none missing.
    ///   - outputs: Row-major, rows × outputs; overwritten. After an error the content is not specified.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width or size; `missingValue` or `nonFiniteValue`
    ///   for the first row, by position, that cannot be scored.
    /// - Complexity: O(stored values × outputs).
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let rowCount = features.rowCount
        let blockCount = (rowCount + Self.rowsPerBlock - 1) / Self.rowsPerBlock
        let blocks = parallelMap(count: blockCount, threads: threads) { block in
            let start = block * Self.rowsPerBlock
            return scoredBlock(features, rows: start..<min(start + Self.rowsPerBlock, rowCount))
        }
        for (block, result) in blocks.enumerated() {
            if let row = result.undefinedRow { throw undefined(try features.row(row), place: "row \(row)") }
            let start = block * Self.rowsPerBlock * outputCount
            outputs.replaceSubrange(start..<start + result.values.count, with: result.values)
        }
    }

    private static var rowsPerBlock: Int { 256 }

    private func scoredBlock(
        _ features: FeatureMatrix<Double>, rows: Range<Int>
    ) -> (values: [Double], undefinedRow: Int?) {
        var outputs = [Double](repeating: 0, count: rows.count * outputCount)
        let undefinedRow: Int? = withScorer { scorer in
            outputs.withUnsafeMutableBufferPointer { outputs in
                switch features.storage {
                case .dense(let values):
                    values.withUnsafeBufferPointer { values in
                        rows.first { row in
                            let target = slot(of: row - rows.lowerBound, in: outputs)
                            let start = row * featureCount
                            scorer.score(
                                dense: UnsafeBufferPointer(rebasing: values[start..<start + featureCount]), into: target
                            )
                            return !apply(to: target)
                        }
                    }
                case .sparse(let sparse, let absentMeans):
                    sparse.columns.withUnsafeBufferPointer { columns in
                        sparse.values.withUnsafeBufferPointer { values in
                            rows.first { row in
                                let range = sparse.range(ofRow: row)
                                return !scored(
                                    scorer, columns: UnsafeBufferPointer(rebasing: columns[range]),
                                    values: UnsafeBufferPointer(rebasing: values[range]), absentMeans: absentMeans,
                                    into: slot(of: row - rows.lowerBound, in: outputs))
                            }
                        }
                    }
                }
            }
        }
        return (outputs, undefinedRow)
    }

    private func slot(
        of row: Int, in outputs: UnsafeMutableBufferPointer<Double>
    ) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: outputs[row * outputCount..<(row + 1) * outputCount])
    }

    /// Scores one sparse row and applies the link; false when an output is undefined.
    private func scored(
        _ scorer: LinearScorer, columns: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Double>,
        absentMeans: AbsentMeaning, into outputs: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        if absentMeans == .missing, values.count < featureCount { return false }
        scorer.score(columns: columns, values: values, into: outputs)
        return apply(to: outputs)
    }

    /// Applies the link to the scores of one row; false when a result is undefined.
    private func apply(to outputs: UnsafeMutableBufferPointer<Double>) -> Bool {
        for output in 0..<outputs.count where outputs[output].isNaN { return false }
        switch link {
        case .identity: return true
        case .exponential:
            for output in 0..<outputs.count {
                outputs[output] = Elementary.exp(outputs[output])
                guard outputs[output].isFinite else { return false }
            }
            return true
        case .sigmoid:
            for output in 0..<outputs.count { outputs[output] = Elementary.sigmoid(outputs[output]) }
            return true
        case .softmax:
            guard let base = outputs.baseAddress, outputs.max()?.isFinite ?? false else { return false }
            SoftmaxKernels.softmax(base, count: outputs.count)
            return true
        }
    }

    private func withScorer<Result>(_ body: (LinearScorer) -> Result) -> Result {
        weights.withUnsafeBufferPointer { weights in
            intercepts.withUnsafeBufferPointer { intercepts in
                body(LinearScorer(weights: weights, intercepts: intercepts))
            }
        }
    }

    private func undefined(_ features: FeatureVector<Double>, place: String) -> CoreError {
        if let feature = features.dense.firstIndex(where: \.isNaN) {
            return CoreError(
                .missingValue, "feature \(feature) is missing", at: place,
                remedy: "Impute missing values before a linear model.")
        }
        return CoreError(
            .nonFiniteValue, "features are too large for a defined score", at: place,
            remedy: "Scale the features, or clip them to a finite range.")
    }
}
