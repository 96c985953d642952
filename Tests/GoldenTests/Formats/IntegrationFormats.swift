import MLCore
import MLLedger
import MLMonitor

#if SQLiteStore
import Foundation
import MLSQLite
#endif

#if ServiceLifecycle
@testable import MLLifecycle
#endif

extension GoldenFormats {
    /// Stored forms of the integrations, which are only known when their trait is on.
    static let integrations: [GoldenFormat] = sqlite + lifecycle

    /// The folders of all of them, whatever traits are on.
    static let integrationNames = ["sqlite-store", "monitoring-service", "retraining-service"]

    #if SQLiteStore
    private static let sqlite = [
        GoldenFormat(
            name: "sqlite-store", version: 1,
            write: {
                try GoldenDirectory.temporary { directory in
                    let path = directory.appending(path: "store.sqlite").path
                    try writeSQLite(path)
                    return try GoldenDirectory.files(in: directory)
                }
            },
            open: { files in
                try GoldenDirectory.temporary { directory in
                    try GoldenDirectory.write(files, to: directory)
                    let database = try SQLiteDatabase(path: directory.appending(path: "store.sqlite").path)
                    let (ledger, blobs) = (
                        try SQLiteLedger(database: database), try SQLiteBlobStore(database: database)
                    )
                    guard try ledger.verify().isIntact else { throw GoldenFault("the ledger is damaged") }
                    let account = SQLiteAccount(
                        entries: try ledger.entries().map { String(decoding: $0.encoded, as: UTF8.self) },
                        blobs: try blobs.list(), blobSizes: try blobs.list().map { try blobs.get($0).count })
                    // SQLite decides about the bytes of its file, so only what is in it is compared.
                    return try GoldenReading(account: account, rewritten: files)
                }
            })
    ]

    private static func writeSQLite(_ path: String) throws {
        let database = try SQLiteDatabase(path: path)
        let blobs = try SQLiteBlobStore(database: database)
        let digests = [try blobs.put(Array("a blob".utf8)), try blobs.put([])]
        let ledger = try SQLiteLedger(
            database: database, clock: GoldenClock(microseconds: 1_700_000_000_000_000))
        let name = try ResourceName("genre-classifier")
        let kind = EntryKind(rawValue: "golden.first")
        try ledger.append(
            [
                LedgerDraft(kind: kind, subject: name, actor: "nightly", blobs: digests, content: ["b": 1, "a": 2]),
                LedgerDraft(kind: kind, subject: name, actor: "Zoë", payload: [0, 10, 13, 255]),
            ], expecting: nil)
        try ledger.append(LedgerDraft(kind: kind, subject: name, actor: "a"), expecting: ledger.head())
    }
    #else
    private static let sqlite: [GoldenFormat] = []
    #endif

    #if ServiceLifecycle
    private static let lifecycle = [
        GoldenFormat(
            name: "monitoring-service", version: 1,
            write: {
                let plan = MonitoringPlan(
                    rules: [try AlertRule(name: "drift", condition: .driftedCount(1), count: 1, of: 3)],
                    retraining: .init(rules: ["drift"], schedule: 5))
                var state = try MonitoringState(monitor: monitorState, plan: plan)
                state.waiting = [try drifted(from: reference)]
                return ["state.json": try CanonicalJSONEncoder().encode(StoredState(formatVersion: 1, state: state))]
            },
            open: { files in
                let stored = StateStore<MonitoringState>(
                    store: OneState(bytes: try files.file("state.json")), place: "golden state")
                guard let state = try stored.load() else { throw GoldenFault("there is no state") }
                return try GoldenReading(
                    account: StateAccount(
                        counters: state.monitor.counters, openWindows: state.monitor.openWindows.map(\.key),
                        rules: state.alerts.map(\.rule.name), waiting: state.waiting.map(\.key)),
                    rewritten: [
                        "state.json": try CanonicalJSONEncoder().encode(StoredState(formatVersion: 1, state: state))
                    ])
            }),
        GoldenFormat(
            name: "retraining-service", version: 1,
            write: {
                let proposals = [
                    RetrainingProposal(number: 7, subject: "genres", windowKey: -3, reasons: ["drift", "schedule"]),
                    RetrainingProposal(number: 8, subject: "Größe", windowKey: 12, reasons: []),
                ]
                var state = RetrainingState()
                for proposal in proposals { _ = state.accept(proposal, capacity: 2) }
                return ["state.json": try CanonicalJSONEncoder().encode(StoredState(formatVersion: 1, state: state))]
            },
            open: { files in
                let stored = StateStore<RetrainingState>(
                    store: OneState(bytes: try files.file("state.json")), place: "golden state")
                guard let state = try stored.load() else { throw GoldenFault("there is no state") }
                return try GoldenReading(
                    account: ProposalsAccount(
                        highestNumber: state.highestNumber,
                        waiting: state.waiting.map {
                            "\($0.number) \($0.subject) \($0.windowKey): \($0.reasons.joined(separator: ", "))"
                        }),
                    rewritten: [
                        "state.json": try CanonicalJSONEncoder().encode(StoredState(formatVersion: 1, state: state))
                    ])
            }),
    ]
    #else
    private static let lifecycle: [GoldenFormat] = []
    #endif
}

#if SQLiteStore
private struct SQLiteAccount: Codable {
    var entries: [String]
    var blobs: [Digest]
    var blobSizes: [Int]
}

/// The same time at every reading.
private struct GoldenClock: WallClock {
    let microseconds: Int64

    func now() -> Timestamp { Timestamp(microseconds: microseconds) }
}
#endif

#if ServiceLifecycle
private struct StateAccount: Codable {
    var counters: MonitorCounters
    var openWindows: [Int64]
    var rules: [String]
    var waiting: [Int64]
}

private struct ProposalsAccount: Codable {
    var highestNumber: Int
    var waiting: [String]
}

/// What the store of a service is given.
private struct StoredState<State: Codable>: Codable {
    var formatVersion: Int
    var state: State
}

private struct OneState: CheckpointStore {
    let bytes: [UInt8]

    func load() throws -> [UInt8]? { bytes }
    func save(_ state: [UInt8]) throws {}
}
#endif
