import Foundation
import MLCore
import MLLedger
import TestPrograms
import Testing

@Suite("Killed and competing processes")
struct KillTests {
    private static let trial = StoreTrial(
        of: "LedgerWriter",
        leftovers: { try FileManager.default.contentsOfDirectory(atPath: "\($0)/ledger/temporary") },
        opening: { directory in
            (try FileLedger(directory: "\(directory)/ledger"), try FileBlobStore(directory: "\(directory)/blobs"))
        })

    @Test("After kill -9 at any moment the stores open with everything acknowledged, whole and chained")
    func kill() throws {
        var generator = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
        var count = 0
        for first in stride(from: 0, to: StoreTrial.cycles, by: 8) {
            let folder = try TemporaryFolder()
            let outcome = try Self.trial.killing(first..<first + 8, at: folder.newPath(), using: &generator)
            #expect(outcome.faults == [])
            count += outcome.acknowledgementCount
        }
        #expect(count >= StoreTrial.cycles / 2, "the writers were killed before they wrote")
    }

    @Test("Processes that append at once agree on one order, and lose nothing")
    func contention() throws {
        let folder = try TemporaryFolder()
        let outcome = try Self.trial.competing(at: folder.newPath())
        #expect(outcome.faults == [] && outcome.acknowledgementCount == 75)
    }
}
