extension VectorKernels {
    /// The number of terms summed in one go; longer vectors are summed by halves.
    private static var sumBlock: Int { 1024 }

    /// The sum of a vector, pairwise over blocks of 1024 in the order of ``VectorKernels`` within a block.
    ///
    /// The rounding error grows with the logarithm of the count (Higham, *Accuracy and Stability of Numerical
    /// Algorithms*, 2002, section 4.2).
    package static func sum(_ values: UnsafePointer<Double>, count: Int) -> Double {
        if count <= sumBlock { return blockSum(values, count) }
        let half = firstHalf(count)
        return sum(values, count: half) + sum(values + half, count: count - half)
    }

    /// The sum of a vector of floats, accumulated in double precision in the same order.
    package static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
        if count <= sumBlock { return blockSum(values, count) }
        let half = firstHalf(count)
        return sum(values, count: half) + sum(values + half, count: count - half)
    }

    /// The larger half in whole blocks: the cut depends on the count only, and the depth is below 64.
    private static func firstHalf(_ count: Int) -> Int {
        let blocks = (count - 1) / sumBlock + 1
        return (blocks - blocks / 2) * sumBlock
    }

    private static func blockSum(_ values: UnsafePointer<Double>, _ count: Int) -> Double {
        let width = DoubleLanes.width
        var first = DoubleLanes(repeating: 0)
        var second = first
        var third = first
        var fourth = first
        var index = 0
        while index &+ 4 &* width <= count {
            first = first + DoubleLanes(loading: values + index)
            second = second + DoubleLanes(loading: values + index + width)
            third = third + DoubleLanes(loading: values + index + 2 &* width)
            fourth = fourth + DoubleLanes(loading: values + index + 3 &* width)
            index &+= 4 &* width
        }
        var sum = ((first + second) + (third + fourth)).laneSum
        while index < count {
            sum += values[index]
            index &+= 1
        }
        return sum
    }

    private static func blockSum(_ values: UnsafePointer<Float>, _ count: Int) -> Double {
        var first = SIMD8<Double>(repeating: 0)
        var second = first
        var index = 0
        while index &+ 16 <= count {
            first += SIMD8<Double>(UnsafeRawPointer(values + index).loadUnaligned(as: SIMD8<Float>.self))
            second += SIMD8<Double>(UnsafeRawPointer(values + index + 8).loadUnaligned(as: SIMD8<Float>.self))
            index &+= 16
        }
        let lanes = first + second
        var sum = DoubleLanes(lanes.lowHalf + lanes.highHalf).laneSum
        while index < count {
            sum += Double(values[index])
            index &+= 1
        }
        return sum
    }
}
