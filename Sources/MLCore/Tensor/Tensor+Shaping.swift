extension Tensor {
    /// The same elements in the same order under another shape.
    ///
    /// - Parameter dimensions: The new extents, with the same product.
    /// - Returns: The reshaped tensor, sharing the storage.
    /// - Throws: ``CoreError`` `shapeMismatch` when the product differs, and what ``Shape/init(_:)`` throws.
    /// - Complexity: O(rank).
    public func reshaped(to dimensions: [Int]) throws(CoreError) -> Tensor {
        let target = try Shape(dimensions)
        guard target.elementCount == shape.elementCount else {
            throw CoreError(
                .shapeMismatch, "a tensor of shape \(shape) cannot take the shape \(target)",
                remedy: "The product of the extents must stay \(shape.elementCount).")
        }
        return Tensor(unchecked: elements, shape: target)
    }

    /// The tensor with its axes in reverse order: the transposed matrix for two axes.
    ///
    /// - Complexity: O(*n*).
    public var transposed: Tensor { permuted(Array((0..<rank).reversed())) }

    /// The tensor with its axes in another order.
    ///
    /// - Parameter axes: For each axis of the result, the axis of this tensor that it is.
    /// - Returns: The transposed tensor.
    /// - Throws: ``CoreError`` `invalidArgument` when `axes` is not a permutation of all axes.
    /// - Complexity: O(*n*).
    public func transposed(axes: [Int]) throws(CoreError) -> Tensor {
        guard axes.sorted() == Array(0..<rank) else {
            throw CoreError(
                .invalidArgument, "\(axes) is not an order of the axes of a tensor of shape \(shape)",
                remedy: "Name every axis from 0 to \(rank - 1) once.")
        }
        return permuted(axes)
    }

    /// The tensor repeated to a larger shape, by the rules of ``Shape/broadcast(with:)``.
    ///
    /// - Parameter dimensions: The extents of the result.
    /// - Returns: The repeated tensor.
    /// - Throws: ``CoreError`` `shapeMismatch` when the shape cannot be repeated to it, and what ``Shape/init(_:)``
    ///   throws.
    /// - Complexity: O(elements of the result).
    public func broadcast(to dimensions: [Int]) throws(CoreError) -> Tensor {
        let target = try Shape(dimensions)
        guard try shape.broadcast(with: target) == target else {
            throw CoreError(.shapeMismatch, "a tensor of shape \(shape) does not broadcast to \(target)")
        }
        if shape == target { return self }
        let view = StridedView(shape: target, strides: shape.strides(broadcastTo: target))
        return Tensor(unchecked: view.gathered(from: elements), shape: target)
    }

    private func permuted(_ axes: [Int]) -> Tensor {
        let strides = shape.strides
        let target = Shape(
            uncheckedDimensions: axes.map { shape.dimensions[$0] }, elementCount: shape.elementCount)
        let view = StridedView(shape: target, strides: axes.map { strides[$0] })
        return Tensor(unchecked: view.gathered(from: elements), shape: target)
    }
}
