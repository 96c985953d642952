extension Tensor {
    /// The sums along an axis; 0 where the axis is empty, NaN where an element is NaN.
    ///
    /// Accumulated in double precision and rounded once: along the last axis by the pairwise order of *Numeric
    /// conventions*, along any other in rising order of the position.
    ///
    /// - Parameters:
    ///   - axis: The axis, from 0.
    ///   - keepingAxis: Whether the axis stays with extent 1 (so that the result broadcasts) or goes away.
    /// - Returns: One sum for each position of the other axes.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis.
    public func sum(axis: Int, keepingAxis: Bool = false) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        return reduced(lines, keepingAxis, totals(lines).map { Scalar($0) })
    }

    /// The arithmetic means along an axis, from the sums in double precision.
    ///
    /// - Parameters:
    ///   - axis: The axis, from 0.
    ///   - keepingAxis: Whether the axis stays with extent 1.
    /// - Returns: One mean for each position of the other axes.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis or it is empty.
    public func mean(axis: Int, keepingAxis: Bool = false) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        try requireElements(lines.length, "mean")
        return reduced(lines, keepingAxis, totals(lines).map { Scalar($0 / Double(lines.length)) })
    }

    /// The largest elements along an axis; NaN where an element is NaN.
    ///
    /// - Parameters:
    ///   - axis: The axis, from 0.
    ///   - keepingAxis: Whether the axis stays with extent 1.
    /// - Returns: One element for each position of the other axes.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis or it is empty.
    public func maximum(axis: Int, keepingAxis: Bool = false) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        try requireElements(lines.length, "maximum")
        return reduced(lines, keepingAxis, positions(lines) { $0 > $1 }.map { elements[$0] })
    }

    /// The smallest elements along an axis; NaN where an element is NaN.
    ///
    /// - Parameters:
    ///   - axis: The axis, from 0.
    ///   - keepingAxis: Whether the axis stays with extent 1.
    /// - Returns: One element for each position of the other axes.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis or it is empty.
    public func minimum(axis: Int, keepingAxis: Bool = false) throws(CoreError) -> Tensor {
        let lines = try AxisLines(shape, axis: axis)
        try requireElements(lines.length, "minimum")
        return reduced(lines, keepingAxis, positions(lines) { $0 < $1 }.map { elements[$0] })
    }

    /// The positions of the largest elements along an axis: the first of equal ones, the first NaN if there is one.
    ///
    /// - Parameter axis: The axis, from 0.
    /// - Returns: One position along the axis for each position of the other axes, in row-major order.
    /// - Throws: ``CoreError`` `invalidArgument` when there is no such axis or it is empty.
    public func argmax(axis: Int) throws(CoreError) -> [Int] {
        let lines = try AxisLines(shape, axis: axis)
        try requireElements(lines.length, "maximum")
        return positions(lines) { $0 > $1 }.map { ($0 / lines.step) % lines.length }
    }

    private func reduced(_ lines: AxisLines, _ keepingAxis: Bool, _ values: [Scalar]) -> Tensor {
        Tensor(unchecked: values, shape: lines.reducedShape(keepingAxis: keepingAxis))
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    private func positions(_ lines: AxisLines, _ precedes: (Scalar, Scalar) -> Bool) -> [Int] {
        elements.withUnsafeBufferPointer { source in
            (0..<lines.count).map { Self.position(source, lines.start($0), lines.length, lines.step, precedes) }
        }
    }

    private func totals(_ lines: AxisLines) -> [Double] {
        elements.withUnsafeBufferPointer { source in
            if lines.step == 1 {
                return (0..<lines.count).map { Self.total(source, from: lines.start($0), count: lines.length) }
            }
            return Self.strided(source, lines)
        }
    }

    /// Sums along an axis that is not contiguous, row by row so that memory is read in order.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    private static func strided(_ source: UnsafeBufferPointer<Scalar>, _ lines: AxisLines) -> [Double] {
        var totals = [Double](repeating: 0, count: lines.count)
        for outer in 0..<(lines.count / max(lines.step, 1)) {
            for position in 0..<lines.length {
                let start = (outer * lines.length + position) * lines.step
                for inner in 0..<lines.step { totals[outer * lines.step + inner] += Double(source[start + inner]) }
            }
        }
        return totals
    }
}

/// The lines of a tensor along one axis: `count` of them, `length` elements each, `step` apart.
struct AxisLines {
    let shape: Shape
    let axis: Int
    let length: Int
    let step: Int
    let count: Int

    init(_ shape: Shape, axis: Int) throws(CoreError) {
        try shape.checkAxis(axis)
        self.shape = shape
        self.axis = axis
        length = shape.dimensions[axis]
        step = shape.dimensions[(axis + 1)...].reduce(1, *)
        count = shape.dimensions[..<axis].reduce(1, *) * step
    }

    /// Where a line begins in row-major storage; the lines are in row-major order of the other axes.
    func start(_ line: Int) -> Int { line / step * (step * length) + line % step }

    /// The shape without the axis, or with extent 1 there.
    func reducedShape(keepingAxis: Bool) -> Shape {
        var dimensions = shape.dimensions
        if keepingAxis {
            dimensions[axis] = 1
        } else {
            dimensions.remove(at: axis)
        }
        return Shape(uncheckedDimensions: dimensions, elementCount: count)
    }
}
