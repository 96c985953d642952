#if SQLiteStore
import Foundation
import MLCore
import MLLedger
import MLSQLite
import MLTestKit
import Testing

@Suite("Damage of SQLite stores")
struct StoreDamageTests {
    /// A file with three appends, the second of two entries, and one blob.
    static func store(_ folder: TemporaryFolder) throws -> (path: String, head: LedgerHead, blob: Digest) {
        let path = folder.newPath()
        let database = try SQLiteDatabase(path: path)
        let ledger = try SQLiteLedger(database: database, clock: FixedClock(microseconds: 5))
        let blob = try SQLiteBlobStore(database: database).put(Array("a blob of some bytes".utf8))
        let first = try ledger.append(SQLStatements.draft(1, blobs: [blob]), expecting: nil)
        let second = try ledger.append([SQLStatements.draft(2), SQLStatements.draft(3)], expecting: first.head)
        return (path, try ledger.append(SQLStatements.draft(4), expecting: second.last?.head).head, blob)
    }

    static func firstBreak(_ path: String, expecting head: LedgerHead? = nil) throws -> UInt64? {
        let database = try SQLiteDatabase(path: path)
        return try SQLiteLedger(database: database)
            .verify(expecting: head, blobs: SQLiteBlobStore(database: database)).firstBreak?.sequence
    }

    @Test("What another program changes in the rows is found, and names the entry")
    func tampering() throws {
        let changes: [(String, UInt64)] = [
            (
                "UPDATE mlops_appends SET entries = CAST(replace(CAST(entries AS TEXT), 'thing-2', 'thing-9') AS BLOB)",
                2
            ),
            ("UPDATE mlops_appends SET entries = CAST(entries AS TEXT) WHERE first = 2", 2),
            ("UPDATE mlops_appends SET entries = x'' WHERE first = 1", 1),
            ("UPDATE mlops_appends SET entries = zeroblob(30000000) WHERE first = 2", 2),
            ("UPDATE mlops_appends SET entries = entries || x'0a' WHERE first = 4", 4),
            ("UPDATE mlops_appends SET entries = substr(entries, 1, length(entries) / 2) WHERE first = 2", 2),
            ("DELETE FROM mlops_appends WHERE first = 1", 1), ("DELETE FROM mlops_appends WHERE first = 2", 2),
            ("UPDATE mlops_appends SET first = 5 WHERE first = 4", 4),
            ("UPDATE mlops_appends SET first = -1 WHERE first = 1", 1),
            ("UPDATE mlops_blob_pieces SET bytes = x'00'", 1), ("DELETE FROM mlops_blob_pieces", 1),
            ("UPDATE mlops_blobs SET size = 3", 1), ("UPDATE mlops_blobs SET size = -3", 1),
            ("UPDATE mlops_blobs SET size = 'many'", 1), ("DELETE FROM mlops_blobs", 1),
            ("UPDATE mlops_blob_pieces SET bytes = 'a blob of some bytes'", 1),
            ("INSERT INTO mlops_blob_pieces VALUES (1, 1, x'00')", 1),
        ]
        for (change, sequence) in changes {
            let folder = try TemporaryFolder()
            let (path, head, _) = try Self.store(folder)
            #expect(try Self.firstBreak(path, expecting: head) == nil)
            try SQLStatements.run(path, change)
            #expect(try Self.firstBreak(path, expecting: head) == sequence, "\(change)")
        }
    }

    @Test("A row between the appends is no entry, and hides none")
    func stranger() throws {
        let folder = try TemporaryFolder()
        let (path, head, _) = try Self.store(folder)
        try SQLStatements.run(
            path, "INSERT INTO mlops_appends SELECT 3, entries FROM mlops_appends WHERE first = 4")
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        #expect(try ledger.verify(expecting: head).checkedEntries == 4)
        #expect(try ledger.append(SQLStatements.draft(5), expecting: head).sequence == 5)
    }

    @Test("A cut tail and an exchanged history are found against a kept head")
    func tail() throws {
        let folder = try TemporaryFolder()
        let (path, head, _) = try Self.store(folder)
        try SQLStatements.run(path, "DELETE FROM mlops_appends WHERE first = 4")
        #expect(try Self.firstBreak(path) == nil)
        #expect(try Self.firstBreak(path, expecting: head) == 4)
        let other = try SQLiteLedger(database: .inMemory(), clock: FixedClock(microseconds: 6))
        for number in 1...4 { try other.append(SQLStatements.draft(number), expecting: other.head()) }
        #expect(try other.verify(expecting: head).firstBreak?.sequence == 4)
    }

    @Test("An entry that is removed or replaced while the ledger is open stops the next append")
    func removedWhileOpen() throws {
        for change in [
            "DELETE FROM mlops_appends WHERE first = 4", "DELETE FROM mlops_appends",
            "UPDATE mlops_appends SET entries = (SELECT entries FROM mlops_appends WHERE first = 1) WHERE first = 4",
        ] {
            let folder = try TemporaryFolder()
            let (path, head, _) = try Self.store(folder)
            let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
            #expect(try ledger.head() == head)
            try SQLStatements.run(path, change)
            let error = try #require(throws: LedgerError.self) {
                try ledger.append(SQLStatements.draft(5), expecting: head)
            }
            #expect(error.code == .corrupt, "\(change): \(error)")
        }
    }

    @Test("A damaged blob is never returned, and healed when its content is put again")
    func healing() throws {
        for change in [
            "UPDATE mlops_blob_pieces SET bytes = x'00'", "DELETE FROM mlops_blob_pieces",
            "UPDATE mlops_blobs SET size = 3", "UPDATE mlops_blobs SET size = 4611686018427387904",
        ] {
            let folder = try TemporaryFolder()
            let (path, head, blob) = try Self.store(folder)
            try SQLStatements.run(path, change)
            let store = try SQLiteBlobStore(database: SQLiteDatabase(path: path))
            #expect(throws: LedgerError.self, "\(change)") { try store.get(blob) }
            #expect(throws: LedgerError.self, "\(change)") { try store.get(blob, limit: .max) }
            #expect(try store.put(Array("a blob of some bytes".utf8)) == blob)
            #expect(try store.get(blob) == Array("a blob of some bytes".utf8))
            #expect(try Self.firstBreak(path, expecting: head) == nil)
            #expect(try SQLStatements.integers(path, "SELECT count(*) FROM mlops_blob_pieces") == [1])
        }
    }

    @Test("Files with changed bits, cut files and random bytes are typed errors or read as before, never a trap")
    func damagedFiles() throws {
        let folder = try TemporaryFolder()
        let (path, head, blob) = try Self.store(folder)
        let original = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let copy = "\(folder.path)/copy.sqlite"
        var generator = SeededGenerator(seed: 7)
        var damages: [[UInt8]] = [Array(original.reversed()), Array(original.dropFirst())]
        for count in stride(from: 1, to: original.count, by: 2999) { damages.append(Array(original.prefix(count))) }
        for byte in 0..<100 where byte % 2 == 0 || byte < 32 {
            damages.append(original)
            damages[damages.count - 1][byte] ^= 1 << UInt8(generator.next() % 8)
        }
        for _ in 0..<200 {
            var bytes = original
            for _ in 0...(generator.next() % 4) {
                let index = Int(generator.next() % UInt64(bytes.count))
                bytes[index] = UInt8(truncatingIfNeeded: generator.next())
            }
            damages.append(bytes)
        }
        for _ in 0..<20 { damages.append((0..<8192).map { _ in UInt8(truncatingIfNeeded: generator.next()) }) }
        var refusals = 0
        for (number, bytes) in damages.enumerated() {
            try? FileManager.default.removeItem(atPath: "\(copy)-journal")
            try Data(bytes).write(to: URL(fileURLWithPath: copy))
            do {
                let database = try SQLiteDatabase(path: copy)
                let blobs = try SQLiteBlobStore(database: database)
                let result = try SQLiteLedger(database: database).verify(expecting: head, blobs: blobs)
                if !result.isIntact { refusals += 1 }
                if result.isIntact { #expect(try blobs.get(blob) == Array("a blob of some bytes".utf8), "\(number)") }
                let before = try SQLiteLedger(database: database).head()
                let after = try SQLiteLedger(database: database).append(SQLStatements.draft(9), expecting: before)
                #expect(after.sequence == (before?.sequence ?? 0) + 1)
            } catch let error as LedgerError {
                refusals += 1
                #expect([.corrupt, .storage, .invalidArgument, .unsupportedVersion].contains(error.code), "\(error)")
            } catch let error as SQLiteError {
                refusals += 1
                #expect([.corrupt, .storage].contains(error.code), "\(number): \(error)")
            }
        }
        #expect(refusals > 60)
    }

    @Test("An empty file becomes a store, and a store that was emptied is not taken for a new one by a kept head")
    func emptyFile() throws {
        let folder = try TemporaryFolder()
        let (path, head, _) = try Self.store(folder)
        try Data().write(to: URL(fileURLWithPath: path))
        let ledger = try SQLiteLedger(database: SQLiteDatabase(path: path))
        #expect(try ledger.head() == nil)
        #expect(try !ledger.verify(expecting: head).isIntact)
    }
}
#endif
