import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Damage of stored bytes")
struct DamageTests {
    static let entryPath = "/ledger/entries/00000000000000000002"

    /// A ledger of three appends, the second of two entries.
    static func ledger() throws -> (files: MemoryFileLayer, head: LedgerHead) {
        let files = MemoryFileLayer()
        let ledger = try FileLedger(directory: "/ledger", clock: FixedClock(microseconds: 5), files: files)
        func draft(_ number: Int) throws -> LedgerDraft {
            LedgerDraft(
                kind: EntryKind(rawValue: "thing.done"), subject: try ResourceName("thing"), actor: "é",
                blobs: [SHA256.digest(of: [1])], payload: Array("{\"number\":\(number)}".utf8))
        }
        let first = try ledger.append(draft(1), expecting: nil)
        let second = try ledger.append([draft(2), draft(3)], expecting: first.head)
        return (files, try ledger.append(draft(4), expecting: second.last?.head).head)
    }

    /// The number at which a verification finds the chain broken.
    static func firstBreak(_ files: MemoryFileLayer, expecting head: LedgerHead? = nil) throws -> UInt64? {
        try FileLedger(directory: "/ledger", files: files).verify(expecting: head).firstBreak?.sequence
    }

    @Test("Every single changed bit of an entry is found, and names the entry")
    func entryBits() throws {
        let (files, _) = try Self.ledger()
        let original = try #require(files.content(of: Self.entryPath))
        for bit in 0..<original.count * 8 {
            var bytes = original
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            files.damage(Self.entryPath, to: bytes)
            #expect(throws: LedgerError.self, "bit \(bit)") { try LedgerEntry.decode(bytes) }
            if bit % 16 == 0 { #expect(try Self.firstBreak(files) == 2, "bit \(bit)") }
        }
    }

    @Test("Every truncation of an entry, and every trailing byte, is found")
    func entryLength() throws {
        let (files, _) = try Self.ledger()
        let original = try #require(files.content(of: Self.entryPath))
        for count in 0..<original.count {
            files.damage(Self.entryPath, to: Array(original.prefix(count)))
            #expect(try Self.firstBreak(files) == 2, "\(count) bytes")
        }
        for byte: UInt8 in [0, 10, 32, 109] {
            files.damage(Self.entryPath, to: original + [byte])
            #expect(try Self.firstBreak(files) == 2, "trailing byte \(byte)")
        }
    }

    @Test("Every changed bit and every truncation of a blob is found")
    func blob() throws {
        let files = MemoryFileLayer()
        let store = try FileBlobStore(directory: "/blobs", files: files)
        let digest = try store.put(Array("a blob of some bytes".utf8))
        let path = try #require(files.paths.first { $0.hasSuffix(digest.hex) })
        let original = try #require(files.content(of: path))
        for bit in 0..<original.count * 8 {
            var bytes = original
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            files.damage(path, to: bytes)
            let error = try #require(throws: LedgerError.self) { try store.get(digest) }
            #expect(error.code == .corrupt)
        }
        for count in 0..<original.count {
            files.damage(path, to: Array(original.prefix(count)))
            #expect(throws: LedgerError.self) { try store.get(digest) }
        }
        files.damage(path, to: Array(original.reversed()))
        #expect(try store.put(original) == digest)
        #expect(try store.get(digest) == original, "putting the content again heals the blob")
        files.damage(path, to: nil)
        let error = try #require(throws: LedgerError.self) { try store.get(digest) }
        #expect(error.code == .notFound)
    }

    @Test("A removed, repeated, swapped or foreign entry is found")
    func structure() throws {
        let names = [1, 2, 4].map { "/ledger/entries/0000000000000000000\($0)" }
        let removed = try Self.ledger()
        removed.files.damage(names[1], to: nil)
        #expect(try Self.firstBreak(removed.files) == 2)
        #expect(throws: LedgerError.self) { try FileLedger(directory: "/ledger", files: removed.files).entries() }

        let first = try Self.ledger()
        first.files.damage(names[0], to: nil)
        #expect(try Self.firstBreak(first.files) == 1)

        let swapped = try Self.ledger()
        let contents = names.compactMap(swapped.files.content(of:))
        swapped.files.damage(names[0], to: contents[2])
        swapped.files.damage(names[2], to: contents[0])
        #expect(try Self.firstBreak(swapped.files) == 1)

        let foreign = try Self.ledger()
        let other = try LedgerEntry.commit(
            [LedgerDraft(kind: EntryKind(rawValue: "thing.forged"), subject: ResourceName("x"), actor: "eve")],
            after: LedgerHead(sequence: 3, digest: .zero), at: Timestamp(microseconds: 0))
        foreign.files.damage(names[2], to: other.flatMap(\.encoded))
        #expect(try Self.firstBreak(foreign.files) == 4)
    }

    @Test("A cut tail is found against a kept head, and half an append without one")
    func tail() throws {
        let cut = try Self.ledger()
        cut.files.damage("/ledger/entries/00000000000000000004", to: nil)
        #expect(try Self.firstBreak(cut.files) == nil)
        #expect(try Self.firstBreak(cut.files, expecting: cut.head) == 4)

        let half = try Self.ledger()
        let entries = try LedgerEntry.decode(try #require(half.files.content(of: Self.entryPath)))
        half.files.damage("/ledger/entries/00000000000000000004", to: nil)
        half.files.damage(Self.entryPath, to: entries[0].encoded)
        #expect(try Self.firstBreak(half.files) == 2)
    }

    @Test("An entry that is removed while the ledger is open stops the next append")
    func removedWhileOpen() throws {
        let (files, head) = try Self.ledger()
        let ledger = try FileLedger(directory: "/ledger", files: files)
        #expect(try ledger.head() == head)
        files.damage("/ledger/entries/00000000000000000004", to: nil)
        let draft = LedgerDraft(kind: EntryKind(rawValue: "a.b"), subject: try ResourceName("x"), actor: "a")
        let error = try #require(throws: LedgerError.self) { try ledger.append(draft, expecting: head) }
        #expect(error.code == .corrupt)
    }
}
