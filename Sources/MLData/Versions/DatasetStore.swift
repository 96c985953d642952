import MLCore
public import MLLedger

/// Stores tables as dataset versions and reads them back.
///
/// A version is an entry of kind `dataset.version` in the ledger, whose blobs hold the columns in a deterministic binary
/// form: runs of at most 2²⁰ rows, column by column. Equal runs of a column are one blob, also between versions. The
/// digest of the version covers schema, number of rows and blobs, so storing an equal table gives an equal digest.
///
/// ```swift
/// let store = DatasetStore(ledger: ledger, blobs: blobs)
/// let version = try store.store(frame, as: ResourceName("titles"), actor: "ingest", source: "titles.jsonl")
/// try store.frame(of: version) == frame  // true
/// ```
public struct DatasetStore: Sendable {
    private let ledger: any Ledger
    private let blobs: any BlobStore

    /// Creates a store.
    ///
    /// - Parameters:
    ///   - ledger: Where versions are recorded.
    ///   - blobs: Where their content is.
    public init(ledger: any Ledger, blobs: any BlobStore) {
        self.ledger = ledger
        self.blobs = blobs
    }

    /// Stores a table as a new version.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - name: The name of the dataset.
    ///   - actor: Who or what stores it.
    ///   - source: What the table was made from and how, in words.
    ///   - profile: The profile of the table, which is stored with it.
    /// - Returns: The version; it is durable.
    /// - Throws: ``DataError`` with code `limitExceeded`, or `LedgerError`; no version is recorded then.
    public func store(
        _ frame: DataFrame, as name: ResourceName, actor: String, source: String, profile: TableProfile? = nil
    ) throws -> DatasetVersion {
        let layout = try DatasetLayout(rowCount: frame.rowCount, columnCount: frame.columns.count)
        var chunks: [Digest] = []
        for chunk in layout.chunks(rowCount: frame.rowCount, columnCount: frame.columns.count) {
            let isWhole = chunk.rows.count == frame.rowCount
            let positions = isWhole ? [] : Array(chunk.rows)
            var writer = BinaryWriter()
            for column in frame.columns[chunk.columns] {
                ColumnChunk.write(isWhole ? column : column.uncheckedTaking(positions), to: &writer)
            }
            chunks.append(try blobs.put(writer.bytes))
        }
        let content = DatasetContent(
            formatVersion: DatasetVersionPayload.formatVersion, schema: frame.schema, rowCount: frame.rowCount,
            layout: layout, chunks: chunks)
        let payload = DatasetVersionPayload(
            formatVersion: content.formatVersion, schema: frame.schema, rowCount: frame.rowCount, layout: layout,
            source: source, digest: try blobs.put(try content.bytes()), hasProfile: profile != nil)
        var needed = [payload.digest] + chunks
        if let profile { needed.append(try blobs.put(try CanonicalJSONEncoder().encode(profile))) }
        let draft = LedgerDraft(
            kind: .datasetVersion, subject: name, actor: actor, blobs: needed,
            payload: try CanonicalJSONEncoder().encode(payload))
        let entries = try ledger.append { _ in [draft] }
        guard let entry = entries.first else {
            throw DataError(.malformedDataset, "the ledger acknowledged a version without an entry", at: "\(name)")
        }
        return try DatasetVersion(entry)
    }

    /// The versions of a dataset, from the first to the last.
    ///
    /// - Parameters:
    ///   - name: The name of the dataset.
    ///   - moment: Up to where the ledger is read.
    /// - Returns: The versions; none when the dataset was never stored.
    /// - Throws: ``DataError`` with code `malformedDataset`, or `LedgerError`.
    /// - Complexity: O(entries of the ledger).
    public func versions(of name: ResourceName, asOf moment: LedgerMoment = .latest) throws -> [DatasetVersion] {
        try ledger.fold(into: [], asOf: moment) { versions, entry in
            guard entry.kind == .datasetVersion, entry.subject == name else { return }
            versions.append(try DatasetVersion(entry))
        }.state
    }

    /// The table of a version.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - blobLimit: The greatest size of a blob that is read, in bytes; 4 GiB unless given.
    /// - Returns: A table equal to the one that was stored.
    /// - Throws: ``DataError`` with code `malformedDataset` when the content is not that of the digest, or `LedgerError`.
    public func frame(of version: DatasetVersion, blobLimit: Int = 4 << 30) throws -> DataFrame {
        let fields = version.schema.fields
        let layout = version.layout.chunks(rowCount: version.rowCount, columnCount: fields.count)
        var columns = fields.map { Column(empty: $0.type) }
        for (chunk, digest) in zip(layout, version.chunks) {
            let bytes = try blobs.get(digest, limit: blobLimit)
            // Offsets of short texts take more room in memory than their lengths in the blob.
            let budget = ByteBudget(limit: bytes.count.multipliedReportingOverflow(by: 16).partialValue)
            var reader = BinaryReader(bytes, budget: budget, name: "blob \(digest)")
            do {
                for position in chunk.columns {
                    let column = try ColumnChunk.read(&reader)
                    guard column.count == chunk.rows.count else {
                        throw reader.malformed("\(column.count) rows where there should be \(chunk.rows.count)")
                    }
                    columns[position] =
                        columns[position].count == 0 ? column : try columns[position].appending(column)
                }
                try reader.expectEnd()
            } catch {
                throw DataError(
                    .malformedDataset, "a blob does not hold the columns of the dataset", at: "\(version.name)",
                    remedy: "Verify the ledger and its blobs, and restore them from a backup.", cause: error)
            }
        }
        do {
            if columns.isEmpty { return DataFrame(unchecked: [], schema: version.schema, rowCount: version.rowCount) }
            return try DataFrame(columns: columns, schema: version.schema)
        } catch {
            throw DataError(
                .malformedDataset, "the columns do not follow the schema", at: "\(version.name)", cause: error)
        }
    }

    /// The profile that was stored with a version.
    ///
    /// - Parameter version: The version.
    /// - Returns: The profile, or `nil` when none was stored.
    /// - Throws: `LedgerError`, or `CoreError` when the blob holds no profile.
    public func profile(of version: DatasetVersion) throws -> TableProfile? {
        guard let digest = version.profileDigest else { return nil }
        return try CanonicalJSONDecoder().decode(TableProfile.self, from: try blobs.get(digest))
    }
}

extension DatasetVersion {
    /// Reads a version from its entry.
    ///
    /// - Parameter entry: An entry of kind `dataset.version`.
    /// - Throws: ``DataError`` with code `malformedDataset` when the entry is none or contradicts itself.
    public init(_ entry: LedgerEntry) throws {
        let place = "ledger entry \(entry.sequence)"
        guard entry.kind == .datasetVersion else {
            throw DataError(.malformedDataset, "the entry is of kind \(entry.kind)", at: place)
        }
        let payload: DatasetVersionPayload
        do {
            payload = try CanonicalJSONDecoder().decode(DatasetVersionPayload.self, from: entry.payload)
        } catch {
            throw DataError(.malformedDataset, "the entry does not describe a dataset", at: place, cause: error)
        }
        guard payload.formatVersion == DatasetVersionPayload.formatVersion else {
            throw DataError(
                .malformedDataset, "the format version \(payload.formatVersion) is not known", at: place,
                remedy: "Use a newer version of the library.")
        }
        let chunks = Array(entry.blobs.dropFirst().dropLast(payload.hasProfile ? 1 : 0))
        let content = DatasetContent(
            formatVersion: payload.formatVersion, schema: payload.schema, rowCount: payload.rowCount,
            layout: payload.layout, chunks: chunks)
        let isSound =
            (0...1 << 50).contains(payload.rowCount) && payload.layout.isValid
            && payload.rowCount / payload.layout.rowsPerChunk <= LedgerLimits.blobCount
            && payload.layout.chunks(rowCount: payload.rowCount, columnCount: payload.schema.fields.count).count
                == chunks.count
        guard isSound, entry.blobs.first == payload.digest,
            SHA256.digest(of: try content.bytes()) == payload.digest
        else {
            throw DataError(.malformedDataset, "the entry contradicts itself", at: place)
        }
        self.init(
            name: entry.subject, sequence: entry.sequence, entryDigest: entry.digest, timestamp: entry.timestamp,
            actor: entry.actor, source: payload.source, schema: payload.schema, rowCount: payload.rowCount,
            digest: payload.digest, profileDigest: payload.hasProfile ? entry.blobs.last : nil, chunks: chunks,
            layout: payload.layout)
    }
}
