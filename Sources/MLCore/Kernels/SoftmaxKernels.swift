/// Softmax and log-sum-exp of one row, without overflow.
///
/// Both shift by the largest value (Blanchard, Higham and Higham, "Accurately computing the log-sum-exp and softmax
/// functions", IMA Journal of Numerical Analysis 41, 2021).
/// These are `package` kernels: a caller has checked that `count` ≥ 0 elements are there.
package enum SoftmaxKernels {
    /// ln Σ exp(values[i]).
    ///
    /// - Returns: −∞ for an empty row and for a row of −∞ only; +∞ when a value is +∞; NaN when a value is NaN.
    package static func logSumExp(_ values: UnsafePointer<Double>, count: Int) -> Double {
        let largest = largest(values, count)
        guard largest.isFinite else { return largest }
        var total = 0.0
        for index in 0..<count { total += Elementary.exp(values[index] - largest) }
        return largest + Elementary.log(total)
    }

    /// Replaces a row by exp(values[i]) / Σ exp(values[j]).
    ///
    /// A row of −∞ only becomes uniform. With *m* values of +∞, each of them becomes 1/*m* and all others 0. A row with a
    /// NaN becomes NaN throughout.
    package static func softmax(_ values: UnsafeMutablePointer<Double>, count: Int) {
        let largest = largest(values, count)
        if largest.isNaN {
            values.update(repeating: .nan, count: count)
            return
        }
        if largest.isInfinite {
            var ties = 0.0
            for index in 0..<count where values[index] == largest { ties += 1 }
            for index in 0..<count { values[index] = values[index] == largest ? 1 / ties : 0 }
            return
        }
        for index in 0..<count { values[index] = Elementary.exp(values[index] - largest) }
        let total = VectorKernels.sum(values, count: count)
        for index in 0..<count { values[index] /= total }
    }

    /// The largest value: NaN when one is NaN, −∞ when there is none.
    private static func largest(_ values: UnsafePointer<Double>, _ count: Int) -> Double {
        var largest = -Double.infinity
        for index in 0..<count {
            let value = values[index]
            if value.isNaN { return .nan }
            if value > largest { largest = value }
        }
        return largest
    }
}
