public import MLLedger
import Synchronization

extension MemoryFileLayer {
    /// Opens a directory by its path, and creates what is missing, durably.
    public func openRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        try volume.withLock { volume throws(FileFailure) in
            var node = MemoryVolume.root
            for component in path.split(separator: "/").map(String.init) {
                guard case .directory(var directory) = volume.nodes[node] else {
                    throw FileFailure(.openRoot, .notADirectory)
                }
                let next = directory.names[component] ?? volume.add(.directory(MemoryVolume.Directory()))
                directory.names[component] = next
                directory.durable[component] = next
                volume.nodes[node] = .directory(directory)
                node = next
            }
            guard case .directory = volume.nodes[node] else { throw FileFailure(.openRoot, .notADirectory) }
            return DirectoryHandle(rawValue: volume.open(node))
        }
    }

    /// Creates a directory.
    public func makeDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            guard try volume.directory(directory, .makeDirectory).directory.names[name] == nil else {
                throw FileFailure(.makeDirectory, .alreadyExists)
            }
            let node = volume.add(.directory(MemoryVolume.Directory()))
            try volume.set(name, in: directory, to: node, step: volume.newStep(), .makeDirectory)
        }
    }

    /// Opens a directory.
    public func openDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> DirectoryHandle {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.node(name, in: directory, .openDirectory)
            guard case .directory = volume.nodes[node] else { throw FileFailure(.openDirectory, .notADirectory) }
            return DirectoryHandle(rawValue: volume.open(node))
        }
    }

    /// The names in a directory.
    public func list(_ directory: DirectoryHandle) throws(FileFailure) -> [String] {
        try volume.withLock { volume throws(FileFailure) in
            try volume.directory(directory, .list).directory.names.keys.sorted()
        }
    }

    /// Makes the names in a directory durable.
    public func synchronize(_ directory: DirectoryHandle) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            var (node, content) = try volume.directory(directory, .synchronize)
            content.durable = content.names
            content.changes = []
            volume.nodes[node] = .directory(content)
        }
    }

    /// Gives a file a second name, which must be free.
    public func link(
        _ name: String, in directory: DirectoryHandle, as newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.node(name, in: directory, .link)
            guard case .file = volume.nodes[node] else { throw FileFailure(.link, .notPermitted) }
            guard try volume.directory(newDirectory, .link).directory.names[newName] == nil else {
                throw FileFailure(.link, .alreadyExists)
            }
            try volume.set(newName, in: newDirectory, to: node, step: volume.newStep(), .link)
        }
    }

    /// Moves a file to another name, replacing what had it.
    public func rename(
        _ name: String, in directory: DirectoryHandle, to newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.node(name, in: directory, .rename)
            if let replaced = try volume.directory(newDirectory, .rename).directory.names[newName] {
                guard case .file = volume.nodes[replaced] else { throw FileFailure(.rename, .isADirectory) }
            }
            let step = volume.newStep()
            try volume.set(newName, in: newDirectory, to: node, step: step, .rename)
            try volume.set(name, in: directory, to: nil, step: step, .rename)
        }
    }

    /// Removes the name of a file.
    public func remove(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            guard case .file = volume.nodes[try volume.node(name, in: directory, .remove)] else {
                throw FileFailure(.remove, .isADirectory)
            }
            try volume.set(name, in: directory, to: nil, step: volume.newStep(), .remove)
        }
    }

    /// Closes a directory.
    public func close(_ directory: DirectoryHandle) { volume.withLock { $0.close(directory.rawValue) } }
}
