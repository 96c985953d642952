import MLCore
import MLLedger
import MLTestKit

/// A ledger and a blob store on one volume, and what was acknowledged by them.
///
/// The operation under test is that of registering something: put a blob, then append the entries that need it.
struct StoreScenario {
    let files: MemoryFileLayer
    /// What is certain to be there: acknowledged before anything went wrong.
    private(set) var acknowledged: [LedgerEntry] = []
    private(set) var acknowledgedBlobs: [Digest] = []
    /// What may be there: asked for, and refused or not answered.
    private(set) var attempted: [LedgerDraft] = []

    static let ledgerPath = "/store/ledger"
    static let blobsPath = "/store/blobs"

    /// A volume with two entries and one blob.
    init() throws {
        files = MemoryFileLayer()
        let (ledger, blobs) = try Self.open(files)
        try register(0, ledger, blobs)
        try register(1, ledger, blobs)
    }

    static func open(_ files: any FileLayer) throws -> (ledger: FileLedger, blobs: FileBlobStore) {
        let clock = FixedClock(microseconds: 1_700_000_000_000_000)
        return (
            try FileLedger(directory: ledgerPath, clock: clock, files: files),
            try FileBlobStore(directory: blobsPath, files: files)
        )
    }

    /// Puts a blob and appends two entries that need it.
    mutating func register(_ number: Int, _ ledger: FileLedger, _ blobs: FileBlobStore) throws {
        let digest = try blobs.put([UInt8](repeating: UInt8(number), count: 700))
        acknowledgedBlobs.append(digest)
        let head = try ledger.head()
        let drafts = try (0..<2).map { part in
            LedgerDraft(
                kind: EntryKind(rawValue: "thing.registered"), subject: try ResourceName("thing-\(number)"),
                actor: "test", blobs: [digest], payload: [UInt8](repeating: UInt8(part), count: 20))
        }
        attempted += drafts
        acknowledged += try ledger.append(drafts, expecting: head)
    }

    /// What is wrong with a volume that was found after a fault, if something is.
    func problem(on files: any FileLayer) -> String? {
        do {
            let (ledger, blobs) = try Self.open(files)
            let entries = try ledger.entries()
            guard entries.starts(with: acknowledged) else {
                return "acknowledged \(acknowledged.count) entries, found \(entries.count)"
            }
            // The entries that nobody acknowledged are whole appends that were asked for.
            guard entries.map(\.draft).allSatisfy(attempted.contains), entries.count % 2 == 0 else {
                return "found entries that were not asked for"
            }
            let verification = try ledger.verify(expecting: acknowledged.last?.head, blobs: blobs)
            guard verification.isIntact, verification.notes.isEmpty else { return "\(verification)" }
            let listed = try blobs.list()
            guard acknowledgedBlobs.allSatisfy(listed.contains) else { return "an acknowledged blob is gone" }
            for digest in listed { _ = try blobs.get(digest) }
            var next = self
            try next.register(100, ledger, blobs)
            return try ledger.head() == next.acknowledged.last?.head ? nil : "the ledger cannot be continued"
        } catch {
            return "\(error)"
        }
    }
}
