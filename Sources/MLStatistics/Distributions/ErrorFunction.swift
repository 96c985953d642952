import MLCore

/// The error function and its complement, with the same bits on every processor.
///
/// Below 1 the series of Abramowitz and Stegun 7.1.6, whose terms are all positive; from 1 on the continued fraction
/// 7.1.14 with e^(−x²) computed in two factors. The relative error is below 10⁻¹⁴ down to the smallest normal number.
package enum ErrorFunction {
    /// 2/√π ∫₀ˣ e^(−t²) dt.
    package static func value(_ x: Double) -> Double {
        if x.isNaN { return x }
        let magnitude = abs(x)
        let result = magnitude < 1 ? series(magnitude) : 1 - tail(magnitude)
        return x < 0 ? -result : result
    }

    /// 1 − ``value(_:)``, without cancellation in the upper tail.
    package static func complement(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x < 0 { return 1 + value(-x) }
        return x < 1 ? 1 - series(x) : tail(x)
    }

    private static func series(_ x: Double) -> Double {
        var (term, sum) = (x, x)
        var k = 1.0
        while term > sum * 0x1p-60 {
            term *= 2 * x * x / (2 * k + 1)
            sum += term
            k += 1
        }
        return twoOverRootPi * squareExponential(x) * sum
    }

    private static func tail(_ x: Double) -> Double {
        guard x < 27.3 else { return 0 }
        var denominator = x
        for k in stride(from: x < 3 ? 220.0 : 60, through: 1, by: -1) { denominator = x + k / 2 / denominator }
        return 0.5 * twoOverRootPi * squareExponential(x) / denominator
    }

    /// e^(−x²); the square is split so that its rounding does not grow with x.
    private static func squareExponential(_ x: Double) -> Double {
        let head = Double(bitPattern: x.bitPattern & 0xFFFF_FFFF_F800_0000)
        return Elementary.exp(-head * head) * Elementary.exp((head - x) * (head + x))
    }

    private static var twoOverRootPi: Double { 1.1283791670955126 }
}
