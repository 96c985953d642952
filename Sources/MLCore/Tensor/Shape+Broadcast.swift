extension Shape {
    /// The shape that this and another one broadcast to, by NumPy's rules.
    ///
    /// Axes are matched from the last one; a missing axis counts as extent 1; extents match when they are equal or one of
    /// them is 1, and the other one is the result's.
    ///
    /// - Parameter other: The other shape.
    /// - Returns: The common shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when two extents do not match, `limitExceeded` when the result is too
    ///   large.
    public func broadcast(with other: Shape) throws(CoreError) -> Shape {
        if self == other { return self }
        let rank = max(rank, other.rank)
        var extents = [Int](repeating: 1, count: rank)
        for axis in 0..<rank {
            let left = extent(fromLast: rank - axis)
            let right = other.extent(fromLast: rank - axis)
            guard left == right || left == 1 || right == 1 else {
                throw CoreError(
                    .shapeMismatch, "the shapes \(self) and \(other) do not broadcast: \(left) against \(right)",
                    remedy: "From the last axis on, extents must be equal or 1.")
            }
            extents[axis] = left == 1 ? right : left
        }
        return try Shape(extents)
    }

    /// The strides with which row-major storage of this shape is read as the larger shape: 0 where it repeats.
    func strides(broadcastTo target: Shape) -> [Int] {
        let own = strides
        return (0..<target.rank).map { axis in
            let source = axis - (target.rank - rank)
            return source < 0 || dimensions[source] == 1 ? 0 : own[source]
        }
    }

    private func extent(fromLast position: Int) -> Int {
        position > rank ? 1 : dimensions[rank - position]
    }
}
