import Foundation
import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Bundle files on disk")
struct BundleFileStorageTests {
    @Test("A file is written whole, replaces the one before, and leaves nothing else")
    func writing() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/models/plot.mlbundle"
        let (first, second) = (try BundleSamples.small(weights: 10), try BundleSamples.small(weights: 20))
        #expect(try first.write(toFile: path) == first.digest())
        #expect(try Bundle(file: path) == first)
        #expect(try second.write(toFile: path) == second.digest())
        #expect(try Bundle(file: path) == second)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/models") == ["plot.mlbundle"])
    }

    @Test("A copied file is the same model")
    func copy() throws {
        let folder = try TemporaryFolder()
        let bundle = try BundleSamples.small()
        try bundle.write(toFile: "\(folder.path)/a")
        try FileManager.default.copyItem(atPath: "\(folder.path)/a", toPath: "\(folder.path)/b")
        try FileManager.default.linkItem(atPath: "\(folder.path)/a", toPath: "\(folder.path)/c")
        #expect(try Bundle(file: "\(folder.path)/b") == bundle)
        #expect(try Bundle(file: "\(folder.path)/c") == bundle)
    }

    @Test("A link, pipe or directory is refused, whatever it leads to", arguments: ["link", "pipe", "directory"])
    func unsafe(kind: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/model"
        let bundle = try BundleSamples.small()
        try bundle.write(toFile: "\(folder.path)/elsewhere")
        switch kind {
        case "link":
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: "\(folder.path)/elsewhere")
        case "directory": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        default: #expect(mkfifo(path, 0o600) == 0)
        }
        let error = #expect(throws: LedgerError.self) { try Bundle(file: path) }
        #expect(error?.code == .unsafeFile, "\(String(describing: error))")
        if kind == "link" {
            // The name is given to the new file; what the link leads to stays as it was.
            try BundleSamples.small(weights: 1).write(toFile: path)
            #expect(try Bundle(file: "\(folder.path)/elsewhere") == bundle)
        } else {
            // A device has its name for others too: as `/dev/null` it would be lost to the whole system.
            let refusal = #expect(throws: LedgerError.self) { try bundle.write(toFile: path) }
            #expect(refusal?.code == .unsafeFile, "\(String(describing: refusal))")
            var status = stat()
            #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == (kind == "pipe" ? S_IFIFO : S_IFDIR))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["elsewhere", "model"])
    }

    @Test("Whether a file could be written is found out before there is a model, and nothing stays behind")
    func checking() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/models/plot.mlbundle"
        try Bundle.checkWritable(toFile: path)
        try Bundle.checkWritable(toFile: path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/models").isEmpty)
        for (path, code) in [
            ("\(folder.path)/models", .unsafeFile), ("/dev/null/model", .storage), ("/", .invalidArgument),
        ] as [(String, LedgerError.Code)] {
            let error = #expect(throws: LedgerError.self) { try Bundle.checkWritable(toFile: path) }
            #expect(error?.code == code, "\(path): \(String(describing: error))")
        }
    }

    @Test("A file that is not there is an error, and no directory is made for it")
    func missing() throws {
        let folder = try TemporaryFolder()
        for path in ["\(folder.path)/none", "\(folder.path)/no/such/directory/model", "/dev/null/model"] {
            let error = #expect(throws: LedgerError.self) { try Bundle(file: path) }
            #expect(error?.code == .notFound, "\(String(describing: error))")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        for path in ["", "/", ".", "a/..", "\(folder.path)/", "a\0b"] {
            let error = #expect(throws: LedgerError.self) { try Bundle(file: path) }
            #expect(error?.code == .invalidArgument, "\(path.debugDescription)")
            #expect(throws: LedgerError.self) { try BundleSamples.small().write(toFile: path) }
        }
    }

    @Test("A file that is no bundle, or was cut, is told with its name")
    func named() throws {
        let files = MemoryFileLayer()
        try BundleSamples.small().write(toFile: "/models/a", files: files)
        let content = try #require(files.content(of: "/models/a"))
        for damaged in [[], Array("{}".utf8), Array(content.dropLast())] {
            files.damage("/models/a", to: damaged)
            let error = #expect(throws: LedgerError.self) { try Bundle(file: "/models/a", files: files) }
            #expect(error?.code == .corrupt && error?.details.place?.contains("\"/models/a\"") == true)
        }
    }

    @Test("A file larger than the limit is not read")
    func limit() throws {
        let files = MemoryFileLayer()
        let bundle = try BundleSamples.small()
        try bundle.write(toFile: "/models/a", files: files)
        let size = try bundle.fileContent().count
        #expect(try Bundle(file: "/models/a", limit: size, files: files) == bundle)
        let error = #expect(throws: LedgerError.self) { try Bundle(file: "/models/a", limit: size - 1, files: files) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Whatever operation fails, the name holds the old file or the new one, whole")
    func faults() throws {
        let (old, new) = (try BundleSamples.small(weights: 10), try BundleSamples.small(weights: 20))
        for effect in FileFault.allEffects {
            for call in 1...100 {
                let files = MemoryFileLayer()
                try old.write(toFile: "/models/a", files: files)
                let faulty = FaultInjectingFileLayer(files, fault: FileFault(effect, call: call))
                do {
                    try new.write(toFile: "/models/a", files: faulty)
                    #expect(try Bundle(file: "/models/a", files: files) == new)
                } catch is LedgerError {
                    let found = try Bundle(file: "/models/a", files: files)
                    #expect(found == old || found == new, "\(effect) at call \(call)")
                }
                #expect(files.openHandleCount == 0, "\(effect) at call \(call)")
                let after = try Bundle(file: "/models/a", files: files.after(.dropsUnsynchronised))
                #expect(after == old || after == new, "\(effect) at call \(call)")
                if !faulty.hasHappened { break }
            }
        }
    }
}
