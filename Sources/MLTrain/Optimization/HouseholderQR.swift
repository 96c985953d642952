import MLCore

/// The factorisation of a matrix into an orthogonal and an upper triangular one, on request with column pivoting.
///
/// Golub and Van Loan, "Matrix Computations", 4th edition, algorithms 5.2.1 and 5.4.1. The columns are stored one after
/// the other; below the diagonal stand the Householder vectors.
struct HouseholderQR {
    let rowCount: Int
    let columnCount: Int
    /// Column by column: the triangle above, the Householder vectors below the diagonal.
    private(set) var values: [Double]
    /// 2 / (vᵀv) of each Householder vector, whose first element is 1; 0 for no reflection.
    private var factors: [Double]
    /// The column of the matrix that stands at each position.
    private(set) var order: [Int]

    /// The number of reflections.
    var size: Int { factors.count }

    /// Factorises.
    ///
    /// - Parameters:
    ///   - values: Column by column, rows × columns.
    ///   - rowCount: The number of rows.
    ///   - columnCount: The number of columns.
    ///   - pivots: Whether the column with the longest rest comes next, so that the diagonal falls.
    init(_ values: [Double], rowCount: Int, columnCount: Int, pivots: Bool = false) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.values = values
        order = Array(0..<columnCount)
        factors = []
        for step in 0..<min(rowCount, columnCount) {
            if pivots { bringForward(step) }
            reflect(step)
        }
    }

    /// An element of the triangle.
    func triangle(_ row: Int, _ column: Int) -> Double { row <= column ? values[column * rowCount + row] : 0 }

    /// Multiplies a vector by the transposed orthogonal matrix.
    func applyTransposed(to vector: inout [Double]) {
        for step in 0..<size { apply(step, to: &vector) }
    }

    /// Multiplies a vector by the orthogonal matrix.
    func apply(to vector: inout [Double]) {
        for step in (0..<size).reversed() { apply(step, to: &vector) }
    }

    private func apply(_ step: Int, to vector: inout [Double]) {
        guard factors[step] != 0 else { return }
        let start = step * rowCount
        var sum = vector[step]
        for row in step + 1..<max(rowCount, step + 1) { sum += values[start + row] * vector[row] }
        sum *= factors[step]
        vector[step] -= sum
        for row in step + 1..<max(rowCount, step + 1) { vector[row] -= sum * values[start + row] }
    }

    private mutating func bringForward(_ step: Int) {
        var (longest, best) = (-1.0, step)
        for column in step..<columnCount {
            var square = 0.0
            for row in step..<rowCount {
                let value = values[column * rowCount + row]
                square += value * value
            }
            if square > longest { (longest, best) = (square, column) }
        }
        guard best != step else { return }
        for row in 0..<rowCount { values.swapAt(step * rowCount + row, best * rowCount + row) }
        order.swapAt(step, best)
    }

    private mutating func reflect(_ step: Int) {
        let length = rowCount - step
        let factor = values.withUnsafeMutableBufferPointer { buffer -> Double in
            guard let base = buffer.baseAddress else { return 0 }
            let own = base + (step * rowCount + step)
            let rest = VectorKernels.dot(own + 1, own + 1, count: length - 1)
            guard rest > 0 else { return 0 }
            let norm = (own[0] * own[0] + rest).squareRoot()
            // The sign that avoids cancellation.
            let diagonal = own[0] > 0 ? -norm : norm
            let first = own[0] - diagonal
            for row in 1..<length { own[row] /= first }
            own[0] = diagonal
            let factor = -first / diagonal
            for column in step + 1..<max(columnCount, step + 1) {
                let other = base + (column * rowCount + step)
                let sum = factor * (other[0] + VectorKernels.dot(own + 1, other + 1, count: length - 1))
                other[0] -= sum
                VectorKernels.axpy(-sum, own + 1, into: other + 1, count: length - 1)
            }
            return factor
        }
        factors.append(factor)
    }
}
