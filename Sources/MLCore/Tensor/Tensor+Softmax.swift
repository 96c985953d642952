extension Tensor {
    /// exp(xᵢ) / Σ exp(xⱼ) along an axis, without overflow.
    ///
    /// Computed in double precision and rounded once. A line of −∞ only becomes uniform; with *m* values of +∞ each of
    /// them becomes 1/*m* and all others 0; a line with a NaN becomes NaN throughout; an empty axis stays empty.
    ///
    /// - Parameter axis: The axis, from 0.
    /// - Returns: A tensor of the same shape whose lines along the axis sum to 1.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func softmax(axis: Int) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        var result = elements
        var line = [Double](repeating: 0, count: lines.length)
        for index in 0..<lines.count {
            let start = lines.start(index)
            for position in 0..<lines.length { line[position] = Double(elements[start + position * lines.step]) }
            SoftmaxKernels.softmax(&line, count: lines.length)
            for position in 0..<lines.length { result[start + position * lines.step] = Scalar(line[position]) }
        }
        return Tensor(unchecked: result, shape: shape)
    }

    /// ln Σ exp(xⱼ) along an axis, without overflow.
    ///
    /// Computed in double precision and rounded once. −∞ for a line of −∞ only and for an empty one, +∞ when a value is
    /// +∞, NaN when a value is NaN.
    ///
    /// - Parameters:
    ///   - axis: The axis, from 0.
    ///   - keepingAxis: Whether the axis stays with extent 1 (so that the result broadcasts) or goes away.
    /// - Returns: One value for each position of the other axes.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func logSumExp(axis: Int, keepingAxis: Bool = false) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        var line = [Double](repeating: 0, count: lines.length)
        let values = (0..<lines.count).map { index in
            let start = lines.start(index)
            for position in 0..<lines.length { line[position] = Double(elements[start + position * lines.step]) }
            return Scalar(SoftmaxKernels.logSumExp(line, count: lines.length))
        }
        return Tensor(unchecked: values, shape: lines.reducedShape(keepingAxis: keepingAxis))
    }
}
