import Foundation
import MLCore
import MLLedger
import Testing

@Suite("Unsafe files")
struct UnsafeFileTests {
    static let content = Array("the content of the blob".utf8)

    private static func blobFile(in path: String, _ digest: Digest) -> String {
        "\(path)/\(digest.hex.prefix(2))/\(digest.hex)"
    }

    @Test("Files and directories of stores are private")
    func modes() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let digest = try FileBlobStore(directory: path).put(Self.content)
        let manager = FileManager.default
        func mode(_ path: String) throws -> Int? {
            try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o700)
        #expect(try mode("\(path)/temporary") == 0o700)
        #expect(try mode("\(path)/\(digest.hex.prefix(2))") == 0o700)
        #expect(try mode(Self.blobFile(in: path, digest)) == 0o600)
        #expect(try mode("\(path)/FORMAT") == 0o600)
        #expect(try manager.contentsOfDirectory(atPath: "\(path)/temporary").isEmpty)
    }

    @Test(
        "A link, pipe, directory or second name in place of a blob is refused, whatever it leads to",
        arguments: ["symbolic link", "pipe", "directory", "hard link"])
    func blobs(kind: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let store = try FileBlobStore(directory: path)
        let digest = try store.put(Self.content)
        try Self.replace(Self.blobFile(in: path, digest), by: kind, folder)
        let error = try #require(throws: LedgerError.self) { try store.get(digest) }
        #expect(error.code == .unsafeFile, "\(error)")
        #expect(throws: LedgerError.self) { try store.put(Self.content) }
    }

    @Test(
        "A link, pipe, directory or second name in place of an entry is refused, whatever it leads to",
        arguments: ["symbolic link", "pipe", "directory", "hard link"])
    func entries(kind: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let draft = LedgerDraft(kind: EntryKind(rawValue: "a.b"), subject: try ResourceName("x"), actor: "a")
        let head = try FileLedger(directory: path).append(draft, expecting: nil).head
        try Self.replace("\(path)/entries/00000000000000000001", by: kind, folder)
        let ledger = try FileLedger(directory: path)
        let error = try #require(throws: LedgerError.self) { try ledger.entry(at: 1) }
        #expect(error.code == .unsafeFile, "\(error)")
        #expect(try ledger.verify().firstBreak?.sequence == 1)
        #expect(throws: LedgerError.self) { try ledger.append(draft, expecting: head) }
    }

    /// Keeps the content elsewhere, and puts something that leads to it in its place.
    private static func replace(_ file: String, by kind: String, _ folder: TemporaryFolder) throws {
        let manager = FileManager.default
        let elsewhere = "\(folder.path)/elsewhere"
        try manager.moveItem(atPath: file, toPath: elsewhere)
        switch kind {
        case "symbolic link": try manager.createSymbolicLink(atPath: file, withDestinationPath: elsewhere)
        case "hard link": try manager.linkItem(atPath: elsewhere, toPath: file)
        case "directory": try manager.createDirectory(atPath: file, withIntermediateDirectories: false)
        default: #expect(mkfifo(file, 0o600) == 0)
        }
    }

    @Test("A linked directory inside of a store is refused")
    func linkedShard() throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        let store = try FileBlobStore(directory: path)
        let digest = try store.put(Self.content)
        let shard = "\(path)/\(digest.hex.prefix(2))"
        try FileManager.default.moveItem(atPath: shard, toPath: "\(folder.path)/elsewhere")
        try FileManager.default.createSymbolicLink(atPath: shard, withDestinationPath: "\(folder.path)/elsewhere")
        #expect(throws: LedgerError.self) { try store.get(digest) }
        #expect(throws: LedgerError.self) { try store.put(Self.content) }
    }

    @Test("A path below a file, and one that is no directory, are typed errors")
    func badRoots() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/file"
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        for path in [file, "\(file)/store", "", "a\0b"] {
            let error = #expect(throws: LedgerError.self) { try FileBlobStore(directory: path) }
            #expect(error?.code == .storage, "\(String(describing: error))")
        }
    }
}
