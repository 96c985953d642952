#if SQLiteStore
import Dispatch
import GRDB
import GRDBSQLite
import MLCore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open SQLite database, with every setting that makes a strange file harmless.
///
/// Needs the package trait `SQLiteStore`:
///
/// ```swift
/// .package(url: "https://github.com/…/swift-mlops", from: "0.1.0", traits: ["SQLiteStore"])
/// ```
///
/// One database may hold a ledger, blobs and tables at once:
///
/// ```swift
/// let database = try SQLiteDatabase(path: "/var/lib/service/models.sqlite")
/// let ledger = try SQLiteLedger(database: database)
/// let blobs = try SQLiteBlobStore(database: database)
/// ```
///
/// **What is set.** Changes are atomic and durable when a call returns: a rollback journal with `synchronous=EXTRA`, or
/// a write-ahead log with `synchronous=FULL` where the library is at least 3.51.3, because older ones can damage a
/// database in that mode. A file that is in WAL mode is brought back to a rollback journal by an older library. The
/// schema of the file is not trusted, defensive mode and the checking of cell sizes are on, files are not mapped to
/// memory, no database can be attached and no extension loaded, and SQLite's limits are lowered.
///
/// **Files.** A new file has mode 0600 and new directories 0700; SQLite gives its journals the mode of the database. A
/// link, pipe, device, or file with several names is refused, also in place of a journal. Use a local volume.
///
/// **Threads and processes.** A value may be used from any thread; its calls wait for each other. Several values and
/// several processes may open one file. A value that was opened before a fork refuses to work in the child. When a
/// synchronisation fails, this value refuses to write from then on, goes on reading, and has to be opened again.
public final class SQLiteDatabase: Sendable {
    /// The configuration it was opened with.
    public let configuration: Configuration
    /// The version of the SQLite library.
    public let version: SQLiteVersion
    /// How changes are made atomic.
    public let journalMode: JournalMode

    private let queue: DatabaseQueue
    /// The process that opened the database.
    private let process: pid_t
    /// What failed when a synchronisation failed.
    private let poisoning = Mutex<String?>(nil)
    /// Tells the accesses to this database from those to others.
    private let identity: Identity

    /// Opens the database of a file.
    ///
    /// - Parameters:
    ///   - path: The file; links in its directory are followed, and it is never taken for a URI.
    ///   - configuration: How it is opened.
    /// - Throws: ``SQLiteError`` with code `invalidArgument`, `notFound`, `unsafeFile`, `storage`, `busy`, `corrupt`
    ///   when it is no database, or `unsupportedVersion` when the library is older than 3.31.
    public convenience init(path: String, configuration: Configuration = Configuration()) throws(SQLiteError) {
        try self.init(path: path, configuration: configuration, library: Self.libraryVersion)
    }

    /// Opens a new database in memory, which ends with this value.
    ///
    /// - Parameter configuration: How it is opened; the access is `readWrite`.
    /// - Returns: The database.
    /// - Throws: ``SQLiteError`` with code `invalidArgument` or `unsupportedVersion`.
    public static func inMemory(
        configuration: Configuration = Configuration()
    ) throws(SQLiteError) -> SQLiteDatabase {
        try SQLiteDatabase(path: nil, configuration: configuration, library: libraryVersion)
    }

    /// The version of the SQLite library of this process.
    public static var libraryVersion: SQLiteVersion { SQLiteVersion(number: Int(sqlite3_libversion_number())) }

    /// Opens a database as a library of the given version, in the given process, should.
    init(
        path: String?, configuration: Configuration, library: SQLiteVersion, process: pid_t = getpid()
    ) throws(SQLiteError) {
        self.configuration = try configuration.validated()
        version = library
        self.process = process
        identity = Identity()
        guard library >= .oldestSupported else {
            throw SQLiteError(
                .unsupportedVersion, "the SQLite library has version \(library)",
                remedy: "Use version \(SQLiteVersion.oldestSupported) or a later one.")
        }
        guard path != nil || configuration.access == .readWrite else {
            throw SQLiteError(.invalidArgument, "a new database in memory has nothing to read")
        }
        let file: DatabaseFile? =
            if let path { try DatabaseFile(path: path, creates: configuration.access == .readWrite) } else { nil }
        let settings = ConnectionSettings(configuration, identity: identity)
        do {
            let queue = try file.map { try DatabaseQueue(path: $0.path, configuration: settings.forOpening) }
            self.queue = try queue ?? DatabaseQueue(configuration: settings.forOpening)
            try file?.checkUnmoved()
            let outcome = self.queue.writeWithoutTransaction { database in
                Result { try settings.finish(DatabaseConnection(database), file: file, library: library) }
            }
            journalMode = try outcome.get()
        } catch let error as DatabaseError {
            throw SQLiteError(opening: error.extendedResultCode.rawValue, message: error.message ?? "")
        } catch let error as SQLiteError {
            throw error
        } catch {
            throw SQLiteError(.storage, "the database does not open", cause: error)
        }
    }

    /// Checks the structure of the whole database for damage.
    ///
    /// The contents of values are not checked: ledgers and blob stores compare them with digests.
    ///
    /// - Throws: ``SQLiteError`` with code `corrupt` that tells the first damage.
    /// - Complexity: O(size of the database).
    public func checkContent() throws(SQLiteError) {
        try sqliteErrors("checking a database") { try read { try ConnectionSettings.checkContent($0) } }
    }
}

extension SQLiteDatabase {
    /// Marks the queue of a database.
    final class Identity: Sendable {
        static let key = DispatchSpecificKey<Identity>()
    }

    /// Gives a closure the connection to itself.
    ///
    /// - Parameter body: Reads, or writes within a transaction; must not use this database otherwise.
    /// - Returns: What the closure returns.
    /// - Throws: ``SQLiteError`` with code `misuse`, and what the closure throws.
    func access<Result>(_ body: (DatabaseConnection) throws -> Result) throws -> Result {
        guard getpid() == process else {
            throw SQLiteError(
                .misuse, "the database was opened before this process was forked",
                remedy: "Open databases after the fork.")
        }
        guard DispatchQueue.getSpecific(key: Identity.key) !== identity else {
            throw SQLiteError(
                .misuse, "the database is used from within its own work",
                remedy: "Use it after the clock or closure that it calls has returned.")
        }
        let outcome = queue.writeWithoutTransaction { database in
            Swift.Result {
                let connection = try DatabaseConnection(database)
                if connection.isInTransaction { try connection.run("ROLLBACK", at: "ending a failed transaction") }
                return try body(connection)
            }
        }
        return try outcome.get()
    }

    /// Gives a closure a state of the database that does not change while it reads.
    func read<Result>(_ body: (DatabaseConnection) throws -> Result) throws -> Result {
        try access { connection in
            try Self.transaction("BEGIN", connection) { try body(connection) }
        }
    }

    /// Makes all changes of a closure, or none, having waited for other writers.
    func write<Result>(_ body: (DatabaseConnection) throws -> Result) throws -> Result {
        try access { connection in
            try checkWritable()
            do {
                return try Self.transaction("BEGIN IMMEDIATE", connection) { try body(connection) }
            } catch let error as SQLiteError {
                note(error)
                throw error
            }
        }
    }

    private static func transaction<Result>(
        _ begin: String, _ connection: DatabaseConnection, _ body: () throws -> Result
    ) throws -> Result {
        try connection.run(begin, at: "beginning a transaction")
        do {
            let result = try body()
            try connection.run("COMMIT", at: "committing a transaction")
            return result
        } catch {
            // SQLite may have ended the transaction itself; what is left open is tried again at the next access.
            if connection.isInTransaction { try? connection.run("ROLLBACK", at: "ending a failed transaction") }
            throw error
        }
    }

    private func checkWritable() throws {
        guard let reason = poisoning.withLock({ $0 }) else { return }
        throw SQLiteError(
            .poisoned, "an earlier synchronisation failed, so nothing more is written through this database",
            at: reason, remedy: "Check the volume, then open it again: everything acknowledged is in it.")
    }

    /// Takes note of an error that forbids further writing.
    func note(_ error: SQLiteError) {
        guard error.isFailedSynchronization else { return }
        poisoning.withLock { reason in reason = reason ?? "\(error.details)" }
    }
}

/// Runs work on a database and throws the error of this module when it fails.
func sqliteErrors<Result>(
    _ place: @autoclosure () -> String, _ body: () throws -> Result
) throws(SQLiteError) -> Result {
    do {
        return try body()
    } catch let error as SQLiteError {
        throw error
    } catch {
        throw SQLiteError(.storage, "the work on the database failed", at: place(), cause: error)
    }
}
#endif
