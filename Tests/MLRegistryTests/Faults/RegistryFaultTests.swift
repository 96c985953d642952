import MLCore
import MLLedger
import MLRegistry
import MLTestKit
import Testing

@Suite("Faults of the volume of a registry")
struct RegistryFaultTests {
    @Test(
        "Whatever call fails while registering, promoting and rolling back, the registry opens with what was acknowledged",
        arguments: [
            FileFault.Effect.refuse(.noSpace), .refuse(.deviceFailure), .refuse(.readOnlyVolume),
            .refuse(.tooManyOpenFiles), .performThenRefuse(.deviceFailure), .torn(100),
        ], [false, true])
    func sweep(effect: FileFault.Effect, isPersistent: Bool) throws {
        try sweep { FileFault(effect, call: $0, isPersistent: isPersistent) }
    }

    @Test("A failed synchronisation is a typed error, and the registry opens again", arguments: [false, true])
    func synchronisation(isPersistent: Bool) throws {
        try sweep {
            FileFault(
                .refuse(.deviceFailure), call: $0, isPersistent: isPersistent, operations: [.synchronize])
        }
    }

    private func sweep(_ fault: (Int) -> FileFault) throws {
        let scenario = try RegistryScenario()
        var call = 0
        var failures = 0
        var wasReached = true
        while wasReached {
            call += 1
            // The volume of the scenario stays as it is: every run begins with a copy.
            let files = scenario.files.after(.keepsEverything)
            let fault = fault(call)
            let faulty = FaultInjectingFileLayer(files, fault: fault)
            let (versions, production, error) = RegistryScenario.run(faulty)
            if let error {
                failures += 1
                let code = (error as? LedgerError)?.code
                #expect([.storage, .poisoned].contains(code), "\(fault): \(error)")
            }
            #expect(files.openHandleCount == 0, "\(fault): handles stay open")
            for (name, found) in [("a kill", files), ("a power loss", files.after(.dropsUnsynchronised))] {
                let problem = scenario.problem(on: found, versions: versions, production: production)
                #expect(problem == nil, "\(fault), after \(name): \(problem ?? "")")
            }
            wasReached = faulty.hasHappened
        }
        #expect(failures > 2)
    }

    @Test("A full disk is an error that says so, reading goes on, and registering goes on when there is space")
    func fullDisk() throws {
        let files = try RegistryScenario().files
        let full = FaultInjectingFileLayer(
            files, fault: FileFault(.refuse(.noSpace), call: 1, operations: [.write]))
        let registry = try RegistryScenario.open(full)
        let error = try #require(throws: LedgerError.self) { try RegistryScenario.register(3, registry) }
        #expect(error.code == .storage)
        #expect(error.description.contains("ENOSPC") && error.description.contains("Free space"))
        let name = try RegistryFixture.name("genres")
        #expect(try registry.state().model(name).versions.count == 2)
        #expect(try registry.bundle(version: 2, of: name) == RegistryFixture.bundle(2))
        #expect(try RegistryScenario.register(3, registry).number == 3)
        #expect(try registry.audit().isVerified)
    }

    @Test("A registry that is opened again has the same state, history and bundles")
    func reopening() throws {
        let scenario = try RegistryScenario()
        let (versions, production, error) = RegistryScenario.run(scenario.files)
        #expect(error == nil)
        #expect((versions, production) == (3, 1))
        let first = try RegistryScenario.open(scenario.files)
        let second = try RegistryScenario.open(scenario.files.after(.dropsUnsynchronised))
        let name = try RegistryFixture.name("genres")
        #expect(try second.state() == first.state())
        #expect(try second.moves(of: name).map(\.move) == first.moves(of: name).map(\.move))
        #expect(try second.moves(of: name).map(\.move.action) == [.promotion, .promotion, .rollback])
        #expect(try second.state(asOf: 3).alias(RegistryFixture.name("production"), of: name).version == 1)
        #expect(try second.bundle(version: 3, of: name) == RegistryFixture.bundle(3))
        #expect(try second.audit(expecting: first.ledger.head()).isVerified)
    }
}
