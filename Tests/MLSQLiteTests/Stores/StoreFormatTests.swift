#if SQLiteStore
import Foundation
import MLCore
import MLLedger
import MLSQLite
import MLTestKit
import Testing

@Suite("Format of SQLite stores")
struct StoreFormatTests {
    @Test("The file has the marks of the format and one row per append")
    func layout() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        let first = try ledger.append([SQLStatements.draft(1), SQLStatements.draft(2)], expecting: nil)
        try ledger.append(SQLStatements.draft(3), expecting: first.last?.head)
        #expect(try SQLStatements.integers(path, "PRAGMA application_id") == [0x6D6C_6F70])
        #expect(try SQLStatements.integers(path, "PRAGMA user_version") == [1])
        #expect(try SQLStatements.integers(path, "SELECT first FROM mlops_appends ORDER BY first") == [1, 3])
        let size = first.reduce(0) { $0 + $1.encoded.count }
        #expect(
            try SQLStatements.integers(path, "SELECT length(entries) FROM mlops_appends LIMIT 1") == [Int64(size)])
    }

    @Test("A store of another version, the database of another program, and changed tables are refused unchanged")
    func refusals() throws {
        let changes: [(String, LedgerError.Code)] = [
            ("PRAGMA user_version = 2", .unsupportedVersion), ("PRAGMA user_version = 0", .corrupt),
            ("PRAGMA application_id = 7", .invalidArgument), ("PRAGMA application_id = 0", .invalidArgument),
            ("DROP TABLE mlops_blobs", .corrupt), ("ALTER TABLE mlops_appends ADD COLUMN more", .corrupt),
            ("CREATE TRIGGER t BEFORE INSERT ON mlops_appends BEGIN SELECT RAISE(IGNORE); END", .corrupt),
            ("CREATE INDEX i ON mlops_appends (entries)", .corrupt),
            ("DROP TABLE mlops_appends; CREATE VIEW mlops_appends AS SELECT 1 AS first, x'' AS entries", .corrupt),
        ]
        for (change, code) in changes {
            let folder = try TemporaryFolder()
            let path = folder.newPath()
            try SQLiteLedger(database: SQLiteDatabase(path: path)).append(SQLStatements.draft(1), expecting: nil)
            try SQLStatements.run(path, change)
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let error = try #require(throws: LedgerError.self) {
                try SQLiteLedger(database: SQLiteDatabase(path: path))
            }
            #expect(error.code == code, "\(change): \(error)")
            #expect(throws: LedgerError.self) { try SQLiteBlobStore(database: SQLiteDatabase(path: path)) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before, "\(change)")
        }
    }

    @Test("A store that is opened for reading reads, and refuses to write with a typed error")
    func readOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let database = try SQLiteDatabase(path: path)
        let head = try SQLiteLedger(database: database).append(SQLStatements.draft(1), expecting: nil).head
        let digest = try SQLiteBlobStore(database: database).put([1])
        let reading = try SQLiteDatabase(path: path, configuration: .init(access: .readOnly))
        let ledger = try SQLiteLedger(database: reading)
        let blobs = try SQLiteBlobStore(database: reading)
        #expect(try ledger.verify(expecting: head, blobs: blobs).isIntact)
        #expect(try blobs.get(digest) == [1])
        for error in [
            try #require(throws: LedgerError.self) { try ledger.append(SQLStatements.draft(2), expecting: head) },
            try #require(throws: LedgerError.self) { try blobs.put([2]) },
        ] {
            #expect(error.code == .storage, "\(error)")
            #expect((error.details.cause as? SQLiteError)?.code == .readOnly)
            #expect((error.details.cause as? SQLiteError)?.isRetryable == false)
        }
        let empty = try #require(throws: SQLiteError.self) {
            try SQLiteDatabase(path: folder.newPath(), configuration: .init(access: .readOnly))
        }
        #expect(empty.code == .notFound)
        let blank = folder.newPath()
        _ = try SQLiteDatabase(path: blank)
        let other = try SQLiteDatabase(path: blank, configuration: .init(access: .readOnly))
        let error = try #require(throws: LedgerError.self) { try SQLiteLedger(database: other) }
        #expect(error.code == .invalidArgument && error.details.problem.contains("holds no store"), "\(error)")
    }

    @Test("A ledger of large appends is read page by page, from any number")
    func pages() throws {
        let ledger = try SQLiteLedger(database: .inMemory())
        var head: LedgerHead?
        for number in 0..<12 {
            let drafts = try (0...number % 3).map { try SQLStatements.draft(number * 3 + $0, size: 300_000) }
            head = try ledger.append(drafts, expecting: head).last?.head
        }
        let entries = try ledger.entries()
        #expect(entries.count == 24)
        #expect(try ledger.page(from: 1, through: .max).count < 24)
        for first in 1...25 {
            #expect(try ledger.entries(from: UInt64(first)) == Array(entries.dropFirst(first - 1)))
        }
        #expect(try ledger.entries(from: 5, through: 7).map(\.sequence) == [5, 6, 7])
        #expect(try ledger.page(from: 99, through: .max).isEmpty)
        #expect(try ledger.page(from: .max, through: .max).isEmpty)
        #expect(try ledger.verify(expecting: head).isIntact)
    }

    @Test("Blobs larger than the memory of a put are spooled, and come back unchanged")
    func largeBlobs() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let store = try SQLiteBlobStore(database: SQLiteDatabase(path: path))
        for count in [0, 1, 1 << 20, (1 << 20) + 1, (10 << 20) + 12345] {
            let content = [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
                for index in 0..<count { bytes[index] = UInt8(truncatingIfNeeded: index &* 131 &+ index >> 12) }
                written = count
            }
            var rest = content[...]
            let digest = try store.put(pieces: {
                if rest.isEmpty { return nil }
                defer { rest = rest.dropFirst(700_001) }
                return Array(rest.prefix(700_001))
            })
            #expect(digest == SHA256.digest(of: content))
            #expect(try store.get(digest) == content, "\(count) bytes")
            #expect(try store.put(content) == digest)
            // Also piece by piece it is found, and replaced when it is damaged.
            for damage in ["", "UPDATE mlops_blob_pieces SET bytes = zeroblob(length(bytes)) WHERE number = 0"] {
                if !damage.isEmpty { try SQLStatements.run(path, damage) }
                var pieces = [content][...]
                #expect(try store.put(pieces: { pieces.popFirst() }) == digest)
                #expect(try store.get(digest) == content, "\(count) bytes")
            }
        }
        #expect(try store.list().count == 5)
        struct Stopped: Error {}
        var calls = 0
        #expect(throws: Stopped.self) {
            _ = try store.put(pieces: {
                calls += 1
                if calls > 12 { throw Stopped() }
                return [UInt8](repeating: UInt8(calls), count: 1 << 20)
            })
        }
        #expect(try store.list().count == 5)
        // The source of the pieces may use the store.
        var asked = false
        let nested = try store.put(pieces: {
            defer { asked = true }
            return asked ? nil : Array("\(try store.list().count)".utf8)
        })
        #expect(try store.get(nested) == Array("5".utf8))
    }
}
#endif
