import MLCore

extension BinnedFeatures {
    /// Codes dense values, row-major.
    func fillColumns(_ values: [Double], threads: Int) {
        let coder = BinCoder(features)
        let (width, columns) = (featureCount, columns)
        let blocks = Chunks(count: rowCount, size: Self.blockRows)
        values.withUnsafeBufferPointer { values in
            guard let first = values.baseAddress else { return }
            // Blocks are disjoint rows, so no two threads touch the same code.
            nonisolated(unsafe) let start = first
            parallelFor(count: blocks.chunkCount, threads: threads) { block in
                let rows = blocks.range(block)
                for feature in 0..<width {
                    coder.code(
                        start + (rows.lowerBound &* width &+ feature), stride: width, count: rows.count,
                        feature: feature, to: columns.start + (feature &* rowCount &+ rows.lowerBound))
                }
            }
        }
    }

    /// Codes the values of sparse columns.
    func fillColumns(_ sparse: SparseColumns, absentAreZero: Bool, threads: Int) {
        let (features, columns) = (features, columns)
        parallelFor(count: featureCount, threads: threads) { feature in
            let bins = features[feature]
            let codes = columns.start + feature &* rowCount
            let absent = absentAreZero ? bins.bin(of: 0) : bins.missingBin
            codes.update(repeating: UInt8(truncatingIfNeeded: absent), count: rowCount)
            for position in sparse.offsets[feature]..<sparse.offsets[feature + 1] {
                codes[Int(sparse.rows[position])] = UInt8(truncatingIfNeeded: bins.bin(of: sparse.values[position]))
            }
        }
    }

    /// Puts the codes of each group side by side.
    func fillRows(threads: Int) {
        let (groups, columns, target) = (groups, columns, rows)
        let blocks = Chunks(count: rowCount, size: Self.blockRows)
        parallelFor(count: blocks.chunkCount, threads: threads) { block in
            let rows = blocks.range(block)
            for group in groups {
                for (position, feature) in group.features.enumerated() {
                    let source = UnsafePointer(columns.start + feature &* rowCount)
                    var byte = target.start + (group.codeStart &+ rows.lowerBound &* group.width &+ position)
                    for row in rows {
                        byte.pointee = source[row]
                        byte += group.width
                    }
                }
            }
        }
    }
}
