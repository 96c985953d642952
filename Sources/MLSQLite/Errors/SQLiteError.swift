#if SQLiteStore
public import MLCore

/// An error of MLSQLite: a database file, statement or value that cannot be used.
///
/// Ledgers and blob stores throw `LedgerError`, and reading and writing tables throws `DataError`; both have the error
/// of this type as their cause when SQLite refused something.
public struct SQLiteError: ModuleError {
    /// The codes of ``SQLiteError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `sqlite`.
    public static var domain: String { "sqlite" }
    /// The kind of failure.
    public let code: Code
    /// The text parts and the cause.
    public let details: ErrorDetails

    /// Creates an error from its parts.
    public init(code: Code, details: ErrorDetails) {
        self.code = code
        self.details = details
    }
}

extension SQLiteError.Code {
    /// An argument or setting is outside of its documented range.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// There is no such file.
    public static let notFound = Self(rawValue: "notFound")
    /// The file is a link, pipe, device or directory, has several names, or was exchanged while it was opened.
    public static let unsafeFile = Self(rawValue: "unsafeFile")
    /// The operating system refused a file operation.
    public static let storage = Self(rawValue: "storage")
    /// The volume is full, or the database reached its greatest size.
    public static let full = Self(rawValue: "full")
    /// The database or its volume is read-only.
    public static let readOnly = Self(rawValue: "readOnly")
    /// Another connection held the database for longer than the busy timeout.
    public static let busy = Self(rawValue: "busy")
    /// The file is no database, or is damaged.
    public static let corrupt = Self(rawValue: "corrupt")
    /// The library, or the format of the store, is of a version that this build cannot use.
    public static let unsupportedVersion = Self(rawValue: "unsupportedVersion")
    /// A statement is not one that SQLite, or this module, takes.
    public static let invalidStatement = Self(rawValue: "invalidStatement")
    /// A row breaks a constraint of its table.
    public static let constraint = Self(rawValue: "constraint")
    /// A value or result is larger than a documented limit.
    public static let limitExceeded = Self(rawValue: "limitExceeded")
    /// The database was opened before the process forked, or is used from within its own work.
    public static let misuse = Self(rawValue: "misuse")
    /// An earlier synchronisation failed, so nothing more is written; open the database again.
    public static let poisoned = Self(rawValue: "poisoned")
}

extension SQLiteError {
    /// Whether the same call may succeed later without any change by the caller: the database was busy, the volume was
    /// full, or the operating system refused something that it may grant another time.
    public var isRetryable: Bool { [.busy, .full, .storage].contains(code) }
}
#endif
