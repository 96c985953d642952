import MLCore

extension KolmogorovSmirnovDistribution {
    /// The probability of a distance of at most `distance`: four terms of an expansion in 1/√n.
    ///
    /// Pelz and Good, "Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic", J. Royal
    /// Statistical Society B 38, 1976.
    static func pelzGood(_ n: Double, _ distance: Double) -> Double {
        let pi2 = KolmogorovDistribution.pi * KolmogorovDistribution.pi
        let (pi4, pi6) = (pi2 * pi2, pi2 * pi2 * pi2)
        let root = n.squareRoot()
        let z = root * distance
        let z2 = z * z
        let (z4, z6) = (z2 * z2, z2 * z2 * z2)
        let z8 = z4 * z4
        let terms = Int((16 * z / KolmogorovDistribution.pi).rounded(.up)) + 1
        var k0 = 0.0
        var k1 = 0.0
        var k2 = 0.0
        var k3 = 0.0
        for k in stride(from: terms, through: 1, by: -1) {
            let m2 = Double((2 * k - 1) * (2 * k - 1))
            let (m4, m6) = (m2 * m2, m2 * m2 * m2)
            let weight = Elementary.exp(-m2 * pi2 / (8 * z2))
            k0 += weight
            k1 += weight * (pi2 / 4 * m2 - z2)
            k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * m2 + pi4 * (1 - 2 * z2) / 16 * m4)
            let cubic = pi6 * (5 - 30 * z2) / 64 * m6 + pi4 * (-60 * z2 + 212 * z4) / 16 * m4
            k3 += weight * (cubic + pi2 * (135 * z4 - 96 * z6) / 4 * m2 - 30 * z6 - 90 * z8)
        }
        var (extra2, extra3) = (0.0, 0.0)
        for k in stride(from: terms, through: 1, by: -1) {
            let square = Double(k * k)
            let weight = square * Elementary.exp(-square * pi2 / (2 * z2))
            extra2 += weight
            extra3 += weight * (3 * z2 - pi2 * square)
        }
        let rootTwoPi = (2 * KolmogorovDistribution.pi).squareRoot()
        k0 *= rootTwoPi / z
        k1 *= rootTwoPi / (6 * z4)
        k2 = rootTwoPi * (k2 / (72 * z6 * z) - pi2 * extra2 / (36 * z2 * z))
        k3 = rootTwoPi * (k3 / (6480 * z8 * z2) + pi2 * extra3 / (216 * z6))
        return k0 + k1 / root + k2 / n + k3 / (n * root)
    }
}
