import MLCore
public import MLLedger

extension TrainingRuns {
    /// All runs in the order in which they started.
    ///
    /// - Parameter moment: As of when.
    /// - Returns: One record for each run.
    /// - Throws: ``TrainError`` with code `malformedRun` when an entry cannot be read, or what the ledger throws.
    /// - Complexity: O(entries of the ledger).
    public func records(asOf moment: LedgerMoment = .latest) throws -> [RunRecord] {
        try ledger.fold(into: RunFold(), asOf: moment) { try $0.add($1) }.state.records
    }

    /// The run of a name.
    ///
    /// - Parameters:
    ///   - name: The name of the run.
    ///   - moment: As of when.
    /// - Returns: The record, or `nil` when there is none.
    /// - Throws: ``TrainError`` with code `malformedRun` when an entry cannot be read, or what the ledger throws.
    public func find(_ name: ResourceName, asOf moment: LedgerMoment = .latest) throws -> RunRecord? {
        try records(asOf: moment).first { $0.name == name }
    }

    /// The measurements of a run that has ended, in the order in which they came.
    ///
    /// - Parameter record: The run.
    /// - Returns: The measurements; empty for a run that has not ended.
    /// - Throws: ``TrainError`` with code `malformedRun`, or what the blob store throws.
    public func measurements(of record: RunRecord) throws -> [RunMeasurement] {
        guard let end = record.end else { return [] }
        return try RunMeasurement.measurements(from: try blobs.get(end.measurements))
    }
}

/// The runs of the entries so far.
private struct RunFold {
    private(set) var records: [RunRecord] = []
    private var positions: [ResourceName: Int] = [:]

    mutating func add(_ entry: LedgerEntry) throws(TrainError) {
        switch entry.kind {
        case .runStarted:
            guard positions[entry.subject] == nil else { throw Self.malformed(entry, "the run started before") }
            positions[entry.subject] = records.count
            records.append(
                RunRecord(name: entry.subject, start: try Self.decode(RunStart.self, entry), end: nil))
        case .runFinished:
            guard let position = positions[entry.subject], records[position].end == nil else {
                throw Self.malformed(entry, "the run has not started or has ended before")
            }
            records[position] = RunRecord(
                name: entry.subject, start: records[position].start, end: try Self.decode(RunEnd.self, entry))
        default: break
        }
    }

    private static func decode<Payload: Decodable>(
        _ type: Payload.Type, _ entry: LedgerEntry
    ) throws(TrainError) -> Payload {
        do {
            return try CanonicalJSONDecoder().decode(type, from: entry.payload)
        } catch {
            throw malformed(entry, "the payload cannot be read", error)
        }
    }

    private static func malformed(_ entry: LedgerEntry, _ text: String, _ cause: (any Error)? = nil) -> TrainError {
        TrainError(
            .malformedRun, text, at: "entry \(entry.sequence), run \(entry.subject.text)",
            remedy: "Verify the ledger; another program may have written the entry.", cause: cause)
    }
}
