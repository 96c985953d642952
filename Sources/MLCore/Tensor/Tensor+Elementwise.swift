extension Tensor {
    /// The sum, element by element; the shapes broadcast by the rules of ``Shape/broadcast(with:)``.
    ///
    /// - Parameter other: The summand.
    /// - Returns: A tensor of the common shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when the shapes do not broadcast.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func adding(_ other: Tensor) throws(CoreError) -> Tensor {
        try combined(with: other) { $0 + $1 }
    }

    /// The difference, element by element; the shapes broadcast by the rules of ``Shape/broadcast(with:)``.
    ///
    /// - Parameter other: What to subtract.
    /// - Returns: A tensor of the common shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when the shapes do not broadcast.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func subtracting(_ other: Tensor) throws(CoreError) -> Tensor {
        try combined(with: other) { $0 - $1 }
    }

    /// The product, element by element; the shapes broadcast by the rules of ``Shape/broadcast(with:)``.
    ///
    /// - Parameter other: The factor.
    /// - Returns: A tensor of the common shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when the shapes do not broadcast.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func multiplied(by other: Tensor) throws(CoreError) -> Tensor {
        try combined(with: other) { $0 * $1 }
    }

    /// The quotient, element by element; the shapes broadcast by the rules of ``Shape/broadcast(with:)``.
    ///
    /// Division by zero gives ±∞ or NaN as IEEE 754 says.
    ///
    /// - Parameter other: The divisor.
    /// - Returns: A tensor of the common shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when the shapes do not broadcast.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func divided(by other: Tensor) throws(CoreError) -> Tensor {
        try combined(with: other) { $0 / $1 }
    }

    /// A function of each element.
    ///
    /// - Parameter transform: The function.
    /// - Returns: A tensor of the same shape.
    /// - Throws: What the function throws first, in row-major order.
    @inlinable
    public func map<Failure: Error>(
        _ transform: (Scalar) throws(Failure) -> Scalar
    ) throws(Failure) -> Tensor {
        var result: [Scalar] = []
        result.reserveCapacity(elements.count)
        for element in elements { result.append(try transform(element)) }
        return Tensor(unchecked: result, shape: shape)
    }

    @inline(__always)
    private func combined(
        with other: Tensor, _ operation: (Scalar, Scalar) -> Scalar
    ) throws(CoreError) -> Tensor {
        let target = try shape.broadcast(with: other.shape)
        guard target.elementCount > 0 else { return Tensor(unchecked: [], shape: target) }
        var result: [Scalar] = []
        result.reserveCapacity(target.elementCount)
        elements.withUnsafeBufferPointer { left in
            other.elements.withUnsafeBufferPointer { right in
                if shape == other.shape {
                    for index in 0..<left.count { result.append(operation(left[index], right[index])) }
                    return
                }
                let leftStrides = shape.strides(broadcastTo: target)
                let rightStrides = other.shape.strides(broadcastTo: target)
                let (leftStep, rightStep) = (leftStrides.last ?? 0, rightStrides.last ?? 0)
                let inner = target.dimensions.last ?? 1
                var rows = RowOffsets(shape: target)
                var (leftStart, rightStart) = (0, 0)
                while true {
                    for position in 0..<inner {
                        result.append(
                            operation(left[leftStart + position * leftStep], right[rightStart + position * rightStep]))
                    }
                    guard rows.advance() else { return }
                    leftStart = rows.offset(strides: leftStrides)
                    rightStart = rows.offset(strides: rightStrides)
                }
            }
        }
        return Tensor(unchecked: result, shape: target)
    }
}
