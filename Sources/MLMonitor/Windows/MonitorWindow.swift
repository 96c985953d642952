public import MLCore
public import MLLedger
import MLStatistics

/// The records of one window, counted by signal in the bins of a reference.
///
/// Windows of one reference merge: in any order, to the bit, into the window of all their records.
public struct MonitorWindow: Sendable, Hashable, Codable {
    /// The digest of the reference whose bins are used.
    public let reference: Digest
    /// The position of the window: a period, a running number, or what the host says.
    public let key: Int64
    /// The number of records.
    public private(set) var recordCount: Int64
    /// The earliest time of a record, or `nil` without records.
    public private(set) var earliest: Timestamp?
    /// The latest time of a record, or `nil` without records.
    public private(set) var latest: Timestamp?
    /// The counts, one for each signal of the reference.
    public private(set) var counts: [SignalCounts]

    /// Creates an empty window.
    ///
    /// - Parameters:
    ///   - reference: Gives signals and bins.
    ///   - key: The position of the window.
    /// - Throws: `StatisticsError` when the bins of the reference cannot be copied, which does not happen for a checked
    ///   reference.
    public init(reference: MonitorReference, key: Int64) throws {
        self.reference = reference.digest
        self.key = key
        recordCount = 0
        counts = try reference.counts.map { counts in try counts.emptied() }
    }

    init(empty template: MonitorWindow, key: Int64) {
        self.init(reference: template.reference, key: key, counts: template.counts)
    }

    private init(reference: Digest, key: Int64, counts: [SignalCounts]) {
        self.reference = reference
        self.key = key
        recordCount = 0
        self.counts = counts
    }

    /// Counts an observation.
    ///
    /// - Parameters:
    ///   - observation: What was seen in one prediction.
    ///   - time: When it was made.
    ///   - reference: The reference that the window was made with.
    /// - Throws: ``MonitorError`` with code `incompatibleWindow` for another reference.
    public mutating func add(
        _ observation: MonitorObservation, at time: Timestamp? = nil, reference: MonitorReference
    ) throws(MonitorError) {
        guard reference.digest == self.reference, reference.signals.count == counts.count else {
            throw Self.incompatible(self.reference, reference.digest)
        }
        add(observation, at: time, reader: reference.reader)
    }

    mutating func add(_ observation: MonitorObservation, at time: Timestamp?, reader: SignalReader) {
        for position in counts.indices { counts[position].add(reader.read(position, of: observation)) }
        recordCount = recordCount.addingClamped(1)
        guard let time else { return }
        earliest = min(earliest ?? time, time)
        latest = max(latest ?? time, time)
    }

    /// Joins the records of another window of the same reference; the key stays.
    ///
    /// - Throws: ``MonitorError`` with code `incompatibleWindow` for a window of another reference; nothing is changed
    ///   then.
    public mutating func merge(_ other: MonitorWindow) throws(MonitorError) {
        let fits =
            counts.count == other.counts.count && zip(counts, other.counts).allSatisfy { $0.isCompatible(with: $1) }
        guard reference == other.reference, fits else { throw Self.incompatible(reference, other.reference) }
        var merged = counts
        do throws(StatisticsError) {
            for position in merged.indices { try merged[position].merge(other.counts[position]) }
        } catch {
            throw MonitorError(.incompatibleWindow, "the windows count in different bins", cause: error)
        }
        counts = merged
        recordCount = recordCount.addingClamped(other.recordCount)
        earliest = [earliest, other.earliest].compactMap { $0 }.min()
        latest = [latest, other.latest].compactMap { $0 }.max()
    }

    private static func incompatible(_ first: Digest, _ second: Digest) -> MonitorError {
        MonitorError(
            .incompatibleWindow, "the window belongs to reference \(first), not to \(second)", at: "monitor window",
            remedy: "Use the reference that the window was made with.")
    }
}
