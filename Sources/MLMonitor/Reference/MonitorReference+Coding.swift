import MLCore
import MLLedger
import MLStatistics

extension MonitorReference {
    private struct Stored: Codable {
        var formatVersion: Int
        var subject: String
        var outputNames: [String]
        var recordCount: Int64
        var signals: [MonitoredSignal]
        var counts: [SignalCounts]
    }

    /// The stored form: canonical JSON, whose SHA-256 digest is ``digest``.
    ///
    /// - Returns: The bytes; equal references have equal bytes.
    /// - Throws: `CoreError` when the form exceeds the limits of canonical JSON.
    public func encoded() throws -> [UInt8] {
        try Self.stored(
            subject: subject, outputNames: outputNames, recordCount: recordCount, counts: counts, signals: signals)
    }

    /// Reads the stored form and checks all of it.
    ///
    /// - Parameter bytes: Canonical JSON as ``encoded()`` gives it.
    /// - Throws: `CoreError` for malformed bytes, or ``MonitorError`` with code `invalidConfiguration` for a form of
    ///   another version or parts that do not fit together.
    public init(decoding bytes: [UInt8]) throws {
        let decoder = CanonicalJSONDecoder(requiresCanonicalForm: true)
        let stored = try decoder.decode(Stored.self, from: bytes)
        guard stored.formatVersion == Self.formatVersion else {
            throw MonitorError(
                .invalidConfiguration, "format version \(stored.formatVersion)", at: "monitor reference",
                remedy: "This SDK reads version \(Self.formatVersion).")
        }
        let reader = try SignalReader(stored.signals, outputNames: stored.outputNames)
        let kindsAgree = zip(stored.signals, stored.counts).allSatisfy { signal, counts in
            signal.source.isCategorical == (counts.categories != nil)
        }
        guard stored.counts.count == stored.signals.count, kindsAgree, stored.recordCount > 0 else {
            throw MonitorError(.invalidConfiguration, "counts and signals disagree", at: "monitor reference")
        }
        try self.init(
            subject: stored.subject, outputNames: stored.outputNames, recordCount: stored.recordCount,
            counts: stored.counts, reader: reader)
    }

    static func stored(
        subject: String, outputNames: [String], recordCount: Int64, counts: [SignalCounts], signals: [MonitoredSignal]
    ) throws -> [UInt8] {
        try CanonicalJSONEncoder().encode(
            Stored(
                formatVersion: formatVersion, subject: subject, outputNames: outputNames, recordCount: recordCount,
                signals: signals, counts: counts))
    }
}
