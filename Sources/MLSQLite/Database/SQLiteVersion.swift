#if SQLiteStore
/// A version of the SQLite library, such as 3.51.3.
public struct SQLiteVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number as SQLite writes it: a million times the first part, a thousand times the second, and the third.
    public let number: Int

    /// Creates a version from SQLite's number for it, such as 3051003.
    public init(number: Int) { self.number = number }

    /// The oldest library this module uses: the first that can distrust the schema of a file.
    public static let oldestSupported = SQLiteVersion(number: 3_031_000)

    /// Whether a write-ahead log is safe with this library.
    ///
    /// Versions 3.7.0 to 3.51.2 can damage a database in WAL mode when two connections write and checkpoint at once.
    public var hasSafeWriteAheadLog: Bool { number >= 3_051_003 }

    /// Whether the first version is older than the second.
    public static func < (first: SQLiteVersion, second: SQLiteVersion) -> Bool { first.number < second.number }

    /// The three parts, such as `3.51.3`.
    public var description: String { "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)" }
}
#endif
