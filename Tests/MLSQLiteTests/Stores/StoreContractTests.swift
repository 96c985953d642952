#if SQLiteStore
import MLSQLite
import MLTestKit
import Testing

@Suite("SQLite store contracts")
struct StoreContractTests {
    @Test("The ledger of a file keeps the promises, for values of one file too")
    func ledger() throws {
        let folder = try TemporaryFolder()
        let report = LedgerChecks.run("SQLite file") { clock in
            try SQLiteLedger(database: SQLiteDatabase(path: folder.newPath()), clock: clock)
        } reopen: { _ in
            try SQLiteLedger(database: SQLiteDatabase(path: folder.lastPath))
        }
        #expect(report.passed, "\(report)")
    }

    @Test("The ledger of a database in memory keeps the promises")
    func memoryLedger() {
        let report = LedgerChecks.run("SQLite memory") { clock in
            try SQLiteLedger(database: .inMemory(), clock: clock)
        }
        #expect(report.passed, "\(report)")
    }

    @Test("The blob store of a file keeps the promises, for values of one file too")
    func blobs() throws {
        let folder = try TemporaryFolder()
        let report = BlobStoreChecks.run("SQLite file") {
            try SQLiteBlobStore(database: SQLiteDatabase(path: folder.newPath()))
        } reopen: { _ in
            try SQLiteBlobStore(database: SQLiteDatabase(path: folder.lastPath))
        }
        #expect(report.passed, "\(report)")
    }

    @Test("The blob store of a database in memory keeps the promises")
    func memoryBlobs() {
        let report = BlobStoreChecks.run("SQLite memory") { try SQLiteBlobStore(database: .inMemory()) }
        #expect(report.passed, "\(report)")
    }
}
#endif
