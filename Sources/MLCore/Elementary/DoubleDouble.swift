/// An unevaluated sum of two doubles, `high` + `low`, with |low| at most about half a unit in the last place of `high`.
struct DoubleDouble {
    var high: Double
    var low: Double

    /// The exact sum of two numbers, |larger| ≥ |smaller| or larger = 0 (Dekker 1971).
    @inline(__always)
    static func ordered(_ larger: Double, _ smaller: Double) -> DoubleDouble {
        let sum = larger + smaller
        return DoubleDouble(high: sum, low: smaller - (sum - larger))
    }

    /// The exact sum of two numbers (Knuth, *The Art of Computer Programming*, volume 2, 4.2.2 theorem B).
    @inline(__always)
    static func sum(_ left: Double, _ right: Double) -> DoubleDouble {
        let sum = left + right
        let rightPart = sum - left
        let leftPart = sum - rightPart
        return DoubleDouble(high: sum, low: (left - leftPart) + (right - rightPart))
    }

    /// The exact product of two numbers below 2⁹⁹⁰ whose product is above 2⁻⁹⁰⁰ (Veltkamp's split, Dekker's product).
    @inline(__always)
    static func product(_ left: Double, _ right: Double) -> DoubleDouble {
        let leftScaled = left * 0x1.0000002p27
        let leftHigh = leftScaled - (leftScaled - left)
        let leftLow = left - leftHigh
        let rightScaled = right * 0x1.0000002p27
        let rightHigh = rightScaled - (rightScaled - right)
        let rightLow = right - rightHigh
        let product = left * right
        let error = ((leftHigh * rightHigh - product) + leftHigh * rightLow + leftLow * rightHigh) + leftLow * rightLow
        return DoubleDouble(high: product, low: error)
    }
}
