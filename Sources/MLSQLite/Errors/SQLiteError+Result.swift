#if SQLiteStore
import GRDB
import GRDBSQLite
import MLCore

extension SQLiteError {
    /// The error for a result code of SQLite.
    ///
    /// - Parameters:
    ///   - result: The extended result code.
    ///   - message: What SQLite says about it.
    ///   - place: What was being done; never a path.
    init(result: CInt, message: String, at place: String) {
        let known =
            Self.known[result & 0xFF] ?? Known(.storage, "Check the volume and the permissions of the database.")
        let refusal = ResultRefusal(code: result, message: message)
        self.init(known.code, "SQLite refused: \(refusal.name)", at: place, remedy: known.remedy, cause: refusal)
    }

    /// The error for a result code while a file is opened: what SQLite cannot make sense of then is damage.
    init(opening result: CInt, message: String) {
        let isStrange = result & 0xFF == SQLITE_ERROR
        self.init(result: isStrange ? SQLITE_CORRUPT : result, message: message, at: "opening a database")
    }

    /// Whether a synchronisation failed: what reached the disk can no longer be known by trying again.
    var isFailedSynchronization: Bool {
        guard let code = (details.cause as? ResultRefusal)?.code else { return false }
        return code == SQLITE_IOERR | 4 << 8 || code == SQLITE_IOERR | 5 << 8
    }

    private struct Known {
        let code: Code
        let remedy: String

        init(_ code: Code, _ remedy: String) {
            self.code = code
            self.remedy = remedy
        }
    }

    private static let known: [CInt: Known] = [
        SQLITE_BUSY: Known(.busy, "Retry, or raise the busy timeout."),
        SQLITE_LOCKED: Known(.busy, "Retry after the reading of the table has ended."),
        SQLITE_PROTOCOL: Known(.busy, "Retry."),
        SQLITE_INTERRUPT: Known(.busy, "Retry."),
        SQLITE_FULL: Known(.full, "Free space on the volume and retry."),
        SQLITE_READONLY: Known(.readOnly, "Give this user write access to the file and its directory."),
        SQLITE_PERM: Known(.storage, "Give this user access to the file and its directory."),
        SQLITE_CANTOPEN: Known(.storage, "Check that the directory exists, and the permissions of both."),
        SQLITE_CORRUPT: Known(.corrupt, "Restore the file from a backup."),
        SQLITE_NOTADB: Known(.corrupt, "Give the file of a database, or restore it from a backup."),
        SQLITE_FORMAT: Known(.corrupt, "Restore the file from a backup."),
        SQLITE_TOOBIG: Known(.limitExceeded, "Raise the greatest cell size if this size is expected."),
        SQLITE_CONSTRAINT: Known(.constraint, "Check the values against the declaration of the table."),
        SQLITE_MISMATCH: Known(.constraint, "Check the values against the declaration of the table."),
        SQLITE_ERROR: Known(.invalidStatement, "Check the statement against the tables of the database."),
        SQLITE_AUTH: Known(.invalidStatement, "Use a statement that only reads."),
        SQLITE_RANGE: Known(.invalidStatement, "Give as many values as the statement has parameters."),
        SQLITE_SCHEMA: Known(.busy, "Retry: the tables were changed meanwhile."),
        SQLITE_MISUSE: Known(.misuse, "Open the database again."),
    ]
}

/// A result code of SQLite, as the cause of an error.
struct ResultRefusal: Error, Hashable, CustomStringConvertible {
    let code: CInt
    let message: String

    var name: String { String(cString: sqlite3_errstr(code)) }
    var description: String { "result \(code): \(message)" }
}
#endif
