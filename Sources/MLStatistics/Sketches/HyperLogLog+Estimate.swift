extension HyperLogLog {
    /// How many different values were added, about.
    ///
    /// - Complexity: O(2^`precision`).
    public var estimate: Double {
        guard let entries = sparse else { return Self.estimate(histogram, precision: precision) }
        var counts = [Int](repeating: 0, count: 66 - Self.sparsePrecision)
        for entry in entries { counts[Int(entry & 63)] += 1 }
        counts[0] = (1 << Self.sparsePrecision) - entries.count
        return Self.estimate(counts, precision: Self.sparsePrecision)
    }

    /// ``estimate`` as a whole number.
    public var roundedEstimate: Int { Int(min(estimate.rounded(), 0x1p62)) }

    /// For each rank the number of registers that have it.
    private var histogram: [Int] {
        var counts = [Int](repeating: 0, count: 66 - precision)
        for register in registers { counts[Int(register)] += 1 }
        return counts
    }

    /// Algorithm 6 of Ertl 2017.
    private static func estimate(_ counts: [Int], precision: Int) -> Double {
        let m = Double(1 << precision)
        let highest = counts.count - 1
        var z = m * tau(1 - Double(counts[highest]) / m)
        for rank in stride(from: highest - 1, through: 1, by: -1) { z = 0.5 * (z + Double(counts[rank])) }
        z += m * sigma(Double(counts[0]) / m)
        guard z > 0, z.isFinite else { return 0 }
        // 1 / (2 ln 2)
        return 0.7213475204444817 * m * m / z
    }

    /// x + Σ x^(2^k) 2^(k − 1): what registers that are still zero tell.
    private static func sigma(_ x: Double) -> Double {
        guard x < 1 else { return .infinity }
        var (power, weight, sum) = (x, 1.0, x)
        while true {
            power *= power
            let before = sum
            sum += power * weight
            weight += weight
            if sum == before { return sum }
        }
    }

    /// ⅓ (1 − x − Σ (1 − x^(2^−k))² 2^−k): what registers that are full tell.
    private static func tau(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        var (root, weight, sum) = (x, 1.0, 1 - x)
        while true {
            root = root.squareRoot()
            let before = sum
            weight *= 0.5
            sum -= (1 - root) * (1 - root) * weight
            if sum == before { return sum / 3 }
        }
    }
}
