import MLCore

/// The derivatives of all rows as whole numbers, output by output.
struct Derivatives: Sendable {
    let rowCount: Int
    let outputCount: Int
    /// The pairs of the rows of each output.
    private let pairs: AlignedMemory<SIMD2<Int32>>
    /// The units of the latest derivatives.
    private(set) var scale: DerivativeScale
    /// Whether the latest derivatives are all finite.
    private(set) var isFinite = true

    /// Takes room.
    init(rowCount: Int, outputCount: Int) {
        self.rowCount = rowCount
        self.outputCount = outputCount
        pairs = AlignedMemory(repeating: SIMD2(), count: rowCount * outputCount)
        scale = DerivativeScale(gradientBound: 1, hessianBound: 1, rowCount: rowCount)
    }

    /// The derivatives of the rows of an output.
    func output(_ output: Int) -> UnsafePointer<SIMD2<Int32>> { UnsafePointer(pairs.start + output * rowCount) }

    /// Computes the derivatives of all rows.
    ///
    /// - Parameters:
    ///   - objective: The objective. Without limits of its derivatives they are computed twice, first for their size.
    ///   - margins: The margins of all rows, rows × outputs.
    ///   - factors: What the derivatives of each row are multiplied by; `nil` for 1.
    ///   - threads: How many threads may be used.
    mutating func update(
        _ objective: some MarginObjective, margins: UnsafePointer<Double>, factors: [Double]? = nil, threads: Int
    ) {
        let bounds: Bounds
        if factors == nil, rowCount < Self.coarseRows, let known = objective.derivativeBounds {
            bounds = Bounds(gradient: known.gradient, hessian: known.hessian, hessianSum: nil)
        } else {
            bounds = Self.bounds(objective, margins, factors, threads: threads)
        }
        // The square of a sum of derivatives has to be finite as well.
        isFinite = bounds.gradient < 0x1p480 && bounds.hessian < 0x1p480
        guard isFinite else { return }
        let scale = DerivativeScale(
            gradientBound: bounds.gradient, hessianBound: bounds.hessian,
            hessianSum: rowCount < Self.coarseRows ? nil : bounds.hessianSum, rowCount: rowCount)
        self.scale = scale
        let (gradientFactor, hessianFactor) = (1 / scale.gradientUnit, 1 / scale.hessianUnit)
        let (outputCount, rowCount, pairs) = (outputCount, rowCount, pairs)
        Self.forEachBlock(objective, margins, threads: threads) { rows, derivatives in
            for output in 0..<outputCount {
                let target = pairs.start + output &* rowCount
                for (position, row) in rows.enumerated() {
                    var pair = derivatives[position &* outputCount &+ output]
                    if let factors { pair *= factors[row] }
                    target[row] = SIMD2(rounded(pair.x * gradientFactor), rounded(pair.y * hessianFactor))
                }
            }
        }
    }

    /// The product of both derivatives of each row, without its sign and summed over outputs.
    static func sizes(
        _ objective: some MarginObjective, _ margins: UnsafePointer<Double>, threads: Int
    ) -> [Double] {
        let outputCount = objective.outputCount
        let parts = forEachBlock(objective, margins, threads: threads) { rows, derivatives in
            rows.indices.map { row in
                let first = (row - rows.lowerBound) * outputCount
                return derivatives[first..<first + outputCount].reduce(0) { $0 + abs($1.x * $1.y) }
            }
        }
        return parts.flatMap { $0 }
    }

    /// From how many rows on the sum of the second derivatives decides about their unit: there is not room for all rows
    /// at the largest one any more.
    private static let coarseRows = 1 << 21

    /// What is known of the derivatives of all rows.
    private struct Bounds {
        var gradient: Double
        var hessian: Double
        var hessianSum: Double?
    }

    /// The larger value; once it is NaN, nothing is larger.
    private static func larger(_ largest: Double, _ value: Double) -> Double {
        value > largest || value.isNaN ? value : largest
    }

    /// The largest derivatives of all rows, and the sum of the second ones; NaN when one of them is.
    private static func bounds(
        _ objective: some MarginObjective, _ margins: UnsafePointer<Double>, _ factors: [Double]?, threads: Int
    ) -> Bounds {
        let outputCount = objective.outputCount
        let parts = forEachBlock(objective, margins, threads: threads) { rows, derivatives in
            var part = (largest: SIMD2<Double>(), sum: 0.0)
            for (position, row) in rows.enumerated() {
                for output in 0..<outputCount {
                    var pair = derivatives[position &* outputCount &+ output]
                    if let factors { pair *= factors[row] }
                    part.largest.x = larger(part.largest.x, abs(pair.x))
                    part.largest.y = larger(part.largest.y, abs(pair.y))
                    part.sum += abs(pair.y)
                }
            }
            return part
        }
        var bounds = Bounds(gradient: 0, hessian: 0, hessianSum: 0)
        for part in parts {
            bounds.gradient = larger(bounds.gradient, part.largest.x)
            bounds.hessian = larger(bounds.hessian, part.largest.y)
            bounds.hessianSum = (bounds.hessianSum ?? 0) + part.sum
        }
        return bounds
    }

    @discardableResult
    private static func forEachBlock<Part: Sendable>(
        _ objective: some MarginObjective, _ margins: UnsafePointer<Double>, threads: Int,
        _ body: @Sendable (Range<Int>, UnsafeBufferPointer<SIMD2<Double>>) -> Part
    ) -> [Part] {
        let blocks = objective.blocks
        let room = blocks.largest * objective.outputCount
        // Blocks are disjoint rows, so no two threads touch the same derivative.
        nonisolated(unsafe) let margins = margins
        return parallelMap(count: blocks.count, threads: threads) { block in
            withUnsafeTemporaryAllocation(of: SIMD2<Double>.self, capacity: max(1, room)) { buffer in
                buffer.initialize(repeating: SIMD2())
                let rows = blocks[block]
                if let start = buffer.baseAddress { objective.fill(rows: rows, margins: margins, start) }
                return body(rows, UnsafeBufferPointer(buffer))
            }
        }
    }
}

/// The nearest whole number of one below 2³¹; of two that are as near the even one.
@inline(__always)
private func rounded(_ value: Double) -> Int32 {
    // At 1.5 · 2⁵² the last bit of a double is a one: the addition rounds.
    Int32(truncatingIfNeeded: Int64(bitPattern: (value + 0x1.8p52).bitPattern))
}
