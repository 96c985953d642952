#if SQLiteStore
import MLSQLite
import TestPrograms

/// `SQLiteWriter FILE NAME [COUNT]`: writes to stores in a database as `StoreWriter` says.
@main
struct SQLiteWriter {
    static func main() throws {
        try StoreWriter.run { file in
            let database = try SQLiteDatabase(path: file, configuration: .init(busyTimeout: .seconds(60)))
            return (try SQLiteLedger(database: database), try SQLiteBlobStore(database: database))
        }
    }
}
#else
/// Without the trait there is nothing to write to.
@main
struct SQLiteWriter {
    static func main() {}
}
#endif
