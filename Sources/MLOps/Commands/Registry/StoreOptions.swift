#if CommandLine
import ArgumentParser
import MLCore
import MLData
import MLLedger
import MLRegistry

/// Which registry a command works on.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The directory of the registry: it holds ledger and blobs.", valueName: "directory"),
        completion: .directory)
    var store: String

    /// Opens the registry; a directory that is none is not made one.
    ///
    /// - Parameter session: Gives the clock that dates changes.
    /// - Returns: The registry.
    /// - Throws: ``InputFailure``.
    func open(in session: Session) throws(InputFailure) -> ModelRegistry {
        try readingInput {
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
                ledger: try FileLedger(directory: ledger, clock: session.clock),
                blobs: try FileBlobStore(directory: "\(store)/blobs"))
        }
    }
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
