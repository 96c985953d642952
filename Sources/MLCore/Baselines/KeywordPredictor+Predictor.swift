extension KeywordPredictor: Predictor {
    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features; a missing one is a keyword that the row does not have.
    /// - Returns: One share for each output.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var outputs = [Double](repeating: Self.noVote, count: task.outputCount)
        switch features.storage {
        case .dense(let values):
            for feature in values.indices { cast(feature, values[feature], into: &outputs, at: 0) }
        case .sparse(let columns, let values):
            for (column, value) in zip(columns, values) { cast(Int(column), value, into: &outputs, at: 0) }
        }
        settle(&outputs, at: 0)
        return outputs
    }

    /// Predicts a batch into memory of the caller.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; a missing one is a keyword that the row does not have.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: Not used: looking up keywords is bound by memory.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        for position in outputs.indices { outputs[position] = Self.noVote }
        for row in 0..<features.rowCount {
            switch features.storage {
            case .dense(let values):
                let start = row * featureCount
                for feature in 0..<featureCount {
                    cast(feature, values[start + feature], into: &outputs, at: row * width)
                }
            case .sparse(let rows, _):
                for position in rows.range(ofRow: row) {
                    cast(Int(rows.columns[position]), rows.values[position], into: &outputs, at: row * width)
                }
            }
            settle(&outputs, at: row * width)
        }
    }

    /// Marks an output that no keyword has voted for yet; below every vote.
    private static var noVote: Double { -1 }

    private func cast(_ feature: Int, _ value: Double, into outputs: inout [Double], at start: Int) {
        guard value != 0, !value.isNaN else { return }
        for position in offsetsByFeature[feature]..<offsetsByFeature[feature + 1] {
            let (output, vote) = outputsByFeature[position]
            outputs[start + Int(output)] = max(outputs[start + Int(output)], vote)
        }
    }

    private func settle(_ outputs: inout [Double], at start: Int) {
        for output in baseRates.indices where outputs[start + output] < 0 {
            outputs[start + output] = baseRates[output]
        }
        if case .multiclass = task { normalizeShares(&outputs, in: start..<start + baseRates.count) }
    }
}

/// Divides the shares of a row by their sum; equal shares when the sum is zero.
func normalizeShares(_ outputs: inout [Double], in range: Range<Int>) {
    var sum = 0.0
    for position in range { sum += outputs[position] }
    for position in range { outputs[position] = sum > 0 ? outputs[position] / sum : 1 / Double(range.count) }
}
