/// The arithmetic of ``LinearModel``: weighted sums in an order that depends on feature positions only.
///
/// With several outputs each output is summed in feature order. With one output there are eight partial sums, the one
/// of a feature chosen by its position modulo 8, joined in a fixed order. Both orders are the same for dense and
/// sparse rows, and adding a zero product changes nothing, so both forms of a row give the same bits.
///
/// Callers guarantee: `weights` holds features × outputs values, `scores` holds one value for each output, a dense row
/// has one value for each feature, columns are in range.
struct LinearScorer {
    let weights: UnsafeBufferPointer<Double>
    let intercepts: UnsafeBufferPointer<Double>

    /// Scores a dense row.
    func score(dense values: UnsafeBufferPointer<Double>, into scores: UnsafeMutableBufferPointer<Double>) {
        guard intercepts.count > 1 else {
            scores[0] = intercepts[0] + dot(dense: values)
            return
        }
        scores.update(repeating: 0)
        for feature in 0..<values.count where values[feature] != 0 {
            add(values[feature], feature: feature, into: scores)
        }
        for output in 0..<intercepts.count { scores[output] += intercepts[output] }
    }

    /// Scores a sparse row whose absent values are zero.
    func score(
        columns: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Double>,
        into scores: UnsafeMutableBufferPointer<Double>
    ) {
        guard intercepts.count > 1 else {
            scores[0] = intercepts[0] + dot(columns: columns, values: values)
            return
        }
        scores.update(repeating: 0)
        for position in 0..<columns.count where values[position] != 0 {
            add(values[position], feature: Int(columns[position]), into: scores)
        }
        for output in 0..<intercepts.count { scores[output] += intercepts[output] }
    }

    @inline(__always)
    private func add(_ value: Double, feature: Int, into scores: UnsafeMutableBufferPointer<Double>) {
        let start = feature &* intercepts.count
        for output in 0..<intercepts.count { scores[output] += value * weights[start &+ output] }
    }

    private func dot(dense values: UnsafeBufferPointer<Double>) -> Double {
        let left = UnsafeRawBufferPointer(values)
        let right = UnsafeRawBufferPointer(weights)
        var lanes = SIMD8<Double>(repeating: 0)
        let whole = values.count & ~7
        var feature = 0
        while feature < whole {
            lanes +=
                left.loadUnaligned(fromByteOffset: feature * 8, as: SIMD8<Double>.self)
                * right.loadUnaligned(fromByteOffset: feature * 8, as: SIMD8<Double>.self)
            feature += 8
        }
        while feature < values.count {
            lanes[feature & 7] += values[feature] * weights[feature]
            feature += 1
        }
        return Self.joined(lanes)
    }

    private func dot(columns: UnsafeBufferPointer<Int32>, values: UnsafeBufferPointer<Double>) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 8) { lanes in
            lanes.initialize(repeating: 0)
            for position in 0..<columns.count {
                let column = Int(columns[position])
                lanes[column & 7] += values[position] * weights[column]
            }
            return Self.joined(
                SIMD8(lanes[0], lanes[1], lanes[2], lanes[3], lanes[4], lanes[5], lanes[6], lanes[7]))
        }
    }

    private static func joined(_ lanes: SIMD8<Double>) -> Double {
        ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
    }
}
