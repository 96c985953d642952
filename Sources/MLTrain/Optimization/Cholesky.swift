import MLCore

/// The triangular root of a symmetric matrix that is positive, or nearly so.
///
/// A direction along which the matrix is zero up to rounding is left out: solutions do not move along it.
struct Cholesky {
    private let size: Int
    /// The lower triangle, row by row.
    private var root: [Double]

    /// Factorises.
    ///
    /// - Parameters:
    ///   - matrix: Row by row, size × size; only the lower triangle is read.
    ///   - size: The number of rows.
    init(_ matrix: [Double], size: Int) {
        self.size = size
        root = matrix
        for row in 0..<size {
            let diagonal = matrix[row * size + row]
            root.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                let own = base + row * size
                for column in 0..<row {
                    let other = base + column * size
                    own[column] = (own[column] - VectorKernels.dot(own, other, count: column)) / other[column]
                }
                let rest = diagonal - VectorKernels.dot(own, own, count: row)
                own[row] = rest > 1e-15 * diagonal ? rest.squareRoot() : rest.isNaN ? .nan : .infinity
            }
        }
    }

    /// The solution of the system for a right-hand side.
    func solved(_ right: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            for column in 0..<row { solution[row] -= root[row * size + column] * solution[column] }
            solution[row] /= root[row * size + row]
        }
        for row in (0..<size).reversed() {
            solution[row] /= root[row * size + row]
            for column in 0..<row { solution[column] -= root[row * size + column] * solution[row] }
        }
        return solution
    }
}
