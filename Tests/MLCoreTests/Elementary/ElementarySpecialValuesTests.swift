import MLCore
import Testing

@Suite("Elementary functions at the edges of their range")
struct ElementarySpecialValuesTests {
    private func same(_ left: Double, _ right: Double) -> Bool {
        (left.isNaN && right.isNaN) || left.bitPattern == right.bitPattern
    }

    @Test("Zeros, infinities and NaN give the documented values")
    func specialArguments() {
        let infinity = Double.infinity
        let cases: [(Double, Double)] = [
            (Elementary.exp(0.0), 1), (Elementary.exp(-0.0), 1), (Elementary.exp(infinity), infinity),
            (Elementary.exp(-infinity), 0), (Elementary.exp(Double.nan), .nan), (Elementary.exp(709.79), infinity),
            (Elementary.exp(-745.2), 0), (Elementary.exp(-745.1), .leastNonzeroMagnitude),
            (Elementary.exp(1e300), infinity),
            (Elementary.exp(-1e300), 0),
            (Elementary.expm1(0.0), 0), (Elementary.expm1(-0.0), -0.0), (Elementary.expm1(infinity), infinity),
            (Elementary.expm1(-infinity), -1), (Elementary.expm1(Double.nan), .nan),
            (Elementary.expm1(709.79), infinity), (Elementary.expm1(-1e300), -1),
            (Elementary.expm1(Double.leastNonzeroMagnitude), .leastNonzeroMagnitude),
            (Elementary.log(1.0), 0), (Elementary.log(0.0), -infinity), (Elementary.log(-0.0), -infinity),
            (Elementary.log(infinity), infinity), (Elementary.log(-1.0), .nan), (Elementary.log(-infinity), .nan),
            (Elementary.log(Double.nan), .nan),
            (Elementary.log1p(0.0), 0), (Elementary.log1p(-0.0), -0.0), (Elementary.log1p(-1.0), -infinity),
            (Elementary.log1p(infinity), infinity), (Elementary.log1p(-1.5), .nan),
            (Elementary.log1p(-infinity), .nan), (Elementary.log1p(Double.nan), .nan),
            (Elementary.sigmoid(0.0), 0.5), (Elementary.sigmoid(infinity), 1), (Elementary.sigmoid(-infinity), 0),
            (Elementary.sigmoid(Double.nan), .nan), (Elementary.sigmoid(1e300), 1), (Elementary.sigmoid(-1e300), 0),
            (Elementary.softplus(infinity), infinity), (Elementary.softplus(-infinity), 0),
            (Elementary.softplus(Double.nan), .nan), (Elementary.softplus(1e300), 1e300),
            (Elementary.tanh(0.0), 0), (Elementary.tanh(-0.0), -0.0), (Elementary.tanh(infinity), 1),
            (Elementary.tanh(-infinity), -1), (Elementary.tanh(Double.nan), .nan),
        ]
        for (index, pair) in cases.enumerated() {
            #expect(same(pair.0, pair.1), "case \(index): \(pair.0) is not \(pair.1)")
        }
    }

    @Test("Powers follow IEEE 754 in every special case")
    func powers() {
        let infinity = Double.infinity
        let cases: [(Double, Double, Double)] = [
            (.nan, 0, 1), (.nan, -0.0, 1), (1, .nan, 1), (1, infinity, 1), (.nan, 1, .nan), (2, .nan, .nan),
            (-1, infinity, 1), (-1, -infinity, 1), (0.5, infinity, 0), (0.5, -infinity, infinity),
            (2, infinity, infinity), (2, -infinity, 0), (-3, infinity, infinity), (-0.3, infinity, 0),
            (0, 3, 0), (-0.0, 3, -0.0), (0, 2, 0), (-0.0, 2, 0), (-0.0, 0.5, 0), (0, -1, infinity),
            (-0.0, -1, -infinity), (-0.0, -2, infinity), (-0.0, -0.5, infinity), (0, infinity, 0),
            (0, -infinity, infinity), (infinity, 2, infinity), (infinity, -2, 0), (-infinity, 3, -infinity),
            (-infinity, 2, infinity), (-infinity, -3, -0.0), (-infinity, -2, 0), (-infinity, 0.5, infinity),
            (-8, 1.0 / 3, .nan), (-2, 3, -8), (-2, 2, 4), (-1, 1e300, 1), (2, 1024, infinity), (2, -1075, 0),
            (2, -1074, .leastNonzeroMagnitude), (-2, 1025, -infinity), (10, 308, 1e308), (9, 0.5, 3),
            (1.5, 1e30, infinity),
            (1.5, -1e30, 0), (0.5, 1e30, 0), (3, 1e-30, 1), (-1, 9007199254740991, -1), (-1, 9007199254740992, 1),
        ]
        for (base, exponent, expected) in cases {
            let power = Elementary.pow(base, exponent)
            #expect(same(power, expected), "\(base) to the power \(exponent) is \(power), not \(expected)")
        }
    }

    @Test("Powers of two and small whole powers are exact")
    func exactPowers() {
        for exponent in -1074...1023 {
            #expect(Elementary.pow(2, Double(exponent)) == Double(sign: .plus, exponent: exponent, significand: 1))
        }
        for base in 1...200 {
            #expect(Elementary.pow(Double(base), 3) == Double(base * base * base))
        }
    }

    @Test("Float results overflow, underflow and keep NaN like Double ones")
    func floats() {
        #expect(Elementary.exp(Float(89)) == .infinity)
        #expect(Elementary.exp(Float(-104)) == 0)
        #expect(Elementary.exp(Float(-103)) == Float.leastNonzeroMagnitude)
        #expect(Elementary.log(Float(0)) == -.infinity)
        #expect(Elementary.sigmoid(Float.nan).isNaN)
        #expect(Elementary.pow(Float(2), Float(0.5)) == Float(2).squareRoot())
        #expect(Elementary.tanh(-Float.zero).sign == .minus)
    }

    @Test("Monotone functions do not decrease between neighbours where the implementation changes branch")
    func monotone() {
        let functions: [(Double) -> Double] = [
            { Elementary.exp($0) }, { Elementary.expm1($0) }, { Elementary.log1p($0) }, { Elementary.sigmoid($0) },
            { Elementary.softplus($0) }, { Elementary.tanh($0) },
        ]
        for centre in [-0.34657359, -0.2928, 0.34657359, 0.4142, 1.0397, 3.725e-9] {
            for function in functions {
                // Neighbours 2⁻⁴⁰ apart are far enough that 2 units in the last place cannot reverse them.
                var previous = function(centre * (1 - 0x1p-34))
                for step in -63...64 {
                    let value = function(centre + abs(centre) * Double(step) * 0x1p-40)
                    if step > -63 { #expect(value >= previous) }
                    previous = value
                }
            }
        }
    }
}
