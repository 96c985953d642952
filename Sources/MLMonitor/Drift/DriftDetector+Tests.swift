import MLCore
import MLStatistics

/// What one test measured, before p-values are corrected.
struct DriftFinding {
    let signal: MonitoredSignal
    let test: DriftTest
    let threshold: Double
    let referenceCount: Int64
    let currentCount: Int64
    /// `nil` when there is too little evidence.
    var statistic: Double?
    var pValue: Double?
    var adjustedPValue: Double?
    /// What the statistic was computed over, such as `11 buckets`.
    var basis = ""

    func result(detector: DriftDetector) -> DriftResult {
        let verdict: DriftResult.Verdict
        let reason: String
        if let statistic {
            let isLarge = statistic >= threshold
            let isSure = adjustedPValue.map { $0 <= detector.level } ?? true
            verdict = isLarge && isSure ? .drift : .noDrift
            var text = "\(test.title) \(Self.text(statistic)) \(isLarge ? "≥" : "<") \(Self.text(threshold))"
            text += " over \(basis), n \(referenceCount) and \(currentCount)"
            if let adjustedPValue {
                let name = detector.correction == .none ? "p" : "p (\(detector.correction.rawValue))"
                text += "; \(name) \(Self.text(adjustedPValue)) \(isSure ? "≤" : ">") \(Self.text(detector.level))"
            }
            reason = text
        } else {
            verdict = .insufficientEvidence
            reason = """
                n \(referenceCount) in the reference and \(currentCount) in the window, needed are \
                \(detector.minimumCount) in each
                """
        }
        return DriftResult(
            signal: signal.name, isPrediction: signal.source.isPrediction, test: test, statistic: statistic,
            threshold: threshold, pValue: pValue, adjustedPValue: adjustedPValue, level: detector.level,
            referenceCount: referenceCount, currentCount: currentCount, minimumCount: detector.minimumCount,
            verdict: verdict, reason: reason)
    }

    /// A number for people: four decimals, or a power of ten where these would all be zero.
    private static func text(_ number: Double) -> String {
        if number != 0 && abs(number) < 1e-4 {
            var (mantissa, exponent) = (abs(number), 0)
            while mantissa < 1, exponent > -400 {
                mantissa *= 10
                exponent -= 1
            }
            return "\(Int(mantissa.rounded(.down)))e\(exponent)"
        }
        return NumberText.formatted(number, decimals: 4)
    }
}

extension DriftDetector {
    /// The population stability index over all buckets in use.
    func stability(
        _ signal: MonitoredSignal, _ reference: SignalCounts, _ current: SignalCounts
    ) throws(StatisticsError) -> DriftFinding {
        // Several values of one record are one piece of evidence.
        let isMultivalued = signal.source.isMultivalued
        let referenceCount = isMultivalued ? reference.recordCount : reference.valueCount
        let currentCount = isMultivalued ? current.recordCount : current.valueCount
        var finding = DriftFinding(
            signal: signal, test: .populationStabilityIndex, threshold: stabilityThreshold,
            referenceCount: referenceCount, currentCount: currentCount)
        let minimum = Int64(minimumCount)
        guard min(referenceCount, currentCount) >= minimum, reference.valueCount > 0, current.valueCount > 0 else {
            return finding
        }
        let buckets = zip(reference.allCounts, current.allCounts).filter { $0 > 0 || $1 > 0 }
        let index = try Divergence.populationStabilityIndex(
            reference: buckets.map { Double($0.0) }, current: buckets.map { Double($0.1) }, floor: floor)
        finding.statistic = index
        finding.basis = "\(buckets.count) buckets"
        if !isMultivalued {
            let noise = 1 / Double(referenceCount) + 1 / Double(currentCount)
            finding.pValue =
                buckets.count < 2
                ? 1 : try ChiSquareDistribution.survival(index / noise, degreesOfFreedom: buckets.count - 1)
        }
        return finding
    }

    /// The Kolmogorov-Smirnov distance of the finite numbers.
    func distance(
        _ signal: MonitoredSignal, _ reference: SignalCounts, _ current: SignalCounts
    ) throws(StatisticsError) -> DriftFinding {
        let (before, now) = (reference.numbers, current.numbers)
        var finding = DriftFinding(
            signal: signal, test: .kolmogorovSmirnov, threshold: distanceThreshold,
            referenceCount: before?.finiteCount ?? 0, currentCount: now?.finiteCount ?? 0)
        guard let before, let now, min(finding.referenceCount, finding.currentCount) >= Int64(minimumCount) else {
            return finding
        }
        let result = try KolmogorovSmirnovTest.test(reference: before, current: now)
        finding.statistic = result.statistic
        finding.pValue = result.pValue
        finding.basis =
            "\(before.edges.count) bins (between bins at most \(NumberText.formatted(result.upperBound, decimals: 4)))"
        return finding
    }
}
