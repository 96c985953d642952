import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("File ledger")
struct FileLedgerTests {
    static func draft(_ number: Int, size: Int = 10) throws -> LedgerDraft {
        LedgerDraft(
            kind: EntryKind(rawValue: "thing.done"), subject: try ResourceName("thing-\(number)"), actor: "test",
            payload: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: size))
    }

    /// A ledger of appends of one to four entries.
    static func fill(_ ledger: FileLedger, appends: Int, size: Int = 10) throws {
        for number in 0..<appends {
            let drafts = try (0...number % 4).map { try draft(number * 4 + $0, size: size) }
            try ledger.append(drafts, expecting: ledger.head())
        }
    }

    @Test("The directory holds a format mark and one file per append, and nothing else")
    func layout() throws {
        let files = MemoryFileLayer()
        try Self.fill(FileLedger(directory: "/a/ledger", files: files), appends: 3)
        #expect(
            files.paths == [
                "/a/ledger/FORMAT", "/a/ledger/entries/00000000000000000001",
                "/a/ledger/entries/00000000000000000002", "/a/ledger/entries/00000000000000000004",
            ])
        #expect(files.content(of: "/a/ledger/FORMAT") == Array("swift-mlops ledger 1\n".utf8))
    }

    @Test("A store of a newer version, of another kind, or of another program is refused, and nothing is written")
    func foreignDirectories() throws {
        let marks: [(String, LedgerError.Code)] = [
            ("swift-mlops ledger 2\n", .unsupportedVersion), ("swift-mlops ledger 10\n", .unsupportedVersion),
            ("swift-mlops blob store 1\n", .corrupt), ("swift-mlops ledger 01\n", .corrupt), ("", .corrupt),
            ("swift-mlops ledger 1", .corrupt), ("swift-mlops ledger 1\n\n", .corrupt), ("x", .corrupt),
        ]
        for (mark, code) in marks {
            let files = MemoryFileLayer()
            try Self.fill(FileLedger(directory: "/ledger", files: files), appends: 2)
            files.damage("/ledger/FORMAT", to: Array(mark.utf8))
            let before = files.paths.map { files.content(of: $0) }
            let error = try #require(throws: LedgerError.self) { try FileLedger(directory: "/ledger", files: files) }
            #expect(error.code == code, "\(mark): \(error)")
            #expect(files.paths.map { files.content(of: $0) } == before)
        }
        let files = MemoryFileLayer()
        _ = try FileLedger(directory: "/home/ledger", files: files)
        let error = try #require(throws: LedgerError.self) { try FileLedger(directory: "/home", files: files) }
        #expect(error.code == .invalidArgument)
        #expect(throws: LedgerError.self) { try FileBlobStore(directory: "/home/ledger", files: files) }
        #expect(throws: LedgerError.self) { try FileLedger(directory: "", files: SystemFileLayer()) }
    }

    @Test("A ledger that lost its format mark is refused, not taken for a new one")
    func lostMark() throws {
        let files = MemoryFileLayer()
        try Self.fill(FileLedger(directory: "/ledger", files: files), appends: 1)
        files.damage("/ledger/FORMAT", to: nil)
        let error = try #require(throws: LedgerError.self) { try FileLedger(directory: "/ledger", files: files) }
        #expect(error.code == .corrupt)
    }

    @Test("An entry of a newer version is refused")
    func newerEntry() throws {
        let files = MemoryFileLayer()
        try Self.fill(FileLedger(directory: "/ledger", files: files), appends: 1)
        let path = "/ledger/entries/00000000000000000001"
        let text = String(decoding: try #require(files.content(of: path)), as: UTF8.self)
        files.damage(path, to: Array("mlops-entry 2\n".utf8) + Array(text.utf8.dropFirst(14)))
        let error = try #require(throws: LedgerError.self) { try FileLedger(directory: "/ledger", files: files).head() }
        #expect(error.code == .unsupportedVersion)
    }

    @Test("Two values over one directory see each other's appends, and leftovers of the dead are removed")
    func sharing() throws {
        let files = MemoryFileLayer()
        let one = try FileLedger(directory: "/ledger", files: files)
        let other = try FileLedger(directory: "/ledger", files: files)
        try Self.fill(one, appends: 3)
        #expect(try other.head() == one.head())
        let entry = try other.append(Self.draft(9), expecting: one.head())
        #expect(try one.entry(at: entry.sequence) == entry)
        #expect(throws: LedgerError.self) { try one.append(Self.draft(9), expecting: nil) }

        let root = try files.openRoot("/ledger/temporary")
        let living = try files.createExclusively("living", in: root)
        #expect(try files.tryLock(living))
        _ = try files.createExclusively("dead", in: root)
        _ = try FileLedger(directory: "/ledger", files: files)
        #expect(files.content(of: "/ledger/temporary/living") != nil)
        #expect(files.content(of: "/ledger/temporary/dead") == nil)
    }

    @Test("Segments change nothing but speed: with, without and with damaged ones the same entries are read")
    func segments() throws {
        let files = MemoryFileLayer()
        let ledger = try FileLedger(directory: "/ledger", files: files)
        #expect(try ledger.checkpoint() == 0)
        try Self.fill(ledger, appends: 500)
        let entries = try ledger.entries()
        #expect(entries.count == 1250)
        #expect(try ledger.checkpoint() == 1)
        #expect(try ledger.checkpoint() == 0)
        let path = "/ledger/segments/00000000000000000001"
        let segment = try #require(files.content(of: path))
        for content in [segment, Array(segment.dropLast()), Array(segment.reversed()), [], nil] {
            files.damage(path, to: content)
            let again = try FileLedger(directory: "/ledger", files: files)
            #expect(try again.entries() == entries)
            #expect(try again.entries(from: 1000, through: 1100) == Array(entries[999..<1100]))
            let verification = try again.verify(expecting: ledger.head())
            #expect(verification.isIntact)
            #expect(verification.notes.isEmpty == (content == segment || content == nil))
        }
    }

    @Test("Large entries fill segments by size")
    func largeSegments() throws {
        let files = MemoryFileLayer()
        let ledger = try FileLedger(directory: "/ledger", files: files)
        try Self.fill(ledger, appends: 6, size: 400_000)
        #expect(try ledger.checkpoint() == 1)
        let again = try FileLedger(directory: "/ledger", files: files)
        #expect(try again.entries() == ledger.entries())
        #expect(try again.verify().isIntact)
    }

    @Test("Names in the directory that are not those of entries are noted")
    func strangers() throws {
        let files = MemoryFileLayer()
        try Self.fill(FileLedger(directory: "/ledger", files: files), appends: 2)
        let directory = try files.openRoot("/ledger/entries")
        files.close(try files.createExclusively("README", in: directory))
        let verification = try FileLedger(directory: "/ledger", files: files).verify()
        #expect(verification.isIntact)
        #expect(verification.notes.count == 1)
    }
}
