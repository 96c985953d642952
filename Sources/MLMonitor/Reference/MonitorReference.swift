import MLCore
public import MLLedger
import MLStatistics

/// What live records are compared with: signals whose bins and counts were fixed on reference data.
///
/// Bins never change after this, so results of different windows are comparable. The reference is stored beside the
/// model version as canonical JSON; its ``digest`` is in every window and report made with it.
public struct MonitorReference: Sendable, Hashable {
    /// How bins and categories are fixed.
    public struct Binning: Sendable, Hashable, Codable {
        /// The number of quantile bins of numbers, at least 2.
        public var binCount: Int
        /// How many categories are counted by name, at least 1; the most frequent ones of the reference.
        public var categoryLimit: Int

        /// Creates a choice.
        public init(binCount: Int = 10, categoryLimit: Int = 50) {
            self.binCount = binCount
            self.categoryLimit = categoryLimit
        }

        /// Checks the choice.
        ///
        /// - Throws: ``MonitorError`` with code `invalidConfiguration` that lists every fault.
        public func validated() throws(MonitorError) {
            var faults: [String] = []
            if !(2...1000).contains(binCount) { faults.append("\(binCount) bins, from 2 to 1000 are possible") }
            if !(1...10_000).contains(categoryLimit) {
                faults.append("\(categoryLimit) categories, from 1 to 10,000 are possible")
            }
            guard faults.isEmpty else {
                throw MonitorError(.invalidConfiguration, faults.joined(separator: "; "), at: "binning")
            }
        }
    }

    /// The version of the stored form.
    public static let formatVersion = 1

    /// What is monitored, such as the digest of a model.
    public let subject: String
    /// The names of the outputs, in order.
    public let outputNames: [String]
    /// The number of reference records.
    public let recordCount: Int64
    /// The counts of the reference, one for each signal.
    public let counts: [SignalCounts]
    /// The SHA-256 digest of the stored form.
    public let digest: Digest
    let reader: SignalReader

    /// What is watched.
    public var signals: [MonitoredSignal] { reader.signals }

    /// Fixes bins and categories on reference data and counts it.
    ///
    /// The bins of a number are about equally frequent in the reference and open at both ends; see
    /// `BinEdges.quantiles(of:count:)`. A number without any finite value in the reference has one bin.
    ///
    /// - Parameters:
    ///   - signals: What is watched; names are unique.
    ///   - observations: The reference data, such as the validation rows of the model; at least one.
    ///   - outputNames: The names of the outputs, in order.
    ///   - subject: What is monitored, such as the digest of a model.
    ///   - binning: How bins and categories are fixed.
    /// - Throws: ``MonitorError`` with code `invalidConfiguration`, or `emptyReference` without observations.
    /// - Complexity: O(signals × observations × log observations).
    public init(
        signals: [MonitoredSignal], observations: [MonitorObservation], outputNames: [String] = [],
        subject: String = "", binning: Binning = Binning()
    ) throws {
        try binning.validated()
        let reader = try SignalReader(signals, outputNames: outputNames)
        guard !observations.isEmpty else {
            throw MonitorError(
                .emptyReference, "the reference has no records", remedy: "Give the validation rows of the model.")
        }
        var counts: [SignalCounts] = []
        for position in reader.signals.indices {
            let readings = observations.map { reader.read(position, of: $0) }
            var signal = try Self.emptyCounts(readings, reader.signals[position].source, binning)
            for reading in readings { signal.add(reading) }
            counts.append(signal)
        }
        try self.init(
            subject: subject, outputNames: outputNames, recordCount: Int64(observations.count), counts: counts,
            reader: reader)
    }

    init(
        subject: String, outputNames: [String], recordCount: Int64, counts: [SignalCounts], reader: SignalReader
    ) throws {
        self.subject = subject
        self.outputNames = outputNames
        self.recordCount = recordCount
        self.counts = counts
        self.reader = reader
        digest = SHA256.digest(
            of: try Self.stored(
                subject: subject, outputNames: outputNames, recordCount: recordCount, counts: counts,
                signals: reader.signals))
    }

    private static func emptyCounts(
        _ readings: [SignalReading], _ source: MonitoredSignal.Source, _ binning: Binning
    ) throws -> SignalCounts {
        if source.isCategorical {
            let values = readings.flatMap { reading -> [String] in
                switch reading {
                case .category(let category): [category]
                case .categories(let list): list
                case .number, .missing, .unreadable: []
                }
            }
            let frequent = CategoryHistogram.mostFrequent(values, limit: binning.categoryLimit)
            return SignalCounts(categories: try CategoryHistogram(categories: frequent))
        }
        let finite = readings.compactMap { reading -> Double? in
            if case .number(let number) = reading, number.isFinite { number } else { nil }
        }
        if finite.isEmpty { return SignalCounts(bins: try BinEdges(cuts: [])) }
        return SignalCounts(bins: try BinEdges.quantiles(of: SortedSample(finite), count: binning.binCount))
    }
}
