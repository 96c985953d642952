import MLLedger
import MLTestKit
import Testing

@Suite("Memory file layer")
struct MemoryFileLayerTests {
    /// Creates a file with some bytes in a new directory.
    static func write(
        _ bytes: [UInt8], _ files: MemoryFileLayer, synchronizingFile: Bool, synchronizingDirectory: Bool
    ) throws {
        let directory = try files.openRoot("/d")
        let file = try files.createExclusively("f", in: directory)
        _ = try bytes.withUnsafeBytes { try files.write($0, to: file) }
        if synchronizingFile { try files.synchronize(file) }
        if synchronizingDirectory { try files.synchronize(directory) }
        files.close(file)
        files.close(directory)
    }

    @Test("A power loss takes the bytes that were not synchronised, and the names that were not")
    func powerLoss() throws {
        let cases: [(Bool, Bool, [UInt8]?)] = [
            (false, false, nil), (true, false, nil), (false, true, []), (true, true, [1, 2, 3]),
        ]
        for (synchronizesFile, synchronizesDirectory, expected) in cases {
            let files = MemoryFileLayer()
            try Self.write(
                [1, 2, 3], files, synchronizingFile: synchronizesFile, synchronizingDirectory: synchronizesDirectory)
            #expect(files.content(of: "/d/f") == [1, 2, 3])
            #expect(files.after(.dropsUnsynchronised).content(of: "/d/f") == expected)
            #expect(files.after(.keepsEverything).content(of: "/d/f") == [1, 2, 3])
        }
    }

    @Test("Random power losses show names without bytes, torn bytes, and everything between")
    func randomPowerLoss() throws {
        let files = MemoryFileLayer()
        let bytes = [UInt8](repeating: 7, count: 2000)
        try Self.write(bytes, files, synchronizingFile: false, synchronizingDirectory: false)
        var seen: Set<[UInt8]?> = []
        for seed in 0..<64 {
            let content = files.after(.random(seed: UInt64(seed))).content(of: "/d/f")
            #expect(content == files.after(.random(seed: UInt64(seed))).content(of: "/d/f"))
            seen.insert(content)
        }
        #expect(seen.contains(nil) && seen.contains([]) && seen.contains { ($0?.count ?? 0) == 2000 && $0 != bytes })
    }

    @Test("Links, moves and locks are those of POSIX")
    func semantics() throws {
        let files = MemoryFileLayer()
        try Self.write([1], files, synchronizingFile: true, synchronizingDirectory: true)
        let directory = try files.openRoot("/d")
        try files.link("f", in: directory, as: "g", in: directory)
        #expect(throws: FileFailure(.link, .alreadyExists)) {
            try files.link("f", in: directory, as: "g", in: directory)
        }
        let one = try files.openForReading("f", in: directory)
        let other = try files.openForReading("g", in: directory)
        #expect(try files.status(of: one) == files.status(of: other))
        #expect(try files.status(of: one).linkCount == 2)
        #expect(try files.tryLock(one))
        #expect(try !files.tryLock(other))
        files.close(one)
        #expect(try files.tryLock(other))
        try files.remove("f", in: directory)
        #expect(try files.status(of: other).linkCount == 1)
        try files.rename("g", in: directory, to: "h", in: directory)
        #expect(files.paths == ["/d/h"])
        #expect(throws: FileFailure(.openForReading, .notFound)) { try files.openForReading("g", in: directory) }
        files.close(other)
        files.close(directory)
        #expect(files.openHandleCount == 0)
        #expect(throws: FileFailure(.list, .badHandle)) { try files.list(directory) }
    }

    @Test("A fault happens to the call it is for, once or from then on")
    func faults() throws {
        for isPersistent in [false, true] {
            let fault = FileFault(.refuse(.noSpace), call: 2, isPersistent: isPersistent, operations: [.makeDirectory])
            let files = FaultInjectingFileLayer(MemoryFileLayer(), fault: fault)
            let root = try files.openRoot("/")
            try files.makeDirectory("a", in: root)
            #expect(!files.hasHappened)
            #expect(throws: FileFailure(.makeDirectory, .noSpace)) { try files.makeDirectory("b", in: root) }
            #expect(files.hasHappened)
            let third = Result { try files.makeDirectory("c", in: root) }
            #expect((try? third.get()) == nil ? isPersistent : !isPersistent)
            #expect(try files.list(root) == (isPersistent ? ["a"] : ["a", "c"]))
        }
    }

    @Test("Short and torn writes leave what they say")
    func partialWrites() throws {
        for (effect, expected) in [(FileFault.Effect.short(1), [UInt8]([1])), (.torn(2), [1, 2]), (.torn(0), [])] {
            let memory = MemoryFileLayer()
            let files = FaultInjectingFileLayer(memory, fault: FileFault(effect, call: 1))
            let file = try files.createExclusively("f", in: files.openRoot("/"))
            let written = Result { try [UInt8]([1, 2, 3]).withUnsafeBytes { try files.write($0, to: file) } }
            #expect((try? written.get()) == (effect == .short(1) ? 1 : nil))
            #expect(memory.content(of: "/f") == expected)
        }
    }
}
