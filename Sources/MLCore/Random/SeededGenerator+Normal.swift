extension SeededGenerator {
    /// Returns a standard normal deviate (mean 0, variance 1) from exactly one draw.
    ///
    /// The method is inversion: the normal quantile (Wichura, algorithm AS 241) of the midpoint of one of 2⁵² equal
    /// cells of (0, 1). The result is therefore finite, at most 8.21 in magnitude, and increases with the draw.
    public mutating func nextNormal() -> Double {
        NormalQuantile.value(at: (Double(next() &>> 12) + 0.5) * 0x1p-52)
    }
}
