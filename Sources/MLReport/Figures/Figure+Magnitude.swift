extension Figure {
    /// The exponent of the first significant decimal digit of a finite number; 0 for zero.
    static func decimalExponent(_ value: Double) -> Int {
        let magnitude = value.magnitude
        guard magnitude > 0, magnitude.isFinite else { return 0 }
        // log10(2) times the binary exponent is right or one too small.
        var exponent = Int((Double(magnitude.exponent) * 0.301_029_995_663_981_2).rounded(.down))
        while exponent < 308, magnitude >= power(exponent + 1) { exponent += 1 }
        while exponent > -323, magnitude < power(exponent) { exponent -= 1 }
        return exponent
    }

    /// 10 to a power, rounded once.
    static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }

    /// A short label of an axis: `0.5`, `2000`, `50k`, `1.5M`.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - step: The distance to the next label, which decides the decimals.
    ///   - largest: The largest magnitude on the axis, which decides the unit.
    /// - Returns: The label.
    static func tick(_ value: Double, step: Double, largest: Double) -> String {
        guard value.isFinite, step > 0, step.isFinite else { return number(value) }
        if value == 0 { return "0" }
        if largest >= 1e15 || step < 1e-6 { return number(value, digits: 3) }
        for (limit, unit, suffix) in [(1e12, 1e12, "T"), (1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k")]
        where largest >= limit && step >= unit / 1000 * 10 {
            return signed(value / unit, decimals: decimals(step / unit)) + suffix
        }
        return signed(value, decimals: decimals(step))
    }

    /// The decimals that tell apart numbers a step away from each other.
    static func decimals(_ step: Double) -> Int {
        for decimals in 0..<12 {
            let scaled = step * power(decimals)
            if (scaled - scaled.rounded()).magnitude < 1e-6 * scaled { return decimals }
        }
        return 12
    }
}
