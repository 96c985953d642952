import MLCore

/// Features minus their weighted means, each row times the root of its share, without storing the differences.
struct CentredMatrix: LinearOperator {
    let matrix: DesignMatrix
    /// The mean of each feature; zeros without an intercept.
    let means: [Double]
    /// The root of the share of each row.
    let roots: [Double]
    let isCentred: Bool
    let threads: Int

    /// Prepares the matrix.
    init(_ matrix: DesignMatrix, _ rows: RegressionRows, isCentred: Bool, threads: Int) {
        self.matrix = matrix
        self.isCentred = isCentred
        self.threads = threads
        roots = rows.shares.map { $0.squareRoot() }
        var means = [Double](repeating: 0, count: matrix.featureCount)
        if isCentred {
            matrix.fillGradient(residuals: rows.shares, outputCount: 1, into: &means, threads: threads)
        }
        self.means = means
    }

    /// The targets minus their mean, times the roots of the shares.
    func scaledTargets(_ rows: RegressionRows) -> [Double] {
        let mean = isCentred ? rows.mean : 0
        return rows.targets.indices.map { roots[$0] * (rows.targets[$0] - mean) }
    }

    var rowCount: Int { matrix.rowCount }
    var columnCount: Int { matrix.featureCount }

    func product(_ point: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: rowCount)
        let offset = isCentred ? -means.dot(point) : 0
        _ = matrix.residuals(at: point + [offset], outputCount: 1, into: &result, threads: threads) { range, slice in
            for (position, row) in range.enumerated() { slice[position] *= roots[row] }
            return 0
        }
        return result
    }

    func transposedProduct(_ vector: [Double]) -> [Double] {
        let scaled = zip(vector, roots).map { $0 * $1 }
        var result = [Double](repeating: 0, count: columnCount)
        matrix.fillGradient(residuals: scaled, outputCount: 1, into: &result, threads: threads)
        if isCentred { result.add(-VectorKernels.sum(scaled, count: scaled.count), times: means) }
        return result
    }
}
