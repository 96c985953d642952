/// The quantile function of the standard normal distribution.
///
/// Rational approximations of Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
/// Statistics 37, 1988, routine PPND16: relative error about 10⁻¹⁶ before rounding.
package enum NormalQuantile {
    /// The quantile of a probability: −∞ at 0, +∞ at 1, NaN outside of [0, 1].
    package static func value(at probability: Double) -> Double {
        let centred = probability - 0.5
        if abs(centred) <= 0.425 {
            let ratio = central(0.180625 - centred * centred)
            return centred * ratio
        }
        guard probability > 0, probability < 1 else {
            if probability == 0 { return -.infinity }
            return probability == 1 ? .infinity : .nan
        }
        let tail = centred < 0 ? probability : 1 - probability
        let root = (-Elementary.log(tail)).squareRoot()
        let magnitude = root <= 5 ? middle(root - 1.6) : far(root - 5)
        return centred < 0 ? -magnitude : magnitude
    }

    private static func central(_ r: Double) -> Double {
        var over = 2.5090809287301226727e3
        over = over * r + 3.3430575583588128105e4
        over = over * r + 6.7265770927008700853e4
        over = over * r + 4.5921953931549871457e4
        over = over * r + 1.3731693765509461125e4
        over = over * r + 1.9715909503065514427e3
        over = over * r + 1.3314166789178437745e2
        over = over * r + 3.3871328727963666080
        var under = 5.2264952788528545610e3
        under = under * r + 2.8729085735721942674e4
        under = under * r + 3.9307895800092710610e4
        under = under * r + 2.1213794301586595867e4
        under = under * r + 5.3941960214247511077e3
        under = under * r + 6.8718700749205790830e2
        under = under * r + 4.2313330701600911252e1
        under = under * r + 1
        return over / under
    }

    private static func middle(_ r: Double) -> Double {
        var over = 7.74545014278341407640e-4
        over = over * r + 2.27238449892691845833e-2
        over = over * r + 2.41780725177450611770e-1
        over = over * r + 1.27045825245236838258
        over = over * r + 3.64784832476320460504
        over = over * r + 5.76949722146069140550
        over = over * r + 4.63033784615654529590
        over = over * r + 1.42343711074968357734
        var under = 1.05075007164441684324e-9
        under = under * r + 5.47593808499534494600e-4
        under = under * r + 1.51986665636164571966e-2
        under = under * r + 1.48103976427480074590e-1
        under = under * r + 6.89767334985100004550e-1
        under = under * r + 1.67638483018380384940
        under = under * r + 2.05319162663775882187
        under = under * r + 1
        return over / under
    }

    private static func far(_ r: Double) -> Double {
        var over = 2.01033439929228813265e-7
        over = over * r + 2.71155556874348757815e-5
        over = over * r + 1.24266094738807843860e-3
        over = over * r + 2.65321895265761230930e-2
        over = over * r + 2.96560571828504891230e-1
        over = over * r + 1.78482653991729133580
        over = over * r + 5.46378491116411436990
        over = over * r + 6.65790464350110377720
        var under = 2.04426310338993978564e-15
        under = under * r + 1.42151175831644588870e-7
        under = under * r + 1.84631831751005468180e-5
        under = under * r + 7.86869131145613259100e-4
        under = under * r + 1.48753612908506148525e-2
        under = under * r + 1.36929880922735805310e-1
        under = under * r + 5.99832206555887937690e-1
        under = under * r + 1
        return over / under
    }
}
