import MLCore
import MLLedger

/// The content of a ``MemoryFileLayer``: what programs see, and what is on stable storage.
struct MemoryVolume {
    struct File {
        var bytes: [UInt8] = []
        var durable: [UInt8] = []
    }

    /// A change of one directory; changes made in one step have one number, and survive a power loss together.
    struct Change {
        let step: UInt64
        let name: String
        let node: Int?
    }

    struct Directory {
        var names: [String: Int] = [:]
        var durable: [String: Int] = [:]
        var changes: [Change] = []

        mutating func set(_ name: String, to node: Int?, step: UInt64) {
            names[name] = node
            changes.append(Change(step: step, name: name, node: node))
        }
    }

    enum Node {
        case file(File)
        case directory(Directory)
    }

    struct Opening {
        let node: Int
        let isWritable: Bool
        var offset = 0
    }

    static let root = 0

    var nodes: [Int: Node] = [root: .directory(Directory())]
    var openings: [Int32: Opening] = [:]
    /// The openings that hold the lock of a file.
    var locks: [Int: Int32] = [:]
    private var lastNode = 0
    private var lastHandle: Int32 = 2
    private var lastStep: UInt64 = 0

    mutating func newStep() -> UInt64 {
        lastStep += 1
        return lastStep
    }

    mutating func add(_ node: Node) -> Int {
        lastNode += 1
        nodes[lastNode] = node
        return lastNode
    }

    mutating func open(_ node: Int, isWritable: Bool = false) -> Int32 {
        lastHandle += 1
        openings[lastHandle] = Opening(node: node, isWritable: isWritable)
        return lastHandle
    }

    mutating func close(_ handle: Int32) {
        guard let opening = openings.removeValue(forKey: handle) else { return }
        if locks[opening.node] == handle { locks[opening.node] = nil }
    }

    func opening(_ handle: Int32, _ operation: FileFailure.Operation) throws(FileFailure) -> Opening {
        guard let opening = openings[handle] else { throw FileFailure(operation, .badHandle) }
        return opening
    }

    func file(_ node: Int, _ operation: FileFailure.Operation) throws(FileFailure) -> File {
        guard case .file(let file) = nodes[node] else { throw FileFailure(operation, .isADirectory) }
        return file
    }

    func directory(
        _ handle: DirectoryHandle, _ operation: FileFailure.Operation
    ) throws(FileFailure) -> (node: Int, directory: Directory) {
        let node = try opening(handle.rawValue, operation).node
        guard case .directory(let directory) = nodes[node] else { throw FileFailure(operation, .notADirectory) }
        return (node, directory)
    }

    func node(
        _ name: String, in handle: DirectoryHandle, _ operation: FileFailure.Operation
    ) throws(FileFailure) -> Int {
        guard let node = try directory(handle, operation).directory.names[name] else {
            throw FileFailure(operation, .notFound)
        }
        return node
    }

    /// Changes one name of a directory.
    mutating func set(
        _ name: String, in handle: DirectoryHandle, to target: Int?, step: UInt64, _ operation: FileFailure.Operation
    ) throws(FileFailure) {
        var (node, directory) = try directory(handle, operation)
        directory.set(name, to: target, step: step)
        nodes[node] = .directory(directory)
    }

    func linkCount(of node: Int) -> Int {
        nodes.values.reduce(0) { count, other in
            guard case .directory(let directory) = other else { return count }
            return count + directory.names.values.count { $0 == node }
        }
    }

    /// The volume as it is found after the power failed: nothing is open, and everything found is durable.
    func after(_ loss: PowerLoss) -> MemoryVolume {
        var result = self
        result.openings = [:]
        result.locks = [:]
        for (number, node) in nodes {
            switch node {
            case .file(var file):
                file.bytes = Self.surviving(file, node: number, loss)
                file.durable = file.bytes
                result.nodes[number] = .file(file)
            case .directory(var directory):
                directory.names = Self.surviving(directory, loss)
                directory.durable = directory.names
                directory.changes = []
                result.nodes[number] = .directory(directory)
            }
        }
        return result
    }

    private static func surviving(_ directory: Directory, _ loss: PowerLoss) -> [String: Int] {
        switch loss {
        case .dropsUnsynchronised: return directory.durable
        case .keepsEverything: return directory.names
        case .random(let seed):
            var names = directory.durable
            for change in directory.changes {
                var generator = SeededGenerator(seed: seed, stream: change.step)
                if generator.next() & 1 == 1 { names[change.name] = change.node }
            }
            return names
        }
    }

    private static func surviving(_ file: File, node: Int, _ loss: PowerLoss) -> [UInt8] {
        switch loss {
        case .dropsUnsynchronised: return file.durable
        case .keepsEverything: return file.bytes
        case .random(let seed):
            guard file.bytes != file.durable else { return file.durable }
            var generator = SeededGenerator(seed: ~seed, stream: UInt64(node))
            let count = generator.next() & 1 == 1 ? file.bytes.count : file.durable.count
            var bytes = [UInt8](repeating: 0, count: count)
            for start in stride(from: 0, to: count, by: 512) {
                let source = generator.next() & 1 == 1 ? file.bytes : file.durable
                for index in start..<min(start + 512, count) where index < source.count { bytes[index] = source[index] }
            }
            return bytes
        }
    }
}
