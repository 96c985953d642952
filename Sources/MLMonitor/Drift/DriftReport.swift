public import MLCore
public import MLLedger

/// What a detector found in one window.
public struct DriftReport: Sendable, Hashable, Codable {
    /// What is monitored, such as the digest of a model.
    public let subject: String
    /// The digest of the reference.
    public let reference: Digest
    /// The key of the window.
    public let windowKey: Int64
    /// The number of records in the window.
    public let recordCount: Int64
    /// The earliest time of a record, or `nil` when unknown.
    public let earliest: Timestamp?
    /// The latest time of a record, or `nil` when unknown.
    public let latest: Timestamp?
    /// The configuration of the tests.
    public let detector: DriftDetector
    /// The results, in the order of the signals.
    public let results: [DriftResult]

    /// The signals with drift in at least one test, in order.
    public var driftedSignals: [String] { signals { $0.verdict == .drift } }

    /// The signals with enough evidence for at least one test, in order.
    public var testedSignals: [String] { signals { $0.verdict != .insufficientEvidence } }

    /// The share of the tested signals that have drifted, or `nil` when none could be tested.
    public var driftedShare: Double? {
        let tested = testedSignals.count
        return tested == 0 ? nil : Double(driftedSignals.count) / Double(tested)
    }

    /// Drift when any signal has drifted; too little evidence when no signal could be tested.
    public var verdict: DriftResult.Verdict {
        if !driftedSignals.isEmpty { return .drift }
        return testedSignals.isEmpty ? .insufficientEvidence : .noDrift
    }

    /// The results of a signal.
    public func results(of signal: String) -> [DriftResult] { results.filter { $0.signal == signal } }

    private func signals(where isIncluded: (DriftResult) -> Bool) -> [String] {
        var seen: Set<String> = []
        return results.filter(isIncluded).map(\.signal).filter { seen.insert($0).inserted }
    }
}
