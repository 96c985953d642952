#if SQLiteStore
import Foundation
import GRDB
import MLCore
import MLData
import MLLedger
import MLTestKit
import Testing

@testable import MLSQLite

@Suite("Opening SQLite databases")
struct SQLiteDatabaseTests {
    @Test("Files are private, and the journal is the one that is safe with the library")
    func opening() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let database = try SQLiteDatabase(path: path)
        _ = try SQLiteLedger(database: database)
        let manager = FileManager.default
        func mode(_ path: String) throws -> Int? {
            try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o600)
        #expect(try mode((path as NSString).deletingLastPathComponent) == 0o700)
        #expect(database.version == SQLiteDatabase.libraryVersion)
        #expect(database.journalMode == (database.version.hasSafeWriteAheadLog ? .writeAheadLog : .rollback))
        try database.write { connection in
            try connection.run("INSERT INTO mlops_appends VALUES (1, x'00')", at: "test")
            let journal = database.journalMode == .rollback ? "-journal" : "-wal"
            #expect(try mode(path + journal) == 0o600)
            try connection.run("DELETE FROM mlops_appends", at: "test")
        }
    }

    @Test("The settings that make a strange file harmless are on")
    func settings() throws {
        let folder = try TemporaryFolder()
        let database = try SQLiteDatabase(path: folder.newPath())
        try database.access { connection in
            let expected = [
                "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1,
                "synchronous": database.journalMode == .rollback ? 3 : 2,
            ]
            for (name, value) in expected {
                #expect(try connection.integer("PRAGMA \(name)", at: "test") ?? 0 == Int64(value), "\(name)")
            }
            // Defensive mode: what would change the schema by hand, or switch the journal off, has no effect.
            try connection.run("PRAGMA writable_schema = ON", at: "test")
            #expect(throws: SQLiteError.self) { try connection.run("DELETE FROM sqlite_master", at: "test") }
            #expect(try connection.text("PRAGMA journal_mode = OFF", at: "test") != "off")
            for sql in ["ATTACH ':memory:' AS other", "SELECT load_extension('x')"] {
                #expect(throws: SQLiteError.self, "\(sql)") { try connection.run(sql, at: "test") }
            }
            let error = try #require(throws: SQLiteError.self) {
                try connection.run("SELECT zeroblob(100000000)", at: "test")
            }
            #expect(error.code == .limitExceeded)
        }
    }

    @Test("A write-ahead log is used from version 3.51.3 on, and an older library goes back to a rollback journal")
    func journalModes() throws {
        #expect(!SQLiteVersion(number: 3_051_002).hasSafeWriteAheadLog)
        #expect(!SQLiteVersion(number: 3_040_001).hasSafeWriteAheadLog)
        #expect(SQLiteVersion(number: 3_051_003).hasSafeWriteAheadLog)
        #expect(SQLiteVersion(number: 3_051_003).description == "3.51.3")
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        func open(_ number: Int) throws -> SQLiteDatabase {
            try SQLiteDatabase(path: path, configuration: .init(busyTimeout: .zero), library: .init(number: number))
        }
        var newer: SQLiteDatabase? = try open(3_051_003)
        #expect(newer?.journalMode == .writeAheadLog)
        #expect(try newer?.access { try $0.integer("PRAGMA synchronous", at: "test") } == 2)
        let head = try SQLiteLedger(database: #require(newer)).append(SQLStatements.draft(1), expecting: nil).head
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        let error = try #require(throws: SQLiteError.self) { try open(3_051_002) }
        #expect(error.code == .busy, "another connection holds the log: \(error)")
        newer = nil
        let older = try open(3_051_002)
        #expect(older.journalMode == .rollback)
        #expect(try SQLiteLedger(database: older).head() == head)
        #expect(throws: SQLiteError.self) { try open(3_030_001) }
        let old = try #require(throws: SQLiteError.self) { try open(3_007_017) }
        #expect(old.code == .unsupportedVersion)
    }

    @Test("Stores keep their promises on a write-ahead log too")
    func writeAheadLog() throws {
        // The flaw of older libraries needs a checkpoint at the moment of another write; the kill loops do not use it.
        let folder = try TemporaryFolder()
        @Sendable func open(_ path: String) throws -> SQLiteDatabase {
            try SQLiteDatabase(path: path, configuration: .init(), library: .init(number: 3_051_003))
        }
        let report = LedgerChecks.run("SQLite WAL") { clock in
            try SQLiteLedger(database: open(folder.newPath()), clock: clock)
        } reopen: { _ in
            try SQLiteLedger(database: open(folder.lastPath))
        }
        #expect(report.passed, "\(report)")
    }

    @Test("A database that another process opened, as after a fork, is not used")
    func fork() throws {
        let parent = getppid()
        let database = try SQLiteDatabase(
            path: nil, configuration: .init(), library: SQLiteDatabase.libraryVersion, process: parent)
        let error = try #require(throws: SQLiteError.self) { try database.checkContent() }
        #expect(error.code == .misuse && !error.isRetryable)
        let refused = try #require(throws: LedgerError.self) { try SQLiteLedger(database: database) }
        #expect(refused.code == .storage)
        let table = try #require(throws: DataError.self) {
            try SQLiteTableReader(database: database).read(query: "SELECT 1")
        }
        #expect(table.code == .invalidArgument)
    }

    @Test("A bad configuration is refused with all faults")
    func configuration() throws {
        let error = try #require(throws: SQLiteError.self) {
            try SQLiteDatabase.inMemory(configuration: .init(busyTimeout: .seconds(-1), maximumCellByteCount: 0))
        }
        #expect(error.code == .invalidArgument)
        #expect(error.details.problem.contains("busyTimeout") && error.details.problem.contains("maximumCellByteCount"))
        let small = try SQLiteDatabase.inMemory(configuration: .init(maximumCellByteCount: 4096))
        #expect(throws: LedgerError.self) { try SQLiteLedger(database: small) }
        #expect(throws: LedgerError.self) { try SQLiteBlobStore(database: small) }
        #expect(throws: SQLiteError.self) { try SQLiteDatabase.inMemory(configuration: .init(access: .readOnly)) }
    }

    @Test("A link, pipe, directory, device or second name is refused, for the database and for its journals")
    func unsafeFiles() throws {
        let manager = FileManager.default
        for suffix in ["", "-journal", "-wal", "-shm"] {
            for kind in ["symbolic link", "hard link", "pipe", "directory"] {
                let folder = try TemporaryFolder()
                let elsewhere = "\(folder.path)/elsewhere"
                let path = "\(folder.path)/store.sqlite"
                #expect(manager.createFile(atPath: elsewhere, contents: nil))
                switch kind {
                case "symbolic link":
                    try manager.createSymbolicLink(atPath: path + suffix, withDestinationPath: elsewhere)
                case "hard link": try manager.linkItem(atPath: elsewhere, toPath: path + suffix)
                case "directory": try manager.createDirectory(atPath: path + suffix, withIntermediateDirectories: false)
                default: #expect(mkfifo(path + suffix, 0o600) == 0)
                }
                let error = try #require(throws: SQLiteError.self) { try SQLiteDatabase(path: path) }
                #expect(error.code == .unsafeFile, "\(kind) \(suffix): \(error)")
                #expect(manager.contents(atPath: elsewhere) == Data())
            }
        }
        let device = try #require(throws: SQLiteError.self) { try SQLiteDatabase(path: "/dev/null") }
        #expect(device.code == .unsafeFile)
    }

    @Test("Paths that are none, below files, missing for reading, or look like URIs are typed errors or plain files")
    func paths() throws {
        let folder = try TemporaryFolder()
        for path in [
            "", "/", ".", "..", "a/..", "\(folder.path)/", "\(folder.path)/a\0b", String(repeating: "x", count: 300),
        ] {
            let error = try #require(throws: SQLiteError.self) { try SQLiteDatabase(path: path) }
            #expect(error.code == .invalidArgument, "\(path): \(error)")
        }
        let file = "\(folder.path)/file"
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        #expect(throws: SQLiteError.self) { try SQLiteDatabase(path: "\(file)/store.sqlite") }
        let missing = try #require(throws: SQLiteError.self) {
            try SQLiteDatabase(path: "\(folder.path)/no/where.sqlite", configuration: .init(access: .readOnly))
        }
        #expect(missing.code == .notFound)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/no"))
        for name in ["file:x?mode=memory", ":memory:", "a b%20c.sqlite", "käse🧀.sqlite"] {
            let database = try SQLiteDatabase(path: "\(folder.path)/\(name)")
            _ = try SQLiteBlobStore(database: database).put([1])
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(name)"), "\(name)")
        }
    }

    @Test("A file that is no database, or a damaged one, is a typed error")
    func strangers() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.sqlite"
        for content in ["not a database", String(repeating: "random ", count: 1000), "SQLite format 3\0"] {
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            let error = try #require(throws: SQLiteError.self) { try SQLiteDatabase(path: path) }
            #expect(error.code == .corrupt, "\(error)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
        }
    }

    @Test("The content of an imported file is checked on request")
    func importedFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        var database: SQLiteDatabase? = try SQLiteDatabase(path: path)
        let blobs = try SQLiteBlobStore(database: #require(database))
        for number in 0..<100 { _ = try blobs.put([UInt8](repeating: UInt8(number), count: 3000)) }
        try database?.checkContent()
        database = nil
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for offset in 0..<64 { bytes[4096 * 3 + offset] = 0xEE }
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = try #require(throws: SQLiteError.self) {
            try SQLiteDatabase(path: path, configuration: .init(checksContent: true))
        }
        #expect(error.code == .corrupt)
    }

    @Test("A database is not used from within its own work, and a failed synchronisation forbids writing only")
    func misuse() throws {
        let database = try SQLiteDatabase.inMemory()
        let blobs = try SQLiteBlobStore(database: database)
        let digest = try blobs.put([1, 2])
        let error = try #require(throws: SQLiteError.self) {
            try database.read { _ in try database.read { _ in } }
        }
        #expect(error.code == .misuse)
        #expect(try blobs.get(digest) == [1, 2])
        database.note(SQLiteError(result: 10 | 1 << 8, message: "read", at: "test"))
        _ = try blobs.put([3])
        database.note(SQLiteError(result: 10 | 4 << 8, message: "fsync", at: "test"))
        let poisoned = try #require(throws: LedgerError.self) { try blobs.put([4]) }
        #expect(poisoned.code == .poisoned)
        #expect(try blobs.get(digest) == [1, 2])
    }
}
#endif
