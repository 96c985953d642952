import MLCore

extension KolmogorovSmirnovDistribution {
    /// The probability of a distance of at most `distance`, by the matrix of Durbin.
    ///
    /// The n-th power of a matrix of 2⌊n·distance⌋ + 1 rows, as in Marsaglia, Tsang and Wang ("Evaluating Kolmogorov's
    /// distribution", J. Statistical Software 8, 2003). The caller keeps n·distance small.
    static func durbin(_ count: Int, _ distance: Double) -> Double {
        let scaled = Double(count) * distance
        let k = Int(scaled) + 1
        let size = 2 * k - 1
        var power = ScaledMatrix.identity(size)
        var base = transition(size: size, h: Double(k) - scaled)
        var exponent = count
        while exponent > 0 {
            if exponent & 1 == 1 { power = power.times(base) }
            exponent >>= 1
            if exponent > 0 { base = base.times(base) }
        }
        var result = power.values[(k - 1) * size + k - 1]
        var binary = power.exponent
        for i in 1...count {
            result *= Double(i) / Double(count)
            if result < 0x1p-500, result > 0 {
                result *= 0x1p500
                binary -= 500
            }
        }
        return Elementary.pow(2, Double(binary)) * result
    }

    private static func transition(size: Int, h: Double) -> ScaledMatrix {
        var matrix = ScaledMatrix.identity(size)
        var powers = [1.0]
        for _ in 0..<size { powers.append((powers.last ?? 1) * h) }
        for row in 0..<size {
            for column in 0..<size { matrix.values[row * size + column] = row - column + 1 < 0 ? 0 : 1 }
        }
        for row in 0..<size {
            matrix.values[row * size] -= powers[row + 1]
            matrix.values[(size - 1) * size + row] -= powers[size - row]
        }
        if 2 * h - 1 > 0 { matrix.values[(size - 1) * size] += Elementary.pow(2 * h - 1, Double(size)) }
        for row in 0..<size {
            for column in 0..<min(row + 1, size) {
                for divisor in 1...(row - column + 1) { matrix.values[row * size + column] /= Double(divisor) }
            }
        }
        return matrix
    }
}

/// A square matrix times a power of two, so that its powers neither overflow nor vanish.
private struct ScaledMatrix {
    var values: [Double]
    var size: Int
    var exponent: Int

    static func identity(_ size: Int) -> ScaledMatrix {
        var values = [Double](repeating: 0, count: size * size)
        for index in 0..<size { values[index * size + index] = 1 }
        return ScaledMatrix(values: values, size: size, exponent: 0)
    }

    func times(_ other: ScaledMatrix) -> ScaledMatrix {
        var product = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for inner in 0..<size {
                let factor = values[row * size + inner]
                if factor == 0 { continue }
                for column in 0..<size {
                    product[row * size + column] += factor * other.values[inner * size + column]
                }
            }
        }
        var result = ScaledMatrix(values: product, size: size, exponent: exponent + other.exponent)
        if product[(size / 2) * size + size / 2] > 0x1p400 {
            for index in result.values.indices { result.values[index] *= 0x1p-400 }
            result.exponent += 400
        }
        return result
    }
}
