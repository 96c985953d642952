import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Faults of the volume")
struct FaultSweepTests {
    /// The states in which a volume may be found after a run: as a killed process leaves it, and after a power loss.
    static func volumes(after files: MemoryFileLayer, seed: UInt64) -> [(String, MemoryFileLayer)] {
        [
            ("after a kill", files), ("after dropping", files.after(.dropsUnsynchronised)),
            ("after keeping", files.after(.keepsEverything)),
            ("after power loss \(seed)", files.after(.random(seed: seed))),
        ]
    }

    @Test(
        "Whatever call fails, and however, everything acknowledged is there and nothing else is",
        arguments: FileFault.allEffects, [false, true])
    func sweep(effect: FileFault.Effect, isPersistent: Bool) throws {
        var call = 0
        var wasReached = true
        while wasReached {
            call += 1
            var scenario = try StoreScenario()
            let fault = FileFault(effect, call: call, isPersistent: isPersistent)
            let faulty = FaultInjectingFileLayer(scenario.files, fault: fault)
            do {
                let (ledger, blobs) = try StoreScenario.open(faulty)
                try scenario.register(2, ledger, blobs)
            } catch let error as LedgerError {
                #expect([.storage, .poisoned, .unsafeFile].contains(error.code), "\(fault): \(error)")
            }
            #expect(scenario.files.openHandleCount == 0, "\(fault): handles stay open")
            for (name, files) in Self.volumes(after: scenario.files, seed: UInt64(call)) {
                let problem = scenario.problem(on: files)
                #expect(problem == nil, "\(fault), \(name): \(problem ?? "")")
            }
            wasReached = faulty.hasHappened
        }
        #expect(call > 2, "the fault was reached only \(call - 1) times")
    }

    @Test("Creating a store survives a fault at every call", arguments: FileFault.allEffects)
    func creation(effect: FileFault.Effect) throws {
        var call = 0
        var wasReached = true
        while wasReached {
            call += 1
            let files = MemoryFileLayer()
            let faulty = FaultInjectingFileLayer(files, fault: FileFault(effect, call: call, isPersistent: true))
            _ = try? StoreScenario.open(faulty)
            for (name, files) in Self.volumes(after: files, seed: UInt64(call)) {
                do {
                    let (ledger, blobs) = try StoreScenario.open(files)
                    let head = try ledger.head()
                    let listed = try blobs.list()
                    #expect(head == nil && listed.isEmpty)
                } catch {
                    Issue.record("\(effect) from call \(call) on, \(name): \(error)")
                }
            }
            wasReached = faulty.hasHappened
        }
    }

    @Test("Recovering from one fault survives a second fault at every call", arguments: [FileFault.Effect.torn(100)])
    func compound(effect: FileFault.Effect) throws {
        for first in [1, 4] {
            var second = 0
            var wasReached = true
            while wasReached {
                second += 1
                var scenario = try StoreScenario()
                let once = FaultInjectingFileLayer(scenario.files, fault: FileFault(effect, call: first))
                let (ledger, blobs) = try StoreScenario.open(once)
                #expect(throws: LedgerError.self) {
                    for number in 2..<9 { try scenario.register(number, ledger, blobs) }
                }
                let again = FaultInjectingFileLayer(
                    scenario.files, fault: FileFault(.refuse(.deviceFailure), call: second, isPersistent: true))
                if let (ledger, blobs) = try? StoreScenario.open(again) {
                    try? scenario.register(9, ledger, blobs)
                }
                for (name, files) in Self.volumes(after: scenario.files, seed: UInt64(second)) {
                    let problem = scenario.problem(on: files)
                    #expect(problem == nil, "faults \(first) and \(second), \(name): \(problem ?? "")")
                }
                wasReached = again.hasHappened
            }
        }
    }

    @Test("A failed synchronisation is final: the store refuses to write, goes on reading, and works when opened again")
    func poisoned() throws {
        for call in 1...3 {
            var scenario = try StoreScenario()
            let fault = FileFault(.refuse(.deviceFailure), call: call, operations: [.synchronize])
            let layer = FaultInjectingFileLayer(scenario.files, fault: fault)
            let (ledger, _) = try StoreScenario.open(layer)
            let blobs = try StoreScenario.open(scenario.files).blobs
            let first = try #require(throws: LedgerError.self) { try scenario.register(2, ledger, blobs) }
            #expect(first.code == .storage)
            #expect(layer.callCount == call)
            for number in 3..<6 {
                let later = try #require(throws: LedgerError.self) { try scenario.register(number, ledger, blobs) }
                #expect(later.code == .poisoned)
                #expect(layer.callCount == call, "nothing is synchronised again")
            }
            #expect(try ledger.entries().starts(with: scenario.acknowledged))
            #expect(scenario.problem(on: scenario.files.after(.dropsUnsynchronised)) == nil)
        }
        for call in 1...4 {
            let scenario = try StoreScenario()
            let fault = FileFault(.refuse(.deviceFailure), call: call, operations: [.synchronize])
            let layer = FaultInjectingFileLayer(scenario.files, fault: fault)
            let (_, blobs) = try StoreScenario.open(layer)
            #expect(throws: LedgerError.self) { try blobs.put([1, 2, 3]) }
            let later = try #require(throws: LedgerError.self) { try blobs.put([1, 2, 3]) }
            #expect(later.code == .poisoned)
            #expect(layer.callCount == call)
            #expect(try blobs.get(scenario.acknowledgedBlobs[0]).count == 700)
            #expect(scenario.problem(on: scenario.files) == nil)
        }
    }

    @Test("A refused append says what to do, and the ledger goes on when there is space again")
    func recovers() throws {
        var scenario = try StoreScenario()
        let full = FaultInjectingFileLayer(
            scenario.files, fault: FileFault(.refuse(.noSpace), call: 1, operations: [.write]))
        let (ledger, blobs) = try StoreScenario.open(full)
        let error = try #require(throws: LedgerError.self) { try scenario.register(2, ledger, blobs) }
        #expect(error.code == .storage)
        #expect(error.description.contains("ENOSPC"))
        #expect(error.description.contains("Free space"))
        try scenario.register(2, ledger, blobs)
        #expect(scenario.problem(on: scenario.files) == nil)
    }
}
