/// A type in which values are compared with cuts: `Float` or `Double`.
protocol RankScalar: NumericScalar {
    /// The nearest whole number of a value from 0 to 2²⁰, by adding the power of two whose last digit is one.
    ///
    /// It rises with the value, which is all that a bucket needs, and takes one addition.
    static func wholeNumber(_ value: Self) -> Int

    /// The largest value of the type that is not above a double.
    static func roundedDown(_ value: Double) -> Self
}

extension Float: RankScalar {
    @inline(__always)
    static func wholeNumber(_ value: Float) -> Int {
        Int(truncatingIfNeeded: (value + 0x1p23).bitPattern & 0x007F_FFFF)
    }

    static func roundedDown(_ value: Double) -> Float {
        let nearest = Float(value)
        return Double(nearest) > value ? nearest.nextDown : nearest
    }
}

extension Double: RankScalar {
    @inline(__always)
    static func wholeNumber(_ value: Double) -> Int {
        Int(truncatingIfNeeded: (value + 0x1p52).bitPattern & 0x000F_FFFF_FFFF_FFFF)
    }

    static func roundedDown(_ value: Double) -> Double { value }
}
