#if SQLiteStore
import MLCore
import MLLedger
import MLRegistry
import MLSQLite
import MLTestKit
import Testing

@Suite("Model registry on SQLite")
struct RegistryOnSQLiteTests {
    private static func bundle(_ number: Int) throws -> Bundle {
        let predictor = try EncodedComponent(
            kind: "test.predictor", formatVersion: 1, parameters: ["number": number],
            blobs: ["weights": [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 64)])
        return try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("plot", .string, allowsMissing: true)]),
                task: .binary(negative: "no", positive: "yes")),
            features: nil, predictor: predictor)
    }

    private static func gate(_ version: ModelVersion) -> GateResult {
        GateResult(
            gate: "promotion", subject: version.digest.description,
            checks: [.init(requirement: "microF1 ≥ 0.3", verdict: .pass, evidence: "0.4")])
    }

    @Test("Versions are registered, promoted, rolled back, read as of a time, and audited")
    func loop() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        func open() throws -> ModelRegistry {
            let database = try SQLiteDatabase(path: path)
            let clock = SteppingWallClock(from: Timestamp(microseconds: 1000), microsecondsPerReading: 10)
            return ModelRegistry(
                ledger: try SQLiteLedger(database: database, clock: clock),
                blobs: try SQLiteBlobStore(database: database))
        }
        let registry = try open()
        let name = try ResourceName("genres")
        let alias = try ResourceName("production")
        let versions = try (1...3).map { try registry.register(Self.bundle($0), as: name, by: "test") }
        #expect(versions.map(\.number) == [1, 2, 3])
        for version in versions.prefix(2) {
            try registry.promote(
                version.number, of: name, to: alias, gate: Self.gate(version), by: "test", reason: "better")
        }
        #expect(throws: RegistryError.self) {
            try registry.promote(3, of: name, to: alias, gate: Self.gate(versions[0]), by: "test", reason: "other")
        }
        try registry.rollBack(alias, of: name, by: "test", reason: "worse")
        let again = try open()
        #expect(try again.state().alias(alias, of: name).version == 1)
        #expect(try again.bundle(alias: alias, of: name).version == versions[0])
        #expect(try again.bundle(version: 3, of: name).predictor.blobs == Self.bundle(3).predictor.blobs)
        #expect(try again.state(asOf: 5).alias(alias, of: name).version == 2)
        #expect(try again.state(asOf: Timestamp(microseconds: 1030)).alias(alias, of: name).version == 1)
        let head = try again.ledger.head()
        #expect(try again.audit(expecting: head).isVerified)
        try SQLStatements.run(path, "UPDATE mlops_blob_pieces SET bytes = zeroblob(64) WHERE length(bytes) = 64")
        let report = try open().audit(expecting: head)
        #expect(!report.isVerified, "the weights were exchanged")
        #expect(throws: (any Error).self) { try open().bundle(version: 3, of: name) }
    }
}
#endif
