#if SQLiteStore
import CSQLiteSettings
import Dispatch
import GRDB
import GRDBSQLite
import MLCore

/// The settings of a connection that make a strange file harmless and a commit durable.
struct ConnectionSettings {
    private let configuration: SQLiteDatabase.Configuration
    private let identity: SQLiteDatabase.Identity
    private static let place = "opening a database"

    init(_ configuration: SQLiteDatabase.Configuration, identity: SQLiteDatabase.Identity) {
        self.configuration = configuration
        self.identity = identity
    }

    /// What GRDB is told: our settings are made before anything of the file is read.
    var forOpening: GRDB.Configuration {
        var settings = GRDB.Configuration()
        settings.readonly = configuration.access == .readOnly
        settings.label = "swift-mlops.SQLiteDatabase"
        // A transaction that cannot be ended is an error of the next access, not a trap.
        settings.allowsUnsafeTransactions = true
        let queue = DispatchQueue(label: "swift-mlops.SQLiteDatabase")
        queue.setSpecific(key: SQLiteDatabase.Identity.key, value: identity)
        settings.targetQueue = queue
        let limits = Self.limits(cell: configuration.maximumCellByteCount)
        let timeout = configuration.busyMilliseconds
        settings.prepareDatabase { database in
            let connection = try DatabaseConnection(database)
            sqlite3_busy_timeout(connection.handle, timeout)
            for (setting, value) in Self.switches {
                let code = mlops_sqlite_set(connection.handle, setting, value)
                guard code == SQLITE_OK else {
                    throw SQLiteError(result: code, message: "setting \(setting) was not taken", at: Self.place)
                }
            }
            for (limit, value) in limits { sqlite3_limit(connection.handle, limit, value) }
            for pragma in Self.pragmas { _ = try connection.text(pragma, at: Self.place) }
        }
        return settings
    }

    /// Numbers of `sqlite3_db_config`, which have no names in older headers.
    private static let switches: [(setting: CInt, value: CInt)] = [
        (1005, 0),  // ENABLE_LOAD_EXTENSION
        (1010, 1),  // DEFENSIVE
        (1017, 0),  // TRUSTED_SCHEMA
    ]

    private static let pragmas = [
        "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0",
        // On macOS, synchronising leaves the data in the cache of the drive without these.
        "PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON",
    ]

    private static func limits(cell: Int) -> [(limit: CInt, value: CInt)] {
        [
            (SQLITE_LIMIT_LENGTH, CInt(clamping: cell)), (SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
            (SQLITE_LIMIT_COLUMN, 2000), (SQLITE_LIMIT_EXPR_DEPTH, 200), (SQLITE_LIMIT_COMPOUND_SELECT, 50),
            (SQLITE_LIMIT_VDBE_OP, 250_000), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
            (SQLITE_LIMIT_TRIGGER_DEPTH, 10), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
    }

    /// Does what needs the file: checks it, and chooses how changes are made atomic.
    func finish(
        _ connection: DatabaseConnection, file: DatabaseFile?, library: SQLiteVersion
    ) throws -> SQLiteDatabase.JournalMode {
        if file != nil { try Self.checkOpened(connection) }
        if configuration.checksContent { try Self.checkContent(connection) }
        guard file != nil else { return .memory }
        let current = try connection.text("PRAGMA journal_mode", at: Self.place)
        guard configuration.access == .readWrite else {
            return current == SQLiteDatabase.JournalMode.writeAheadLog.rawValue ? .writeAheadLog : .rollback
        }
        let wanted: SQLiteDatabase.JournalMode = library.hasSafeWriteAheadLog ? .writeAheadLog : .rollback
        if current != wanted.rawValue, sqlite3_db_readonly(connection.handle, "main") == 0 {
            let found = try connection.text("PRAGMA journal_mode = \(wanted.rawValue)", at: Self.place)
            guard found == wanted.rawValue else {
                throw SQLiteError(
                    .busy, "the journal mode is \(found ?? "unknown") and cannot be changed to \(wanted.rawValue)",
                    at: Self.place, remedy: "Close the other connections to the file, or use SQLite 3.51.3 or later.")
            }
        }
        let synchronous = wanted == .writeAheadLog ? "FULL" : "EXTRA"
        try connection.run("PRAGMA synchronous = \(synchronous)", at: Self.place)
        return wanted
    }

    /// Checks that SQLite opened the file that its name belongs to.
    private static func checkOpened(_ connection: DatabaseConnection) throws {
        var hasMoved: CInt = 0
        let code = sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        guard code == SQLITE_OK, hasMoved == 0 else { throw DatabaseFile.exchanged }
    }

    static func checkContent(_ connection: DatabaseConnection) throws {
        let place = "checking a database"
        guard let found = try connection.text("PRAGMA quick_check(1)", at: place), found != "ok" else { return }
        throw SQLiteError(
            .corrupt, "the database is damaged: \(found.prefix(200))", at: place,
            remedy: "Restore the file from a backup.")
    }
}
#endif
