/// Sums and products of dense vectors in one documented order, so that they have the same bits on every processor.
///
/// The order of a reduction over *n* terms: four accumulators of 32 bytes (four doubles or eight floats) take the terms
/// in turn; terms left over go to the first accumulator 32 bytes at a time; then (first + second) + (third + fourth), the
/// lanes by halves, and the last few terms one by one in order.
///
/// These are `package` kernels: a caller has checked that `count` ≥ 0 elements are there. An array may be passed where
/// a pointer is asked for.
package enum VectorKernels {
    /// The dot product Σ left[i] · right[i].
    package static func dot(_ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int) -> Double {
        reduce(DoubleLanes.self, left, right, count, lanes: { $0 * $1 }, scalars: { $0 * $1 })
    }

    /// The dot product Σ left[i] · right[i], in single precision throughout.
    package static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
        reduce(FloatLanes.self, left, right, count, lanes: { $0 * $1 }, scalars: { $0 * $1 })
    }

    /// The squared Euclidean distance Σ (left[i] − right[i])².
    package static func squaredDistance(
        _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int
    ) -> Double {
        reduce(
            DoubleLanes.self, left, right, count, lanes: { ($0 - $1) * ($0 - $1) }, scalars: { ($0 - $1) * ($0 - $1) })
    }

    /// The squared Euclidean distance Σ (left[i] − right[i])², in single precision throughout.
    package static func squaredDistance(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
    ) -> Float {
        reduce(
            FloatLanes.self, left, right, count, lanes: { ($0 - $1) * ($0 - $1) }, scalars: { ($0 - $1) * ($0 - $1) })
    }

    /// Adds a multiple of one vector to another: target[i] += factor · source[i] ("axpy" of BLAS).
    package static func axpy(
        _ factor: Double, _ source: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, count: Int
    ) {
        for index in 0..<count { target[index] += factor * source[index] }
    }

    /// Adds a multiple of one vector to another: target[i] += factor · source[i] ("axpy" of BLAS).
    package static func axpy(
        _ factor: Float, _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, count: Int
    ) {
        for index in 0..<count { target[index] += factor * source[index] }
    }

    /// The shared order of all reductions over two vectors.
    @inline(__always)
    private static func reduce<Lanes: LaneVector>(
        _: Lanes.Type, _ left: UnsafePointer<Lanes.Scalar>, _ right: UnsafePointer<Lanes.Scalar>, _ count: Int,
        lanes term: (Lanes, Lanes) -> Lanes, scalars: (Lanes.Scalar, Lanes.Scalar) -> Lanes.Scalar
    ) -> Lanes.Scalar {
        let width = Lanes.width
        var first = Lanes(repeating: 0)
        var second = first
        var third = first
        var fourth = first
        var index = 0
        while index &+ 4 &* width <= count {
            let (l, r) = (left + index, right + index)
            first = first + term(Lanes(loading: l), Lanes(loading: r))
            second = second + term(Lanes(loading: l + width), Lanes(loading: r + width))
            third = third + term(Lanes(loading: l + 2 &* width), Lanes(loading: r + 2 &* width))
            fourth = fourth + term(Lanes(loading: l + 3 &* width), Lanes(loading: r + 3 &* width))
            index &+= 4 &* width
        }
        while index &+ width <= count {
            first = first + term(Lanes(loading: left + index), Lanes(loading: right + index))
            index &+= width
        }
        var sum = ((first + second) + (third + fourth)).laneSum
        while index < count {
            sum += scalars(left[index], right[index])
            index &+= 1
        }
        return sum
    }
}
