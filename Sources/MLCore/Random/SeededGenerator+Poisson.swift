extension SeededGenerator {
    /// Returns a Poisson count of mean 1 from exactly one draw: the weight of a row in a Poisson bootstrap.
    ///
    /// Inversion against the cumulative probabilities of the distribution, rounded down to 64-bit integers, so that no
    /// floating-point step is involved; the largest count is 20, whose tail has probability 10⁻¹⁹.
    public mutating func nextBootstrapWeight() -> Int {
        let draw = next()
        // 2⁶⁴ · P(X ≤ 0), P(X ≤ 1), P(X ≤ 2): 92 of 100 draws end here.
        if draw < 0x5E2D_58D8_B3BC_DF1A { return 0 }
        if draw < 0xBC5A_B1B1_6779_BE35 { return 1 }
        if draw < 0xEB71_5E1D_C158_2DC2 { return 2 }
        var count = 3
        for threshold in Self.upperThresholds where draw >= threshold { count += 1 }
        return count
    }

    /// 2⁶⁴ · P(X ≤ k) for k from 3 on, X Poisson of mean 1.
    private static let upperThresholds: [UInt64] = [
        0xFB23_9797_34A2_52F1, 0xFF10_25F5_9174_DC3D, 0xFFD9_0F3B_A405_5E19, 0xFFFA_8B71_FC72_C913,
        0xFFFF_540C_0914_B3C9, 0xFFFF_ED1F_4AA8_F120, 0xFFFF_FE21_6E64_1462, 0xFFFF_FFD4_D85D_3183,
        0xFFFF_FFFC_6DA2_62B4, 0xFFFF_FFFF_BA12_D178, 0xFFFF_FFFF_FB07_C64C, 0xFFFF_FFFF_FFAB_8EA5,
        0xFFFF_FFFF_FFFA_BE22, 0xFFFF_FFFF_FFFF_B11A, 0xFFFF_FFFF_FFFF_FBA1, 0xFFFF_FFFF_FFFF_FFC5,
        0xFFFF_FFFF_FFFF_FFFD,
    ]

    /// Returns a Poisson count.
    ///
    /// Below a mean of 10: inversion by sequential search, exactly one draw. From 10 on: transformed rejection with
    /// squeeze (Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance:
    /// Mathematics and Economics 12, 1993, algorithm PTRS), two draws or more.
    ///
    /// - Parameter mean: The mean, from 0 to 10⁹; a mean of 0 always gives 0.
    /// - Returns: The count.
    /// - Throws: ``CoreError`` `invalidArgument` when the mean is negative, NaN or more than 10⁹.
    public mutating func nextPoisson(mean: Double) throws(CoreError) -> Int {
        guard mean >= 0, mean <= 1e9 else {
            throw CoreError(
                .invalidArgument, "the mean of a Poisson draw is \(mean)", remedy: "Use a mean between 0 and 1e9.")
        }
        return mean < 10 ? poissonByInversion(mean: mean) : poissonByTransformedRejection(mean: mean)
    }

    private mutating func poissonByInversion(mean: Double) -> Int {
        let uniform = nextUniform()
        var probability = Elementary.exp(-mean)
        var cumulative = probability
        var count = 0
        // Past 200 the remaining probability is far below 2⁻⁵³ for every mean below 10.
        while uniform >= cumulative, count < 200 {
            count += 1
            probability *= mean / Double(count)
            cumulative += probability
        }
        return count
    }

    private mutating func poissonByTransformedRejection(mean: Double) -> Int {
        let logMean = Elementary.log(mean)
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let logInverseAlpha = Elementary.log(1.1239 + 1.1328 / (b - 3.4))
        let acceptance = 0.9277 - 3.6224 / (b - 2)
        while true {
            let offset = nextUniform() - 0.5
            let height = nextUniform()
            let distance = 0.5 - abs(offset)
            let candidate = ((2 * a / distance + b) * offset + mean + 0.43).rounded(.down)
            guard candidate >= 0, candidate <= 4e9 else { continue }
            if distance >= 0.07, height <= acceptance { return Int(candidate) }
            if distance < 0.013, height > distance { continue }
            let left = Elementary.log(height) + logInverseAlpha - Elementary.log(a / (distance * distance) + b)
            if left <= candidate * logMean - mean - Self.logFactorial(candidate) { return Int(candidate) }
        }
    }

    /// ln(k!) for a whole number k ≥ 0: the exact factorial below 16, Stirling's series from there on.
    private static func logFactorial(_ k: Double) -> Double {
        if k < 16 {
            var factorial = 1.0
            var factor = 2.0
            while factor <= k {
                factorial *= factor
                factor += 1
            }
            return Elementary.log(factorial)
        }
        let inverse = 1 / k
        let square = inverse * inverse
        let series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
        return (k + 0.5) * Elementary.log(k) - k + 0.91893853320467274178 + series
    }
}
