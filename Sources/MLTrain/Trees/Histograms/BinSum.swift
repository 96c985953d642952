/// The sums of rows in one bin: the first derivatives, and the second derivatives together with the number of rows.
///
/// Derivatives are whole numbers of a fixed unit, so sums are exact, whatever their order. The second number holds the
/// sum of the second derivatives above the number of rows.
typealias BinSum = SIMD2<Int64>

/// How derivatives are whole numbers.
///
/// Units are powers of two, so a derivative that is a multiple of its unit is kept exactly.
struct DerivativeScale: Sendable, Hashable {
    /// The first derivative that a one stands for.
    let gradientUnit: Double
    /// The second derivative that a one stands for.
    let hessianUnit: Double
    /// How many bits of the second number count rows.
    let countBits: Int64

    /// The largest whole number of a first derivative, and of a second one unless rows are many.
    private static let largest = 0x1p30

    /// Chooses units.
    ///
    /// - Parameters:
    ///   - gradientBound: No first derivative of a row is further from zero; finite.
    ///   - hessianBound: No second derivative of a row is larger; finite.
    ///   - hessianSum: The sum of the second derivatives of all rows, when it decides about the unit; finite.
    ///   - rowCount: The number of rows, at most 2³¹ − 1.
    init(gradientBound: Double, hessianBound: Double, hessianSum: Double? = nil, rowCount: Int) {
        let bits = Int64(Int.bitWidth - rowCount.leadingZeroBitCount)
        countBits = bits
        gradientUnit = Self.unit(gradientBound, largest: Self.largest)
        // The sum over all rows and the count have to fit into 63 bits; rounding adds at most a half to each row.
        if let hessianSum {
            let room = Double(sign: .plus, exponent: Int(61 - bits), significand: 1)
            hessianUnit = max(Self.unit(hessianSum, largest: room), Self.unit(hessianBound, largest: Self.largest))
        } else {
            let room = Double(sign: .plus, exponent: Int(max(1, 62 - 2 * bits)), significand: 1)
            hessianUnit = Self.unit(hessianBound, largest: min(Self.largest, room))
        }
    }

    /// The smallest power of two of which `largest` are not below `bound`.
    private static func unit(_ bound: Double, largest: Double) -> Double {
        guard bound > 0 else { return 1 }
        let ratio = max(bound / largest, .leastNormalMagnitude)
        let power = Double(sign: .plus, exponent: Int(ratio.exponent), significand: 1)
        return power < ratio ? power * 2 : power
    }

    /// The first derivatives of rows.
    @inline(__always)
    func gradient(_ sum: BinSum) -> Double { Double(sum.x) * gradientUnit }

    /// The second derivatives of rows.
    @inline(__always)
    func hessian(_ sum: BinSum) -> Double { Double(sum.y &>> countBits) * hessianUnit }

    /// The number of rows.
    @inline(__always)
    func count(_ sum: BinSum) -> Int64 { sum.y & (1 &<< countBits &- 1) }
}
