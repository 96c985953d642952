#if SQLiteStore
import Dispatch
import Foundation
import GRDB
import MLCore
import MLLedger
import Synchronization
import Testing

@testable import MLSQLite

@Suite("Refusals under SQLite stores")
struct StoreFaultTests {
    @Test("A full database is a retryable error, changes nothing, and is over when there is room again")
    func full() throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.newPath())
        let ledger = try SQLiteLedger(database: database)
        let blobs = try SQLiteBlobStore(database: database)
        let head = try ledger.append(SQLStatements.draft(1), expecting: nil).head
        func limit(_ pages: Int) throws {
            try database.access { _ = try $0.integer("PRAGMA max_page_count = \(pages)", at: "test") }
        }
        try limit(1)
        let content = [UInt8](repeating: 7, count: 3 << 20)
        for error in [
            try #require(throws: LedgerError.self) {
                try ledger.append(SQLStatements.draft(2, size: 500_000), expecting: head)
            }, try #require(throws: LedgerError.self) { try blobs.put(content) },
        ] {
            #expect(error.code == .storage, "\(error)")
            #expect((error.details.cause as? SQLiteError)?.code == .full)
            #expect((error.details.cause as? SQLiteError)?.isRetryable == true)
        }
        #expect(try ledger.head() == head)
        #expect(try blobs.list().isEmpty)
        try limit(100_000)
        try ledger.append(SQLStatements.draft(2, size: 500_000), expecting: head)
        #expect(try blobs.get(blobs.put(content)) == content)
        #expect(try ledger.verify(blobs: blobs).isIntact)
    }

    @Test("A database that another program holds is busy after the timeout, and usable afterwards")
    func busy() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let database = try SQLiteDatabase(path: path, configuration: .init(busyTimeout: .milliseconds(50)))
        let ledger = try SQLiteLedger(database: database)
        let head = try ledger.append(SQLStatements.draft(1), expecting: nil).head
        try DatabaseQueue(path: path).inDatabase { other in
            try other.execute(sql: "BEGIN EXCLUSIVE")
            for body in [
                { _ = try ledger.append(SQLStatements.draft(2), expecting: head) },
                { _ = try ledger.entry(at: 1) }, { _ = try ledger.verify() },
            ] as [() throws -> Void] {
                let error = try #require(throws: LedgerError.self) { try body() }
                #expect(error.code == .storage, "\(error)")
                #expect((error.details.cause as? SQLiteError)?.code == .busy)
                #expect((error.details.cause as? SQLiteError)?.isRetryable == true)
            }
            try other.execute(sql: "ROLLBACK")
        }
        #expect(try ledger.append(SQLStatements.draft(2), expecting: head).sequence == 2)
    }

    @Test("A database whose directory is gone or lost its permissions is a typed error, and nothing is acknowledged")
    func lostDirectory() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let directory = (path as NSString).deletingLastPathComponent
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        let head = try ledger.append(SQLStatements.draft(1), expecting: nil).head
        if geteuid() != 0 {
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: directory)
            let error = try #require(throws: LedgerError.self) {
                try ledger.append(SQLStatements.draft(2), expecting: head)
            }
            #expect(error.code == .storage, "\(error)")
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory)
            #expect(try ledger.head() == head)
        }
        try FileManager.default.removeItem(atPath: directory)
        let error = try #require(throws: LedgerError.self) {
            try ledger.append(SQLStatements.draft(2), expecting: head)
        }
        #expect(error.code == .storage, "\(error)")
    }

    @Test("A clock that uses the ledger it dates is a typed error, not a deadlock")
    func reentrantClock() throws {
        final class CuriousClock: WallClock {
            let ledger = Mutex<SQLiteLedger?>(nil)
            let refusal = Mutex<LedgerError?>(nil)
            func now() -> Timestamp {
                do throws(LedgerError) {
                    _ = try ledger.withLock { $0 }?.head()
                } catch {
                    refusal.withLock { $0 = error }
                }
                return Timestamp(microseconds: 1)
            }
        }
        let clock = CuriousClock()
        let ledger = try SQLiteLedger(database: .inMemory(), clock: clock)
        clock.ledger.withLock { $0 = ledger }
        #expect(try ledger.append(SQLStatements.draft(1), expecting: nil).sequence == 1)
        #expect((clock.refusal.withLock { $0 }?.details.cause as? SQLiteError)?.code == .misuse)
        clock.ledger.withLock { $0 = nil }
    }

    @Test("Several connections that append at once agree on one order, and lose nothing")
    func connections() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        _ = try SQLiteLedger(database: SQLiteDatabase(path: path))
        let problems = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { writer in
            do {
                let database = try SQLiteDatabase(path: path, configuration: .init(busyTimeout: .seconds(60)))
                let ledger = try SQLiteLedger(database: database)
                for number in 0..<20 {
                    try ledger.append(attempts: 100_000) { _ in [try SQLStatements.draft(writer * 100 + number)] }
                }
            } catch {
                problems.withLock { $0.append("\(error)") }
            }
        }
        #expect(problems.withLock { $0 } == [])
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        #expect(try ledger.verify().checkedEntries == 120)
        #expect(try Set(ledger.entries().map(\.subject)).count == 120)
    }
}
#endif
