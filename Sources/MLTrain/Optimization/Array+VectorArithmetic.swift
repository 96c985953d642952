import MLCore

extension [Double] {
    /// The inner product with a vector of the same length.
    func dot(_ other: [Double]) -> Double { VectorKernels.dot(self, other, count: Swift.min(count, other.count)) }

    /// Adds `factor` times a vector of the same length.
    mutating func add(_ factor: Double, times other: [Double]) {
        let length = Swift.min(count, other.count)
        VectorKernels.axpy(factor, other, into: &self, count: length)
    }

    /// The largest magnitude; NaN when there is a NaN.
    var largestMagnitude: Double {
        var largest = 0.0
        for value in self {
            if value.isNaN { return .nan }
            largest = Swift.max(largest, abs(value))
        }
        return largest
    }

    /// Divides by the length, unless that is 0 or not finite.
    ///
    /// - Returns: The length before.
    mutating func normalize() -> Double {
        let length = dot(self).squareRoot()
        guard length > 0, length.isFinite else { return length }
        for index in indices { self[index] /= length }
        return length
    }
}
