import Dispatch
import MLCore
import MLLedger
import MLRegistry
import MLTestKit
import Testing

@Suite("ModelRegistry")
struct ModelRegistryTests {
    private let registry = ModelRegistry(
        ledger: MemoryLedger(
            clock: SteppingWallClock(from: Timestamp(microseconds: 1_000_000), microsecondsPerReading: 1_000_000)),
        blobs: MemoryBlobStore())
    private let genres: ResourceName
    private let production: ResourceName

    init() throws {
        genres = try RegistryFixture.name("genres")
        production = try RegistryFixture.name("production")
    }

    private func register(_ number: Int) throws -> ModelVersion {
        try registry.register(RegistryFixture.bundle(number), as: genres, by: "tests")
    }

    private func promote(_ version: ModelVersion) throws -> AliasState {
        try registry.promote(
            version.number, of: genres, to: production, gate: RegistryFixture.gate(.pass, version), by: "tests",
            reason: "better")
    }

    @Test("Versions are numbered without gaps, and the bundle of a version reads back")
    func registering() throws {
        #expect(try (1...3).map { try register($0).number } == [1, 2, 3])
        #expect(try registry.bundle(version: 2, of: genres) == RegistryFixture.bundle(2))
        #expect(try registry.state().model(genres).versions.map(\.number) == [1, 2, 3])
    }

    @Test("Equal bundles have equal digests; another bit is another digest")
    func digests() throws {
        #expect(try register(1).digest == register(1).digest)
        #expect(try register(1).digest != register(2).digest)
        #expect(try register(1).digest == RegistryFixture.bundle(1).digest())
    }

    @Test("Promotion needs a passed gate that judged this very version, or an override")
    func promotion() throws {
        let first = try register(1)
        let second = try register(2)
        for verdict in [GateResult.Verdict.fail, .insufficientEvidence] {
            let error = #expect(throws: RegistryError.self) {
                try registry.promote(
                    1, of: genres, to: production, gate: RegistryFixture.gate(verdict, first), by: "tests", reason: "")
            }
            #expect(error?.code == .gateNotPassed)
        }
        #expect(throws: RegistryError.self) {
            try registry.promote(
                1, of: genres, to: production, gate: RegistryFixture.gate(.pass, second), by: "tests", reason: "")
        }
        try registry.promote(
            1, of: genres, to: production, gate: RegistryFixture.gate(.fail, first), override: "first model",
            by: "tests", reason: "")
        #expect(try registry.state().alias(production, of: genres).version == 1)
        #expect(try registry.moves(of: genres).map(\.move.override) == ["first model"])
    }

    @Test("A version that callers of production could fail with is not promoted silently")
    func signature() throws {
        _ = try promote(register(1))
        let strict = try registry.register(
            RegistryFixture.bundle(2, allowsMissing: false), as: genres, by: "tests")
        let error = #expect(throws: RegistryError.self) { try promote(strict) }
        #expect(error?.code == .signatureMismatch)
    }

    @Test("Rolling back goes to the version before, again and again, and then says that there is none")
    func rollback() throws {
        for number in 1...3 { _ = try promote(register(number)) }
        #expect(try registry.rollBack(production, of: genres, by: "tests", reason: "worse").version == 2)
        #expect(try registry.rollBack(production, of: genres, by: "tests", reason: "worse").version == 1)
        let error = #expect(throws: RegistryError.self) {
            try registry.rollBack(production, of: genres, by: "tests", reason: "worse")
        }
        #expect(error?.code == .nothingToRollBackTo)
        #expect(try registry.state().alias(production, of: genres).generation == 5)
    }

    @Test("Rolling back changes the version, also when the current one was promoted or set twice")
    func rollbackAfterRepetition() throws {
        let versions = try (1...3).map(register)
        for version in [versions[0], versions[1], versions[1]] { _ = try promote(version) }
        try registry.setAlias(production, to: 2, of: genres, expecting: 3, by: "tests", reason: "again")
        #expect(try registry.state().alias(production, of: genres).earlier == [1])
        #expect(try registry.rollBack(production, of: genres, by: "tests", reason: "worse").version == 1)
        // What was rolled back from is not gone back to.
        #expect(try promote(versions[2]).earlier == [1])
        let state = try registry.rollBack(production, of: genres, by: "tests", reason: "worse")
        #expect((state.version, state.earlier, state.generation) == (1, [], 7))
    }

    @Test("The state that a move returns is the state of the registry")
    func returnedState() throws {
        let promoted = try promote(register(1))
        #expect(try registry.state().alias(production, of: genres) == promoted)
        let other = ModelRegistry(ledger: registry.ledger, blobs: registry.blobs)
        #expect(try other.state().alias(production, of: genres) == promoted)
    }

    @Test("Setting an alias compares the generation and sets only if it is the expected one")
    func compareAndSet() throws {
        _ = try register(1)
        _ = try register(2)
        let state = try registry.setAlias(production, to: 1, of: genres, expecting: 0, by: "a", reason: "")
        #expect(state.generation == 1)
        let error = #expect(throws: RegistryError.self) {
            try registry.setAlias(production, to: 2, of: genres, expecting: 0, by: "b", reason: "")
        }
        #expect(error?.code == .conflict)
        #expect(try registry.state().alias(production, of: genres).version == 1)
    }

    @Test("Which version was production is known for every time and every entry")
    func asOf() throws {
        _ = try promote(register(1))
        _ = try promote(register(2))
        let times = try registry.ledger.entries().map(\.timestamp)
        #expect(try registry.state(asOf: times[0]).model(genres).aliases.isEmpty)
        #expect(try registry.state(asOf: times[1]).alias(production, of: genres).version == 1)
        #expect(try registry.state(asOf: times[2]).alias(production, of: genres).version == 1)
        #expect(try registry.state(asOf: times[3]).alias(production, of: genres).version == 2)
        #expect(try registry.state(asOf: Timestamp(microseconds: 0)).models.isEmpty)
        #expect(try registry.state(asOf: 4) == registry.state())
    }

    @Test("Unknown models, versions and aliases are errors that list what there is")
    func unknown() throws {
        _ = try register(1)
        let other = try RegistryFixture.name("other")
        #expect(#expect(throws: RegistryError.self) { try registry.state().model(other) }?.code == .unknownModel)
        for number in [-1, 0, 2, Int.max] {
            let error = #expect(throws: RegistryError.self) { try registry.bundle(version: number, of: genres) }
            #expect(error?.code == .unknownVersion)
        }
        let error = #expect(throws: RegistryError.self) { try registry.bundle(alias: production, of: genres) }
        #expect(error?.code == .unknownAlias)
    }

    @Test("Writers on several threads lose nothing: versions stay dense and every alias move counts")
    func concurrency() throws {
        _ = try register(0)
        let results = try parallelMap(count: 24, threads: 4) { index in
            try registry.register(RegistryFixture.bundle(index), as: genres, by: "writer").number
        }
        #expect(results.sorted() == Array(2...25))
        _ = try parallelMap(count: 12, threads: 4) { index in
            let version = try registry.state().version(index + 1, of: genres)
            return try registry.promote(
                version.number, of: genres, to: production, gate: RegistryFixture.gate(.pass, version), by: "writer",
                reason: "")
        }
        #expect(try registry.state().alias(production, of: genres).generation == 12)
        #expect(try registry.audit().isVerified)
    }

    @Test("Two registries over one store see each other's changes")
    func shared() throws {
        let second = ModelRegistry(ledger: registry.ledger, blobs: registry.blobs)
        _ = try register(1)
        #expect(try second.state().model(genres).versions.count == 1)
        try second.register(RegistryFixture.bundle(2), as: genres, by: "second")
        #expect(try register(3).number == 3)
    }
}
