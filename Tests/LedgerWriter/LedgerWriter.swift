import MLLedger
import TestPrograms

/// `LedgerWriter DIRECTORY NAME [COUNT]`: writes to stores of files as `StoreWriter` says.
@main
struct LedgerWriter {
    static func main() throws {
        try StoreWriter.run { directory in
            (try FileLedger(directory: "\(directory)/ledger"), try FileBlobStore(directory: "\(directory)/blobs"))
        }
    }
}
