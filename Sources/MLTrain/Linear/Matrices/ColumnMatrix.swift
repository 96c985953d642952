import MLCore

/// Finite features by column, for searches that change one weight at a time.
///
/// Every sum over a column has a fixed order.
struct ColumnMatrix: Sendable {
    /// The values by column.
    enum Storage: Sendable {
        /// Column after column, each as long as there are rows.
        case dense([Double])
        case sparse(SparseColumns)
    }

    let rowCount: Int
    let featureCount: Int
    let storage: Storage
    /// What was taken from every value of each column.
    let shifts: [Double]

    /// Arranges features that were checked.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - centres: Whether dense columns get a mean of about zero, which an intercept makes up for and which keeps
    ///     the digits of columns far from zero.
    init(_ features: FeatureMatrix<Double>, centres: Bool) {
        rowCount = features.rowCount
        featureCount = features.featureCount
        var shifts = [Double](repeating: 0, count: featureCount)
        switch features.storage {
        case .sparse(let sparse, _): storage = .sparse(SparseColumns(sparse, columnCount: featureCount))
        case .dense(let values):
            var columns = [Double](repeating: 0, count: values.count)
            // In squares, so that neither side is walked in long strides.
            let (rowTiles, columnTiles) = (Chunks(count: rowCount, size: 32), Chunks(count: featureCount, size: 32))
            for rowTile in 0..<rowTiles.chunkCount {
                for columnTile in 0..<columnTiles.chunkCount {
                    for column in columnTiles.range(columnTile) {
                        for row in rowTiles.range(rowTile) {
                            columns[column * rowCount + row] = values[row * featureCount + column]
                        }
                    }
                }
            }
            if centres, rowCount > 0 {
                for column in 0..<featureCount {
                    let range = column * rowCount..<(column + 1) * rowCount
                    // Divided first: the sum of large values may not be finite where their mean is.
                    var mean = 0.0
                    for position in range { mean += columns[position] / Double(rowCount) }
                    shifts[column] = mean
                    for position in range { columns[position] -= mean }
                }
            }
            storage = .dense(columns)
        }
        self.shifts = shifts
    }

    /// Σᵢ xᵢⱼ · vector[i] for the column j.
    func dot(_ column: Int, _ vector: [Double]) -> Double {
        vector.withUnsafeBufferPointer { vector in
            guard let vector = vector.baseAddress else { return 0 }
            switch storage {
            case .dense(let values):
                return values.withUnsafeBufferPointer { values in
                    values.baseAddress.map { VectorKernels.dot($0 + column * rowCount, vector, count: rowCount) } ?? 0
                }
            case .sparse(let columns):
                let start = columns.offsets[column]
                return columns.rows.withUnsafeBufferPointer { rows in
                    columns.values.withUnsafeBufferPointer { values in
                        guard let rows = rows.baseAddress, let values = values.baseAddress else { return 0 }
                        return SparseKernels.dot(
                            values + start, rows + start, count: columns.offsets[column + 1] - start, vector)
                    }
                }
            }
        }
    }

    /// Σᵢ xᵢⱼ² · weights[i] for the column j.
    func weightedSquare(_ column: Int, _ weights: [Double]) -> Double {
        var sum = 0.0
        forEach(in: column) { row, value in sum += value * value * weights[row] }
        return sum
    }

    /// target[i] += factor · xᵢⱼ · weights[i] for the column j.
    func add(_ factor: Double, times column: Int, weights: [Double], to target: inout [Double]) {
        target.withUnsafeMutableBufferPointer { target in
            weights.withUnsafeBufferPointer { weights in
                forEach(in: column) { row, value in target[row] += factor * value * weights[row] }
            }
        }
    }

    /// target[i] += factor · xᵢⱼ for the column j.
    func add(_ factor: Double, times column: Int, to target: inout [Double]) {
        target.withUnsafeMutableBufferPointer { target in
            forEach(in: column) { row, value in target[row] += factor * value }
        }
    }

    /// Computes one number for each column, several columns at a time.
    func map(threads: Int, _ body: @Sendable (Int) -> Double) -> [Double] {
        var results = [Double](repeating: 0, count: featureCount)
        _ = parallelFill(&results, width: 1, threads: threads) { range, slice in
            for column in range { slice[column - range.lowerBound] = body(column) }
            return 0
        }
        return results
    }

    /// Calls the body with each stored row and value of a column, rows ascending.
    @inline(__always)
    private func forEach(in column: Int, _ body: (Int, Double) -> Void) {
        switch storage {
        case .dense(let values):
            values.withUnsafeBufferPointer { values in
                let start = column * rowCount
                for row in 0..<rowCount { body(row, values[start + row]) }
            }
        case .sparse(let columns):
            columns.rows.withUnsafeBufferPointer { rows in
                columns.values.withUnsafeBufferPointer { values in
                    for position in columns.offsets[column]..<columns.offsets[column + 1] {
                        body(Int(rows[position]), values[position])
                    }
                }
            }
        }
    }
}
