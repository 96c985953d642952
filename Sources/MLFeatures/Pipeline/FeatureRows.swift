import MLCore

/// The features of some rows, of all steps together.
struct FeatureRows: Sendable {
    /// The values: when dense row-major, when sparse only those that are stored.
    var values: [Double] = []
    /// Sparse: the feature of each stored value.
    var columns: [Int32] = []
    /// Sparse: where the rows end in ``values``.
    var ends: [Int] = []
}

extension FittedFeaturePipeline {
    /// Puts the features of the steps side by side.
    func joined(_ blocks: [FeatureBlock], rowCount: Int) -> FeatureRows {
        if blocks.count == 1, let block = blocks.first {
            return FeatureRows(values: block.values, columns: block.columns, ends: Array(block.offsets.dropFirst()))
        }
        var rows = FeatureRows()
        guard isSparse else {
            rows.values.reserveCapacity(rowCount * features.count)
            for row in 0..<rowCount {
                for block in blocks {
                    rows.values += block.values[row * block.featureCount..<(row + 1) * block.featureCount]
                }
            }
            return rows
        }
        let stored = blocks.reduce(0) { $0 + $1.values.count }
        rows.values.reserveCapacity(stored)
        rows.columns.reserveCapacity(stored)
        rows.ends.reserveCapacity(rowCount)
        for row in 0..<rowCount {
            for (block, start) in zip(blocks, starts) {
                let range = block.offsets[row]..<block.offsets[row + 1]
                rows.values += block.values[range]
                // The features of all steps together are at most 2³¹ − 1.
                for position in range {
                    rows.columns.append(block.columns[position] &+ Int32(truncatingIfNeeded: start))
                }
            }
            rows.ends.append(rows.values.count)
        }
        return rows
    }

    /// Puts the rows of all chunks one below the other.
    func matrix(of parts: [FeatureRows], rowCount: Int) throws -> FeatureMatrix<Double> {
        var values: [Double] = []
        values.reserveCapacity(parts.reduce(0) { $0 + $1.values.count })
        for part in parts { values += part.values }
        guard isSparse else { return try FeatureMatrix(values: values, rowCount: rowCount, schema: features) }
        var columns: [Int32] = []
        columns.reserveCapacity(values.count)
        var offsets = [0]
        offsets.reserveCapacity(rowCount + 1)
        for part in parts {
            let base = columns.count
            columns += part.columns
            for end in part.ends { offsets.append(base + end) }
        }
        return try FeatureMatrix(
            rows: SparseRows(uncheckedOffsets: offsets, columns: columns, values: values), absentMeans: .zero,
            schema: features)
    }
}
