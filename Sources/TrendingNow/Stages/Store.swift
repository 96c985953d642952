import MLCore
import MLLedger
import MLRegistry

/// Everything durable: blobs and one ledger, which datasets, runs, versions, aliases and alerts share.
struct Store {
    let path: String
    let ledger: FileLedger
    let blobs: FileBlobStore
    let registry: ModelRegistry
    let model: ResourceName
    let production: ResourceName

    init(directory: String) throws {
        path = directory
        ledger = try FileLedger(directory: "\(directory)/ledger")
        blobs = try FileBlobStore(directory: "\(directory)/blobs")
        registry = ModelRegistry(ledger: ledger, blobs: blobs)
        model = try ResourceName("genres")
        production = try ResourceName("production")
    }

    /// Who acts, in the entries of the ledger.
    static let actor = "trending-now"
}
