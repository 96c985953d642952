/// A way to read row-major storage as another shape: transposed, sliced or repeated.
struct StridedView {
    var shape: Shape
    /// The step in storage along each axis of the shape; 0 repeats.
    var strides: [Int]
    /// Where the first element is.
    var offset = 0

    /// The elements in row-major order of the view.
    ///
    /// Every position of the view is within the storage.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func gathered<Scalar: NumericScalar>(from storage: [Scalar]) -> [Scalar] {
        guard shape.elementCount > 0 else { return [] }
        var result: [Scalar] = []
        result.reserveCapacity(shape.elementCount)
        storage.withUnsafeBufferPointer { source in
            let inner = shape.dimensions.last ?? 1
            let step = strides.last ?? 0
            var rows = RowOffsets(shape: shape)
            var start = offset
            while true {
                for position in 0..<inner { result.append(source[start + position * step]) }
                guard rows.advance() else { return }
                start = offset + rows.offset(strides: strides)
            }
        }
        return result
    }
}

/// Counts through the positions of all axes but the last, in row-major order.
struct RowOffsets {
    private let extents: ArraySlice<Int>
    private var position: [Int]

    init(shape: Shape) {
        extents = shape.dimensions.dropLast()
        position = [Int](repeating: 0, count: extents.count)
    }

    /// Moves to the next row; `false` after the last one.
    mutating func advance() -> Bool {
        for axis in stride(from: position.count - 1, through: 0, by: -1) {
            position[axis] += 1
            if position[axis] < extents[axis] { return true }
            position[axis] = 0
        }
        return false
    }

    /// Where the current row begins.
    func offset(strides: [Int]) -> Int {
        var offset = 0
        for axis in 0..<position.count { offset += position[axis] * strides[axis] }
        return offset
    }
}
