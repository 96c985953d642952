extension Tensor {
    /// The sum of all elements; 0 for none, NaN when one is NaN.
    ///
    /// Accumulated in double precision in row-major order by the pairwise order of *Numeric conventions*, then rounded
    /// once to `Scalar`.
    public func sum() -> Scalar {
        elements.withUnsafeBufferPointer { Scalar(Self.total($0, from: 0, count: $0.count)) }
    }

    /// The arithmetic mean of all elements, from the sum in double precision.
    ///
    /// - Returns: The mean; NaN when an element is NaN.
    /// - Throws: ``CoreError`` `invalidArgument` when there are no elements.
    public func mean() throws(CoreError) -> Scalar {
        try requireElements(count, "mean")
        return elements.withUnsafeBufferPointer {
            Scalar(Self.total($0, from: 0, count: $0.count) / Double($0.count))
        }
    }

    /// The largest element; NaN when one is NaN.
    ///
    /// - Returns: The element.
    /// - Throws: ``CoreError`` `invalidArgument` when there are no elements.
    public func maximum() throws(CoreError) -> Scalar { elements[try argmax()] }

    /// The smallest element; NaN when one is NaN.
    ///
    /// - Returns: The element.
    /// - Throws: ``CoreError`` `invalidArgument` when there are no elements.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func minimum() throws(CoreError) -> Scalar {
        try requireElements(count, "minimum")
        return elements.withUnsafeBufferPointer { $0[Self.position($0, 0, $0.count, 1) { $0 < $1 }] }
    }

    /// The row-major position of the largest element: the first of equal ones, the first NaN if there is one.
    ///
    /// - Returns: The position in ``elements``.
    /// - Throws: ``CoreError`` `invalidArgument` when there are no elements.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func argmax() throws(CoreError) -> Int {
        try requireElements(count, "maximum")
        return elements.withUnsafeBufferPointer { Self.position($0, 0, $0.count, 1) { $0 > $1 } }
    }

    /// Checks that a reduction without a value for no elements has some.
    func requireElements(_ count: Int, _ name: String) throws(CoreError) {
        guard count > 0 else {
            throw CoreError(
                .invalidArgument, "the \(name) of no elements is undefined", at: "tensor of shape \(shape)")
        }
    }

    /// The sum of a contiguous run in double precision.
    static func total(_ elements: UnsafeBufferPointer<Scalar>, from start: Int, count: Int) -> Double {
        guard count > 0, let base = elements.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base + start)
        if Scalar.self == Double.self {
            return VectorKernels.sum(raw.assumingMemoryBound(to: Double.self), count: count)
        }
        if Scalar.self == Float.self {
            return VectorKernels.sum(raw.assumingMemoryBound(to: Float.self), count: count)
        }
        var sum = 0.0
        for index in start..<(start + count) { sum += Double(elements[index]) }
        return sum
    }

    /// The offset of the first element that none precedes, along `count` > 0 elements `step` apart; the first NaN wins.
    @inline(__always)
    static func position(
        _ elements: UnsafeBufferPointer<Scalar>, _ start: Int, _ count: Int, _ step: Int,
        _ precedes: (Scalar, Scalar) -> Bool
    ) -> Int {
        var best = start
        if elements[start].isNaN { return start }
        for index in 1..<max(count, 1) {
            let offset = start + index * step
            if elements[offset].isNaN { return offset }
            if precedes(elements[offset], elements[best]) { best = offset }
        }
        return best
    }
}
