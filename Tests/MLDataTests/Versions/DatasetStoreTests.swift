import MLCore
import MLLedger
import Testing

@testable import MLData

@Suite("Dataset store")
struct DatasetStoreTests {
    @Test("A stored table reads back equal, NaN bits and missing values included", arguments: 0..<60)
    func roundTrip(seed: Int) throws {
        let frame = try RandomFrames.frame(seed: UInt64(seed), maximumRows: 150)
        let store = DatasetStore(ledger: MemoryLedger(), blobs: MemoryBlobStore())
        let profile = try TableProfile(of: frame)
        let name = try ResourceName("titles")
        let version = try store.store(frame, as: name, actor: "test", source: "random", profile: profile)
        #expect(try store.frame(of: version) == frame)
        #expect(try store.profile(of: version) == profile)
        #expect(try store.versions(of: name) == [version])
        #expect((version.rowCount, version.source, version.schema) == (frame.rowCount, "random", frame.schema))
    }

    @Test("Equal tables have equal digests whatever their source; other tables have others")
    func digests() throws {
        let blobs = MemoryBlobStore()
        let ledger = MemoryLedger()
        let store = DatasetStore(ledger: ledger, blobs: blobs)
        let name = try ResourceName("titles")
        let frame = try DataFrameTests.films()
        let first = try store.store(frame, as: name, actor: "a", source: "x")
        let same = try store.store(frame, as: name, actor: "b", source: "y", profile: TableProfile(of: frame))
        let wider = try store.store(
            frame.appending(Column([1.0, 2, 3, 4]), named: "z"), as: name, actor: "a", source: "x")
        let renamed = try store.store(frame.renaming(["year": "y"]), as: name, actor: "a", source: "x")
        #expect(first.digest == same.digest)
        #expect(Set([first.digest, wider.digest, renamed.digest]).count == 3)
        #expect(first.entryDigest != same.entryDigest)
        #expect(wider.chunks.starts(with: first.chunks))
        #expect(try store.versions(of: name).map(\.sequence) == [1, 2, 3, 4])
        #expect(try store.versions(of: name, asOf: .sequence(2)).count == 2)
        #expect(try store.versions(of: ResourceName("other")).isEmpty)
        #expect(try ledger.verify(blobs: blobs, limit: 1 << 20).isIntact)
    }

    @Test("Long and wide tables are divided into blobs within the limit of an entry")
    func layout() throws {
        for (rows, columns) in [(0, 0), (0, 3), (1, 1), (10, 5000), (3_000_000, 400), (1 << 29, 1)] {
            let layout = try DatasetLayout(rowCount: rows, columnCount: columns)
            let chunks = layout.chunks(rowCount: rows, columnCount: columns)
            #expect(chunks.count <= DatasetLayout.chunkLimit)
            #expect(chunks.reduce(0) { $0 + $1.rows.count * $1.columns.count } == rows * columns)
        }
        #expect(throws: DataError.self) { try DatasetLayout(rowCount: 1 << 40, columnCount: 1) }
    }

    @Test("The stored form of a column is the same bytes in every build")
    func goldenBytes() {
        var writer = BinaryWriter()
        ColumnChunk.write(Column(["a", nil, "é"]), to: &writer)
        let expected: [UInt8] = [
            0x4D, 0x4C, 0x43, 0x31, 4, 3, 1, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 3, 0x61, 0xC3, 0xA9,
        ]
        #expect(writer.bytes == expected)
    }

    @Test("Damaged bytes are refused or read as another sound column, never trapped on")
    func hostileBytes() throws {
        var random = SeededGenerator(seed: 4)
        for seed in 0..<40 {
            let frame = try RandomFrames.frame(seed: UInt64(seed), maximumRows: 12)
            for column in frame.columns {
                var writer = BinaryWriter()
                ColumnChunk.write(column, to: &writer)
                for _ in 0..<50 {
                    var bytes = writer.bytes
                    bytes[random.next(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
                    if random.nextBool(probability: 0.3) { bytes.removeLast(random.next(below: bytes.count)) }
                    var reader = BinaryReader(bytes, budget: ByteBudget(limit: 1 << 16))
                    guard let read = try? ColumnChunk.read(&reader), reader.isAtEnd else { continue }
                    var again = BinaryWriter()
                    ColumnChunk.write(read, to: &again)
                    #expect(again.bytes == bytes)
                }
            }
        }
    }

    @Test("An entry of another kind, or one that contradicts itself, is no version")
    func badEntries() throws {
        let ledger = MemoryLedger()
        let name = try ResourceName("titles")
        let other = try ledger.append(
            LedgerDraft(kind: .init(rawValue: "a.b"), subject: name, actor: "t"), expecting: nil)
        let store = DatasetStore(ledger: ledger, blobs: MemoryBlobStore())
        let version = try store.store(DataFrameTests.films(), as: name, actor: "t", source: "s")
        let entry = try ledger.entry(at: version.sequence)
        var draft = entry.draft
        draft.blobs.swapAt(0, 1)
        let swapped = try ledger.append(draft, expecting: ledger.head())
        draft.payload = Array("{}".utf8)
        let empty = try ledger.append(draft, expecting: ledger.head())
        for bad in [other, swapped, empty] {
            let error = #expect(throws: DataError.self) { try DatasetVersion(bad) }
            #expect(error?.code == .malformedDataset)
        }
        #expect(throws: LedgerError.self) {
            try DatasetStore(ledger: ledger, blobs: MemoryBlobStore()).frame(of: version)
        }
    }
}
