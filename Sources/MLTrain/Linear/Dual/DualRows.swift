import MLCore

/// The rows of a sparse matrix as dual coordinate descent walks them: single precision, in a fixed random order.
struct DualRows: Sendable {
    /// Where each row begins; one more element than there are rows.
    let offsets: [Int]
    /// The column of each value.
    let columns: [Int32]
    let values: [Float]
    /// How much a row may count, `C` times its weight.
    let strengths: [Float]
    /// The squared length of each row, with the constant feature, times its strength.
    let curvatures: [Float]
    /// The squared size of the constant feature that stands for the intercept; 0 without one.
    let interceptScale: Float
    /// Where each row of the matrix has come to; −1 for rows without weight.
    let places: [Int32]
    let featureCount: Int
    /// The sum of the strengths.
    let strengthTotal: Double
    let largestCurvature: Float
    /// The largest magnitude of a value.
    let largestValue: Double

    /// The number of rows.
    var rowCount: Int { strengths.count }

    /// The product of strength and squared length above which coordinate descent is not the faster method.
    private static var curvatureLimit: Double { 16 }

    /// Arranges rows.
    ///
    /// Gives `nil` where another method is better: for rows that are long for their strength, which take many passes,
    /// and where single precision has not the range.
    ///
    /// - Parameters:
    ///   - sparse: Finite values.
    ///   - featureCount: The number of columns.
    ///   - strengths: How much each row may count; rows of zero are left out.
    ///   - hasIntercept: Whether there is an intercept.
    init?(_ sparse: SparseRows<Double>, featureCount: Int, strengths: [Double], hasIntercept: Bool) {
        guard sparse.rowCount <= Int(Int32.max) else { return nil }
        var order: [Int32] = []
        order.reserveCapacity(sparse.rowCount)
        var squares = [Double](repeating: 0, count: sparse.rowCount)
        var (squareTotal, strengthTotal, curvature, largest) = (0.0, 0.0, 0.0, 0.0)
        for row in 0..<sparse.rowCount where strengths[row] > 0 {
            var square = 0.0
            for position in sparse.range(ofRow: row) {
                let value = sparse.values[position]
                square += value * value
                largest = max(largest, abs(value))
            }
            squares[row] = square
            squareTotal += square
            strengthTotal += strengths[row]
            curvature = max(curvature, square * strengths[row])
            guard strengths[row] >= 1e-6, strengths[row] <= 1e4 else { return nil }
            order.append(Int32(truncatingIfNeeded: row))
        }
        guard order.count >= 2, curvature <= Self.curvatureLimit, largest <= 1e4,
            squareTotal >= 1e-6 * Double(order.count)
        else { return nil }
        // The order belongs to the method: every fit uses the same.
        var generator = SeededGenerator(seed: 0)
        generator.shuffle(&order)
        let scale = hasIntercept ? squareTotal / Double(order.count) : 0
        var (offsets, columns, values) = ([0], [Int32](), [Float]())
        var (kept, curvatures) = ([Float](), [Float]())
        var places = [Int32](repeating: -1, count: sparse.rowCount)
        offsets.reserveCapacity(order.count + 1)
        columns.reserveCapacity(sparse.columns.count)
        values.reserveCapacity(sparse.columns.count)
        for (place, row) in order.enumerated() {
            let positions = sparse.range(ofRow: Int(row))
            places[Int(row)] = Int32(truncatingIfNeeded: place)
            columns.append(contentsOf: sparse.columns[positions])
            for position in positions { values.append(Float(sparse.values[position])) }
            offsets.append(columns.count)
            kept.append(Float(strengths[Int(row)]))
            curvatures.append(Float((squares[Int(row)] + scale) * strengths[Int(row)]))
        }
        self.offsets = offsets
        self.columns = columns
        self.values = values
        self.strengths = kept
        self.curvatures = curvatures
        self.places = places
        self.featureCount = featureCount
        self.strengthTotal = strengthTotal
        interceptScale = Float(scale)
        largestCurvature = curvatures.max() ?? 0
        largestValue = largest
    }

    /// The arrays of ``DualRows`` as loops read them.
    struct Pointers {
        let offsets: UnsafePointer<Int>
        let columns: UnsafePointer<Int32>
        let values: UnsafePointer<Float>
        let strengths: UnsafePointer<Float>
        let curvatures: UnsafePointer<Float>
    }

    /// Gives the arrays to a loop.
    func withPointers(_ body: (Pointers) -> Void) {
        offsets.withUnsafeBufferPointer { offsets in
            columns.withUnsafeBufferPointer { columns in
                values.withUnsafeBufferPointer { values in
                    strengths.withUnsafeBufferPointer { strengths in
                        curvatures.withUnsafeBufferPointer { curvatures in
                            guard let offsets = offsets.baseAddress, let columns = columns.baseAddress,
                                let values = values.baseAddress, let strengths = strengths.baseAddress,
                                let curvatures = curvatures.baseAddress
                            else { return }
                            body(
                                Pointers(
                                    offsets: offsets, columns: columns, values: values, strengths: strengths,
                                    curvatures: curvatures))
                        }
                    }
                }
            }
        }
    }
}
