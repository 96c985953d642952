import MLCore
import MLData
import MLFeatures
import MLLedger
@testable import MLRegistry
import MLTrain
import Testing

extension GoldenFormats {
    static let stores = [
        GoldenFormat(
            name: "dataset", version: 1,
            write: {
                try GoldenStore.written { store in
                    let (frame, name) = (try table, try ResourceName("titles"))
                    _ = try DatasetStore(ledger: store.ledger, blobs: store.blobs).store(
                        frame, as: name, actor: "ingest", source: "titles.jsonl", profile: TableProfile(of: frame))
                }
            },
            open: { files in
                try GoldenStore.opened(files) { store in
                    let datasets = DatasetStore(ledger: store.ledger, blobs: store.blobs)
                    let version = try #require(datasets.versions(of: ResourceName("titles")).first)
                    let (frame, profile) = (try datasets.frame(of: version), try datasets.profile(of: version))
                    #expect(try frame == table)
                    return try GoldenReading(
                        account: DatasetAccount(
                            digest: version.digest, entry: version.entryDigest, rowCount: version.rowCount,
                            schema: version.schema, source: version.source, profile: profile),
                        rewritten: GoldenStore.written { copy in
                            _ = try DatasetStore(ledger: copy.ledger, blobs: copy.blobs).store(
                                frame, as: version.name, actor: version.actor, source: version.source, profile: profile)
                        })
                }
            }),
        GoldenFormat(
            name: "registry", version: 1,
            write: { try GoldenStore.written { try writeRegistry(ModelRegistry(ledger: $0.ledger, blobs: $0.blobs)) } },
            open: { files in
                try GoldenStore.opened(files) { store in
                    let registry = ModelRegistry(ledger: store.ledger, blobs: store.blobs)
                    let appends = try store.appends()
                    let name = try ResourceName("genres")
                    let versions = try registry.state().model(name).versions
                    for entry in appends.joined() {
                        switch entry.kind {
                        case .modelRegistered: try expectSameBytes(entry, as: Registration.self)
                        default: try expectSameBytes(entry, as: AliasMove.self)
                        }
                    }
                    let account = RegistryAccount(
                        versions: versions, moves: try registry.moves(of: name).map(\.move),
                        production: try registry.state().alias(ResourceName("production"), of: name),
                        earlier: try registry.state(asOf: 3).alias(ResourceName("production"), of: name),
                        bundles: try versions.map {
                            try BundleAccount(registry.bundle(version: $0.number, of: name))
                        })
                    return try GoldenReading(
                        account: account,
                        rewritten: GoldenStore.written { copy in
                            for version in versions {
                                _ = try registry.bundle(version: version.number, of: name).store(in: copy.blobs)
                            }
                            try copy.replay(appends)
                        })
                }
            }),
        GoldenFormat(
            name: "runs", version: 1,
            write: {
                try GoldenStore.written { store in
                    let runs = TrainingRuns(ledger: store.ledger, blobs: store.blobs, actor: "nightly")
                    let context = TrainingContext(seed: .max, threads: 2, clock: store.clock)
                    let dataset = SHA256.digest(of: Array("data".utf8))
                    for (name, status) in [("first", RunRecord.Status.finished), ("second", .failed)] {
                        let name = try ResourceName(name)
                        try runs.begin(name, try RunStart(of: LogisticRegression(), dataset: dataset, in: context))
                        let recorder = RunRecorder()
                        recorder.observe(
                            Event(
                                .metric, "train.round",
                                fields: ["step": .int64(3), "loss": .double(0.125), "label": .string("Drama")]))
                        recorder.observe(Event(.metric, "train.round", fields: ["loss": .double(.infinity)]))
                        try runs.end(
                            name, status, model: status == .finished ? dataset : nil, recorder: recorder,
                            reason: status == .failed ? "out of patience" : "", clock: store.clock)
                    }
                    try runs.begin(
                        ResourceName("third"), RunStart(of: MajorityBaseline(), dataset: nil, in: context))
                }
            },
            open: { files in
                try GoldenStore.opened(files) { store in
                    let runs = TrainingRuns(ledger: store.ledger, blobs: store.blobs, actor: "nightly")
                    let (records, appends) = (try runs.records(), try store.appends())
                    for entry in appends.joined() {
                        switch entry.kind {
                        case .runStarted: try expectSameBytes(entry, as: RunStart.self)
                        default: try expectSameBytes(entry, as: RunEnd.self)
                        }
                    }
                    let measurements = try records.map { try runs.measurements(of: $0) }
                    let account = RunsAccount(
                        names: records.map(\.name.text), statuses: records.map(\.status), starts: records.map(\.start),
                        ends: records.map(\.end), measurements: measurements)
                    return try GoldenReading(
                        account: account,
                        rewritten: GoldenStore.written { copy in
                            for lines in measurements where !lines.isEmpty {
                                var bytes: [UInt8] = []
                                for line in lines { bytes += try CanonicalJSONEncoder().encode(line) + [10] }
                                _ = try copy.blobs.put(bytes)
                            }
                            try copy.replay(appends)
                        })
                }
            }),
    ]

    /// The payload of an entry, read and written again.
    private static func expectSameBytes<Payload: Codable>(_ entry: LedgerEntry, as type: Payload.Type) throws {
        #expect(try CanonicalJSONEncoder().encode(entry.payload(as: type)) == entry.payload, "\(entry.kind)")
    }

    /// All types, with missing values, NaN and characters of several bytes.
    static var table: DataFrame {
        get throws {
            try DataFrame([
                ("flag", Column([true, nil, false])), ("count", Column([.max, nil, .min] as [Int64?])),
                ("score", Column([nil, .nan, -0.0] as [Double?])),
                ("share", Column([0.1, .infinity, nil] as [Float?])),
                ("title", Column(["Ünïcode ελληνικά", "", nil])),
                ("time", Column([Timestamp(microseconds: 0), nil, Timestamp(microseconds: -1)])),
                ("genres", Column([["Drama", ""], [], nil] as [[String]?])),
            ])
        }
    }

    private static func writeRegistry(_ registry: ModelRegistry) throws {
        let (name, production) = (try ResourceName("genres"), try ResourceName("production"))
        let dataset = SHA256.digest(of: Array("data".utf8))
        let first = try registry.register(
            genres, as: name, by: "nightly", provenance: .init(run: "first", datasets: [dataset], note: "“first” try"))
        func verdict(_ subject: Digest, _ verdict: GateResult.Verdict) -> GateResult {
            GateResult(
                gate: "release", subject: subject.description,
                checks: [.init(requirement: "rocAUC on all ≥ 0.9", verdict: verdict, evidence: "0.93 to 0.97")])
        }
        // Two versions, and an alias that is promoted to, set by hand, and rolled back.
        try registry.register(ages, as: name, by: "zoe")
        try registry.promote(
            1, of: name, to: production, gate: verdict(first.digest, .pass), by: "zoe", reason: "first release")
        let second = try registry.state().version(2, of: name)
        try registry.promote(
            2, of: name, to: production, gate: verdict(second.digest, .fail), override: "a test", by: "zoe",
            reason: "second release")
        try registry.rollBack(production, of: name, by: "pager", reason: "alarm")
        try registry.setAlias(ResourceName("canary"), to: 2, of: name, expecting: 0, by: "zoe", reason: "try it")
    }
}

private struct DatasetAccount: Codable {
    var digest: Digest
    var entry: Digest
    var rowCount: Int
    var schema: Schema
    var source: String
    var profile: TableProfile?
}

private struct RegistryAccount: Codable {
    var versions: [ModelVersion]
    var moves: [AliasMove]
    var production: AliasState
    /// What production was after the third entry.
    var earlier: AliasState
    var bundles: [BundleAccount]
}

private struct RunsAccount: Codable {
    var names: [String]
    var statuses: [RunRecord.Status]
    var starts: [RunStart]
    var ends: [RunEnd?]
    var measurements: [[RunMeasurement]]
}
