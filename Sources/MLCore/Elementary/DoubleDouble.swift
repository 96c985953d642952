/// An unevaluated sum of two doubles, `high` + `low`, with |low| at most about half a unit in the last place of `high`.
package struct DoubleDouble: Sendable {
    /// The rounded value.
    package var high: Double
    /// What rounding left out.
    package var low: Double

    /// The number `high` + `low`.
    package init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// The exact sum of two numbers, |larger| ≥ |smaller| or larger = 0 (Dekker 1971).
    @inline(__always)
    package static func ordered(_ larger: Double, _ smaller: Double) -> DoubleDouble {
        let sum = larger + smaller
        return DoubleDouble(high: sum, low: smaller - (sum - larger))
    }

    /// The exact sum of two numbers (Knuth, *The Art of Computer Programming*, volume 2, 4.2.2 theorem B).
    @inline(__always)
    package static func sum(_ left: Double, _ right: Double) -> DoubleDouble {
        let sum = left + right
        let rightPart = sum - left
        let leftPart = sum - rightPart
        return DoubleDouble(high: sum, low: (left - leftPart) + (right - rightPart))
    }

    /// The exact product of two numbers below 2⁹⁹⁰ whose product is above 2⁻⁹⁰⁰ (Veltkamp's split, Dekker's product).
    @inline(__always)
    package static func product(_ left: Double, _ right: Double) -> DoubleDouble {
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

    /// The product with another number, with about twice the digits of a double.
    package func multiplied(by other: DoubleDouble) -> DoubleDouble {
        let head = Self.product(high, other.high)
        return Self.ordered(head.high, head.low + (high * other.low + low * other.high))
    }

    /// The quotient by a double, with about twice the digits of a double.
    package func divided(by number: Double) -> DoubleDouble {
        let quotient = high / number
        let back = Self.product(quotient, number)
        return Self.ordered(quotient, ((high - back.high) - back.low + low) / number)
    }

    /// The sum with another number, with about twice the digits of a double.
    package func adding(_ other: DoubleDouble) -> DoubleDouble {
        let head = Self.sum(high, other.high)
        return Self.ordered(head.high, head.low + (low + other.low))
    }
}
