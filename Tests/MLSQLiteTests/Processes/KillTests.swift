#if SQLiteStore
import Foundation
import MLCore
import MLLedger
import MLSQLite
import Testing

@Suite("Killed and competing processes on SQLite")
struct KillTests {
    /// The number of times a writer is killed; more than the default for longer runs.
    static let cycles = ProcessInfo.processInfo.environment["MLOPS_KILL_CYCLES"].flatMap(Int.init) ?? 120

    @Test("After kill -9 at any moment the stores open with everything acknowledged, whole and chained")
    func kill() throws {
        var generator = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
        var acknowledgementCount = 0
        var cycle = 0
        while cycle < Self.cycles {
            // A new store for every few cycles, because each verification reads all of it.
            let folder = try TemporaryFolder()
            let path = folder.newPath()
            var acknowledged: [WriterProcess.Acknowledgement] = []
            for _ in 0..<8 {
                let writer = try WriterProcess(file: path, name: "cycle-\(cycle)")
                // Most are killed while they append, some while they start and open the stores.
                if cycle % 4 != 0 { writer.waitForOutput(milliseconds: 10_000) }
                usleep(UInt32(generator.next() % 25_000))
                writer.kill()
                acknowledged += try writer.finish().acknowledgements
                try verify(path, acknowledged, cycle: cycle)
                cycle += 1
            }
            acknowledgementCount += acknowledged.count
        }
        #expect(acknowledgementCount >= Self.cycles / 2, "the writers were killed before they wrote")
    }

    private func verify(_ path: String, _ acknowledged: [WriterProcess.Acknowledgement], cycle: Int) throws {
        let database = try SQLiteDatabase(path: path, configuration: .init(checksContent: true))
        let ledger = try SQLiteLedger(database: database)
        let blobs = try SQLiteBlobStore(database: database)
        let verification = try ledger.verify(expecting: acknowledged.last?.head, blobs: blobs)
        #expect(verification.isIntact, "cycle \(cycle): \(verification)")
        let entries = try ledger.entries()
        #expect(entries.count >= acknowledged.count, "cycle \(cycle): acknowledged entries are gone")
        for acknowledgement in acknowledged {
            let index = Int(acknowledgement.head.sequence) - 1
            guard entries.indices.contains(index) else {
                Issue.record("cycle \(cycle): entry \(acknowledgement.head) is gone")
                continue
            }
            #expect(entries[index].head == acknowledgement.head && entries[index].blobs == [acknowledgement.blob])
        }
    }

    @Test("Processes that append at once agree on one order, and lose nothing")
    func contention() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let writers = try ["one", "two", "three"].map { name in
            try WriterProcess(file: path, name: name, count: 25)
        }
        var acknowledged: [WriterProcess.Acknowledgement] = []
        for writer in writers {
            let (acknowledgements, isSuccess) = try writer.finish()
            #expect(isSuccess)
            #expect(acknowledgements.count == 25)
            #expect(
                zip(acknowledgements, acknowledgements.dropFirst()).allSatisfy { $0.head.sequence < $1.head.sequence })
            acknowledged += acknowledgements
        }
        acknowledged.sort { $0.head.sequence < $1.head.sequence }
        #expect(acknowledged.map(\.head.sequence) == Array(1...75))
        try verify(path, acknowledged, cycle: 0)
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        for entry in try ledger.entries() {
            // Each was decided on the entry before it: no decision was made on an older head.
            #expect(try entry.payload(as: UInt64.self) == entry.sequence - 1)
        }
    }
}
#endif
