import MLCore

extension QuantileProgram {
    /// The scaled features, and a row for each penalised weight, times a point.
    func product(_ point: [Double]) -> [Double] {
        let width = columns.featureCount
        var result = [Double](repeating: fitsIntercept ? point[width] : 0, count: columns.rowCount)
        for column in 0..<width where point[column] != 0 {
            columns.add(point[column] * scales[column], times: column, to: &result)
        }
        if targets.count > columns.rowCount { result.append(contentsOf: point[..<width]) }
        return result
    }

    /// The targets minus the scores.
    func residuals(at point: [Double]) -> [Double] { zip(targets, product(point)).map { $0 - $1 } }

    /// The transposed features times one number for each row.
    func transposed(_ vector: [Double]) -> [Double] {
        let rowCount = columns.rowCount
        var result = columns.map(threads: threads) { column in
            let own = scales[column] * columns.dot(column, vector)
            return vector.count > rowCount ? own + vector[rowCount + column] : own
        }
        result.append(fitsIntercept ? VectorKernels.sum(vector, count: rowCount) : 0)
        return result
    }

    /// The transposed features times a diagonal matrix times the features: the lower triangle, row by row.
    func normalMatrix(_ diagonal: [Double]) -> [Double] {
        let (width, rowCount) = (columns.featureCount, columns.rowCount)
        let size = width + 1
        var matrix = [Double](repeating: 0, count: size * size)
        parallelItems(&matrix, width: size, threads: threads) { row, slice in
            guard row < width else {
                if fitsIntercept {
                    for column in 0..<width { slice[column] = scales[column] * columns.dot(column, diagonal) }
                    slice[width] = VectorKernels.sum(diagonal, count: rowCount)
                } else {
                    slice[width] = 1
                }
                return
            }
            var weighted = [Double](repeating: 0, count: rowCount)
            columns.add(scales[row], times: row, weights: diagonal, to: &weighted)
            for column in 0...row { slice[column] = scales[column] * columns.dot(column, weighted) }
            if diagonal.count > rowCount { slice[row] += diagonal[rowCount + row] }
        }
        return matrix
    }
}
