extension Tensor {
    /// The matrix product of two tensors with two axes each.
    ///
    /// Every element of the product is the sum of its terms in rising order of the inner index, in `Scalar`, without
    /// fused operations: the bits are the same for every number of threads and on every processor.
    ///
    /// - Parameters:
    ///   - other: The right factor: as many rows as this tensor has columns.
    ///   - threads: The largest number of threads.
    /// - Returns: A tensor of this tensor's rows by the other's columns; zeros when the inner extent is 0.
    /// - Throws: ``CoreError`` `shapeMismatch` when a factor does not have two axes or the inner extents differ,
    ///   `limitExceeded` when the product would be too large.
    /// - Complexity: O(rows · inner · columns).
    public func matrixProduct(with other: Tensor, threads: Int = 1) throws(CoreError) -> Tensor {
        guard rank == 2, other.rank == 2, shape.dimensions[1] == other.shape.dimensions[0] else {
            throw CoreError(
                .shapeMismatch, "the shapes \(shape) and \(other.shape) have no matrix product",
                remedy: "Use [rows, inner] and [inner, columns].")
        }
        let (rows, inner, columns) = (shape.dimensions[0], shape.dimensions[1], other.shape.dimensions[1])
        let target = try Shape([rows, columns])
        var product = [Scalar](repeating: 0, count: target.elementCount)
        guard target.elementCount > 0, inner > 0 else { return Tensor(unchecked: product, shape: target) }
        elements.withUnsafeBytes { left in
            other.elements.withUnsafeBytes { right in
                product.withUnsafeMutableBytes { result in
                    guard let left = left.baseAddress, let right = right.baseAddress, let result = result.baseAddress
                    else { return }
                    if Scalar.self == Double.self {
                        MatrixKernels.product(
                            left.assumingMemoryBound(to: Double.self), right.assumingMemoryBound(to: Double.self),
                            into: result.assumingMemoryBound(to: Double.self), rows: rows, inner: inner,
                            columns: columns, threads: threads)
                    } else if Scalar.self == Float.self {
                        MatrixKernels.product(
                            left.assumingMemoryBound(to: Float.self), right.assumingMemoryBound(to: Float.self),
                            into: result.assumingMemoryBound(to: Float.self), rows: rows, inner: inner,
                            columns: columns, threads: threads)
                    } else {
                        Self.plainProduct(
                            left.assumingMemoryBound(to: Scalar.self), right.assumingMemoryBound(to: Scalar.self),
                            result.assumingMemoryBound(to: Scalar.self), rows, inner, columns)
                    }
                }
            }
        }
        return Tensor(unchecked: product, shape: target)
    }

    /// The product for scalar types without a kernel, in the same order.
    private static func plainProduct(
        _ left: UnsafePointer<Scalar>, _ right: UnsafePointer<Scalar>, _ product: UnsafeMutablePointer<Scalar>,
        _ rows: Int, _ inner: Int, _ columns: Int
    ) {
        for row in 0..<rows {
            for step in 0..<inner {
                let factor = left[row * inner + step]
                for column in 0..<columns {
                    product[row * columns + column] += factor * right[step * columns + column]
                }
            }
        }
    }
}
