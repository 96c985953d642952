#if SQLiteStore
import MLCore

extension SQLiteDatabase {
    /// How a database is opened.
    public struct Configuration: Sendable, Hashable {
        /// Whether a database may be changed.
        public enum Access: Sendable, Hashable {
            /// The file is created when it is missing, and may be changed.
            case readWrite
            /// The file exists and is not changed.
            case readOnly
        }

        /// Whether the database may be changed.
        public var access: Access
        /// How long a call waits for other connections before it fails as busy.
        public var busyTimeout: Duration
        /// Whether the whole file is checked for damage when it is opened: for files that come from elsewhere.
        public var checksContent: Bool
        /// The greatest number of bytes of one value, and of one row.
        public var maximumCellByteCount: Int

        /// Creates a configuration.
        ///
        /// - Parameters:
        ///   - access: Whether the database may be changed.
        ///   - busyTimeout: How long a call waits for other connections, up to an hour.
        ///   - checksContent: Whether the whole file is checked for damage when it is opened, in time linear in its
        ///     size.
        ///   - maximumCellByteCount: The greatest number of bytes of one value, and of one row: 32 MiB unless given.
        public init(
            access: Access = .readWrite, busyTimeout: Duration = .seconds(10), checksContent: Bool = false,
            maximumCellByteCount: Int = 32 << 20
        ) {
            self.access = access
            self.busyTimeout = busyTimeout
            self.checksContent = checksContent
            self.maximumCellByteCount = maximumCellByteCount
        }

        /// The configuration itself, if its settings are good.
        ///
        /// - Throws: ``SQLiteError`` with code `invalidArgument` that lists every fault.
        public func validated() throws(SQLiteError) -> Configuration {
            var faults: [String] = []
            if busyTimeout < .zero || busyTimeout > .seconds(3600) {
                faults.append("busyTimeout is \(busyTimeout), not between 0 and one hour")
            }
            if !(1024...1_000_000_000).contains(maximumCellByteCount) {
                faults.append("maximumCellByteCount is \(maximumCellByteCount), not between 1024 and 1000000000")
            }
            if !faults.isEmpty {
                throw SQLiteError(.invalidArgument, faults.joined(separator: "; "), at: "configuration of a database")
            }
            return self
        }

        /// The busy timeout in milliseconds.
        var busyMilliseconds: CInt {
            let (seconds, attoseconds) = busyTimeout.components
            return CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        }
    }

    /// How changes are made atomic.
    public enum JournalMode: String, Sendable, Hashable {
        /// A write-ahead log, synchronised at every commit; used where the library is safe with it.
        case writeAheadLog = "wal"
        /// A rollback journal, which is synchronised and then removed, and its directory synchronised, at every commit.
        case rollback = "delete"
        /// No file: a database in memory.
        case memory
    }
}
#endif
