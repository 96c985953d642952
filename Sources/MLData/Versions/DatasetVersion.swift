public import MLCore
public import MLLedger

/// A table that was stored for good: an entry of a ledger and the blobs that it names.
///
/// ``digest`` names the content: the schema, the number of rows and every value. Two versions with equal digests hold
/// equal tables, whatever their source and time.
public struct DatasetVersion: Sendable, Hashable {
    /// The name of the dataset.
    public let name: ResourceName
    /// The number of the ledger entry.
    public let sequence: UInt64
    /// The digest of the ledger entry.
    public let entryDigest: Digest
    /// What the clock of the writer said.
    public let timestamp: Timestamp
    /// Who or what stored it.
    public let actor: String
    /// What the table was made from and how, in words.
    public let source: String
    /// The names and types of the columns.
    public let schema: Schema
    /// The number of rows.
    public let rowCount: Int
    /// The digest of the content.
    public let digest: Digest
    /// The blob with the ``TableProfile`` of the table as canonical JSON, if one was stored.
    public let profileDigest: Digest?
    /// The blobs with the columns, in the order of ``DatasetStore``'s stored form.
    public let chunks: [Digest]
    let layout: DatasetLayout
}

extension EntryKind {
    /// A version of a dataset was stored.
    public static let datasetVersion = EntryKind(rawValue: "dataset.version")
}

/// How rows and columns are divided into blobs.
struct DatasetLayout: Sendable, Hashable, Codable {
    /// The most rows of a blob.
    static let rowsPerChunk = 1 << 20
    /// The most blobs of a version with columns; two more hold the description and the profile.
    static let chunkLimit = LedgerLimits.blobCount - 2

    let rowsPerChunk: Int
    let columnsPerChunk: Int

    init(rowCount: Int, columnCount: Int, rowsPerChunk: Int = Self.rowsPerChunk) throws(DataError) {
        self.rowsPerChunk = rowsPerChunk
        let groups = max(1, (rowCount + rowsPerChunk - 1) / rowsPerChunk)
        guard groups <= Self.chunkLimit else {
            throw DataError(
                .limitExceeded, "\(rowCount) rows are more than a dataset version holds", at: "dataset version",
                remedy: "Store the table as several datasets.")
        }
        let chunksPerGroup = Self.chunkLimit / groups
        columnsPerChunk = max(1, (columnCount + chunksPerGroup - 1) / chunksPerGroup)
    }

    var isValid: Bool { (1...1 << 40).contains(rowsPerChunk) && (1...1 << 30).contains(columnsPerChunk) }

    /// The rows and columns of each blob: all columns of the first rows, then all columns of the next.
    func chunks(rowCount: Int, columnCount: Int) -> [(rows: Range<Int>, columns: Range<Int>)] {
        stride(from: 0, to: max(1, rowCount), by: rowsPerChunk).flatMap { row in
            stride(from: 0, to: columnCount, by: columnsPerChunk).map { column in
                (row..<max(row, min(rowCount, row + rowsPerChunk)), column..<min(columnCount, column + columnsPerChunk))
            }
        }
    }
}

/// The description of a dataset, whose digest is that of the dataset; stored as a blob, so the digest names something.
struct DatasetContent: Codable {
    var formatVersion: Int
    var schema: Schema
    var rowCount: Int
    var layout: DatasetLayout
    var chunks: [Digest]

    func bytes() throws -> [UInt8] { try CanonicalJSONEncoder().encode(self) }
}

/// The payload of a `dataset.version` entry; the entry's blobs are the description, the chunks and the profile, if there is one.
struct DatasetVersionPayload: Codable {
    static let formatVersion = 1

    var formatVersion: Int
    var schema: Schema
    var rowCount: Int
    var layout: DatasetLayout
    var source: String
    var digest: Digest
    var hasProfile: Bool
}
