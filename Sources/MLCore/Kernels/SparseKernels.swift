/// Products of one row of a compressed sparse row (CSR) matrix with dense vectors, in one documented order.
///
/// These are `package` kernels: a caller has checked that every column is an index of the dense vector.
package enum SparseKernels {
    /// Σ values[i] · dense[columns[i]]: stored value i goes to accumulator i mod 4; then (0 + 1) + (2 + 3), then the last
    /// few in order.
    package static func dot(
        _ values: UnsafePointer<Double>, _ columns: UnsafePointer<Int32>, count: Int, _ dense: UnsafePointer<Double>
    ) -> Double {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
        var index = 0
        while index &+ 4 <= count {
            first += values[index] * dense[Int(columns[index])]
            second += values[index &+ 1] * dense[Int(columns[index &+ 1])]
            third += values[index &+ 2] * dense[Int(columns[index &+ 2])]
            fourth += values[index &+ 3] * dense[Int(columns[index &+ 3])]
            index &+= 4
        }
        var sum = (first + second) + (third + fourth)
        while index < count {
            sum += values[index] * dense[Int(columns[index])]
            index &+= 1
        }
        return sum
    }

    /// The same for values in single precision against a dense vector in double precision; the sum is in double.
    package static func dot(
        _ values: UnsafePointer<Float>, _ columns: UnsafePointer<Int32>, count: Int, _ dense: UnsafePointer<Double>
    ) -> Double {
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
        var index = 0
        while index &+ 4 <= count {
            first += Double(values[index]) * dense[Int(columns[index])]
            second += Double(values[index &+ 1]) * dense[Int(columns[index &+ 1])]
            third += Double(values[index &+ 2]) * dense[Int(columns[index &+ 2])]
            fourth += Double(values[index &+ 3]) * dense[Int(columns[index &+ 3])]
            index &+= 4
        }
        var sum = (first + second) + (third + fourth)
        while index < count {
            sum += Double(values[index]) * dense[Int(columns[index])]
            index &+= 1
        }
        return sum
    }

    /// dense[columns[i]] += factor · values[i], in the order of the stored values.
    package static func axpy(
        _ factor: Double, _ values: UnsafePointer<Double>, _ columns: UnsafePointer<Int32>, count: Int,
        into dense: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<count { dense[Int(columns[index])] += factor * values[index] }
    }

    /// dense[columns[i]] += factor · values[i], values in single precision, in the order of the stored values.
    package static func axpy(
        _ factor: Double, _ values: UnsafePointer<Float>, _ columns: UnsafePointer<Int32>, count: Int,
        into dense: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<count { dense[Int(columns[index])] += factor * Double(values[index]) }
    }
}
