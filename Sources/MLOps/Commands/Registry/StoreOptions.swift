#if CommandLine
import ArgumentParser
import MLCore
import MLData
import MLLedger
import MLRegistry

#if SQLiteStore
import MLSQLite
#endif

/// Which registry a command works on.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The registry: a directory that holds ledger and blobs, or a .sqlite file.", valueName: "store"),
        completion: .file())
    var store: String

    /// Opens the registry; what is none is not made one.
    ///
    /// - Parameters:
    ///   - session: Gives the clock that dates changes.
    ///   - isChanging: Whether the command changes the registry.
    /// - Returns: The registry.
    /// - Throws: ``InputFailure``.
    func open(in session: Session, changing isChanging: Bool = false) throws(InputFailure) -> ModelRegistry {
        try readingInput {
            isDatabase
                ? try database(clock: session.clock, isChanging: isChanging) : try directory(clock: session.clock)
        }
    }

    /// Whether the registry is in a database, not in a directory.
    var isDatabase: Bool {
        let lower = store.lowercased()
        return lower.hasSuffix(".sqlite") || lower.hasSuffix(".sqlite3") || lower.hasSuffix(".db")
    }

    private func directory(clock: any WallClock) throws -> ModelRegistry {
        let ledger = "\(store)/ledger"
        do {
            // Opening a ledger creates it: look for its mark first.
            _ = try InputFile(path: "\(ledger)/FORMAT")
        } catch {
            throw CommandError(
                .unusableInput, "there is no registry", at: store,
                remedy: "Name a directory that holds a ledger and blobs.")
        }
        return ModelRegistry(
            ledger: try FileLedger(directory: ledger, clock: clock),
            blobs: try FileBlobStore(directory: "\(store)/blobs"))
    }

    #if SQLiteStore
    private func database(clock: any WallClock, isChanging: Bool) throws -> ModelRegistry {
        // A database that is only read is not made a registry: see that it is one before it may be changed.
        var database = try SQLiteDatabase(path: store, configuration: .init(access: .readOnly))
        var ledger = try SQLiteLedger(database: database, clock: clock)
        if isChanging {
            database = try SQLiteDatabase(path: store)
            ledger = try SQLiteLedger(database: database, clock: clock)
        }
        return ModelRegistry(ledger: ledger, blobs: try SQLiteBlobStore(database: database))
    }
    #else
    private func database(clock: any WallClock, isChanging: Bool) throws -> ModelRegistry {
        throw CommandError(
            .unusableInput, "mlops was built without the trait SQLiteStore", at: store,
            remedy: "Build it with --traits CommandLine,SQLiteStore.")
    }
    #endif
}

/// A name that an argument gives.
///
/// - Parameter text: The argument.
/// - Returns: The name.
/// - Throws: ``InputFailure`` when it is none.
func resourceName(_ text: String) throws(InputFailure) -> ResourceName {
    try readingInput { try ResourceName(text) }
}
#endif
