extension SeededGenerator {
    /// Returns a uniform number in [0, 1): one of the 2⁵³ multiples of 2⁻⁵³, from one draw.
    @inlinable
    public mutating func nextUniform() -> Double {
        Double(next() &>> 11) * 0x1p-53
    }

    /// Returns `true` with the given probability, from one draw.
    ///
    /// - Parameter probability: The probability; 0 or less and NaN never give `true`, 1 or more always does.
    /// - Returns: `true` when a uniform number is below the probability.
    @inlinable
    public mutating func nextBool(probability: Double) -> Bool {
        nextUniform() < probability
    }

    /// Returns an unbiased integer in `0 ..< bound`.
    ///
    /// The method is Lemire's multiplication with rejection ("Fast random integer generation in an interval", ACM
    /// TOMACS 29, 2019): the high word of draw × bound, drawing again while the low word is below 2⁶⁴ mod bound. More
    /// than one draw is needed with probability below bound / 2⁶⁴.
    ///
    /// - Parameter bound: The number of values. Bounds of 0 and 1 both give 0, from one draw.
    /// - Returns: A value below the bound.
    @inlinable
    public mutating func next(below bound: UInt64) -> UInt64 {
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold {
                product = next().multipliedFullWidth(by: bound)
            }
        }
        return product.high
    }

    /// Returns an unbiased integer in `0 ..< bound`, by the method of ``next(below:)-(UInt64)``.
    ///
    /// - Parameter bound: The number of values. Bounds of 1 or less give 0, from one draw.
    /// - Returns: A value below the bound.
    @inlinable
    public mutating func next(below bound: Int) -> Int {
        Int(truncatingIfNeeded: next(below: UInt64(truncatingIfNeeded: max(bound, 0))))
    }
}
