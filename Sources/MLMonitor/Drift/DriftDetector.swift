import MLCore
public import MLStatistics

/// Decides which signals of a window have drifted from the reference.
///
/// A test finds drift when its statistic reaches a threshold *and* its p-value, corrected for the number of tests, is at
/// most ``level``: a large window alone does not make a small change drift, and a small window does not make noise one.
/// A test with fewer values than ``minimumCount`` on either side says that there is not enough evidence.
///
/// - PSI: threshold ``stabilityThreshold``. Its p-value treats PSI / (1/m + 1/n) as chi-square with one degree of
///   freedom less than there are buckets in use (Yurdakul, "Statistical properties of population stability index",
///   2018). Signals with several values a record have no p-value: the threshold alone decides.
/// - Kolmogorov-Smirnov: threshold ``distanceThreshold``; asymptotic p-value.
public struct DriftDetector: Sendable, Hashable, Codable {
    /// The PSI from which on there may be drift; 0.2 by default, customary are 0.1 to 0.25.
    public var stabilityThreshold: Double
    /// The Kolmogorov-Smirnov distance from which on there may be drift; 0.1 by default.
    public var distanceThreshold: Double
    /// The highest corrected p-value of drift; 0.05 by default.
    public var level: Double
    /// How p-values are corrected for the number of tests in a report; Holm by default.
    public var correction: MultipleTesting
    /// How many values a test needs on each side; 100 by default.
    public var minimumCount: Int
    /// The share that an empty bucket counts as in the PSI; 0.0001 by default.
    public var floor: Double

    /// Creates a detector.
    public init(
        stabilityThreshold: Double = 0.2, distanceThreshold: Double = 0.1, level: Double = 0.05,
        correction: MultipleTesting = .holm, minimumCount: Int = 100, floor: Double = Divergence.defaultFloor
    ) {
        self.stabilityThreshold = stabilityThreshold
        self.distanceThreshold = distanceThreshold
        self.level = level
        self.correction = correction
        self.minimumCount = minimumCount
        self.floor = floor
    }

    /// Checks all fields.
    ///
    /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(MonitorError) {
        var faults: [String] = []
        if !(stabilityThreshold > 0 && stabilityThreshold < 100) {
            faults.append("a PSI threshold of \(stabilityThreshold)")
        }
        if !(0...1).contains(distanceThreshold) { faults.append("a distance threshold of \(distanceThreshold)") }
        if !(level > 0 && level < 1) { faults.append("a level of \(level)") }
        if minimumCount < 1 { faults.append("a minimum of \(minimumCount) values") }
        if !(floor > 0 && floor <= 0.1) { faults.append("a floor of \(floor)") }
        guard faults.isEmpty else {
            throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "drift detector")
        }
    }

    /// Compares a window with the reference.
    ///
    /// - Parameters:
    ///   - window: A window of the reference.
    ///   - reference: The reference.
    /// - Returns: The results of all tests, with verdicts.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration`, or `incompatibleWindow` for a window of another
    ///   reference.
    /// - Complexity: O(signals × bins).
    public func report(on window: MonitorWindow, reference: MonitorReference) throws -> DriftReport {
        try validated()
        guard window.reference == reference.digest, window.counts.count == reference.counts.count else {
            throw MonitorError(
                .incompatibleWindow, "the window belongs to another reference", at: "drift detector",
                remedy: "Use the reference that the window was made with.")
        }
        var findings: [DriftFinding] = []
        for (position, signal) in reference.signals.enumerated() {
            let (before, now) = (reference.counts[position], window.counts[position])
            findings.append(try stability(signal, before, now))
            if !signal.source.isCategorical { findings.append(try distance(signal, before, now)) }
        }
        let tested = findings.indices.filter { findings[$0].pValue != nil }
        let adjusted = correction.adjusted(tested.map { findings[$0].pValue ?? 1 })
        for (index, value) in zip(tested, adjusted) { findings[index].adjustedPValue = value }
        return DriftReport(
            subject: reference.subject, reference: reference.digest, windowKey: window.key,
            recordCount: window.recordCount, earliest: window.earliest, latest: window.latest, detector: self,
            results: findings.map { $0.result(detector: self) })
    }
}
