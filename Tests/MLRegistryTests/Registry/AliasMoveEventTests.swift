import MLCore
import MLLedger
import MLRegistry
import Testing

@Suite("Alias moves as events")
struct AliasMoveEventTests {
    @Test("Each way to move an alias has a name, and overriding a gate is a warning with its reason")
    func names() throws {
        let registry = ModelRegistry(ledger: MemoryLedger(), blobs: MemoryBlobStore())
        let (genres, production) = (try ResourceName("genres"), try ResourceName("production"))
        let versions = try (1...2).map { try registry.register(RegistryFixture.bundle($0), as: genres, by: "tests") }
        try registry.promote(
            1, of: genres, to: production, gate: RegistryFixture.gate(.pass, versions[0]), by: "tests", reason: "first")
        try registry.promote(
            2, of: genres, to: production, gate: RegistryFixture.gate(.fail, versions[1]),
            override: "the old one leaks",
            by: "tests", reason: "second")
        try registry.rollBack(production, of: genres, by: "tests", reason: "worse")
        try registry.setAlias(production, to: 2, of: genres, expecting: 3, by: "tests", reason: "again")
        let events = try registry.moves(of: genres).map { $0.move.event(of: genres) }
        #expect(
            events.map(\.name) == [
                "registry.promoted", "registry.gate-overridden", "registry.rolled-back", "registry.alias-set",
            ])
        #expect(events.map(\.kind) == [.notice, .warning, .notice, .notice])
        #expect(events.map(\.message) == ["first", "the old one leaks", "worse", "again"])
        #expect(
            events[1].fields == [
                "model": .string("genres"), "alias": .string("production"), "version": .int64(2), "from": .int64(1),
                "generation": .int64(2), "verdict": .string("fail"),
            ])
        #expect(events[0].fields["from"] == nil)
    }
}
