extension CentralMoments {
    /// Adds finite numbers, four lanes of them side by side.
    package mutating func add(_ numbers: UnsafeBufferPointer<Double>) {
        guard let base = numbers.baseAddress, numbers.count > 0 else { return }
        let count = numbers.count
        let raw = UnsafeRawPointer(base)
        @inline(__always)
        func lanes(_ index: Int) -> SIMD4<Double> {
            raw.loadUnaligned(fromByteOffset: index &* 8, as: SIMD4<Double>.self)
        }
        let whole = count & ~3
        var sums = SIMD4<Double>()
        for index in stride(from: 0, to: whole, by: 4) { sums += lanes(index) }
        var sum = Self.total(sums)
        for index in whole..<count { sum += base[index] }
        let mean = sum / Double(count)
        let center = SIMD4<Double>(repeating: mean)
        var (second, third, fourth) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
        for index in stride(from: 0, to: whole, by: 4) {
            let difference = lanes(index) - center
            let square = difference * difference
            second += square
            third += square * difference
            fourth += square * square
        }
        var part = CentralMoments(count: Double(count), mean: mean)
        (part.second, part.third, part.fourth) = (Self.total(second), Self.total(third), Self.total(fourth))
        for index in whole..<count {
            let difference = base[index] - mean
            let square = difference * difference
            part.second += square
            part.third += square * difference
            part.fourth += square * square
        }
        merge(part)
    }

    private static func total(_ lanes: SIMD4<Double>) -> Double { (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]) }
}
