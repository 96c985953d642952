import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Ledger contract")
struct LedgerContractTests {
    @Test("The memory ledger keeps the promises")
    func memory() {
        let report = LedgerChecks.run("memory") { MemoryLedger(clock: $0) }
        #expect(report.passed, "\(report)")
    }

    @Test("The file ledger keeps the promises")
    func files() throws {
        let folder = try TemporaryFolder()
        let report = LedgerChecks.run("files") { clock in
            try FileLedger(directory: folder.newPath(), clock: clock)
        } reopen: { _ in
            try FileLedger(directory: folder.lastPath)
        }
        #expect(report.passed, "\(report)")
    }
}
