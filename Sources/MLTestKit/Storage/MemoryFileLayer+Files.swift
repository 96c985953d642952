public import MLLedger
import Synchronization

extension MemoryFileLayer {
    /// Opens a file for reading.
    public func openForReading(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        try volume.withLock { volume throws(FileFailure) in
            FileHandle(rawValue: volume.open(try volume.node(name, in: directory, .openForReading)))
        }
    }

    /// Creates a file under a name that is free.
    public func createExclusively(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        try volume.withLock { volume throws(FileFailure) in
            guard try volume.directory(directory, .createExclusively).directory.names[name] == nil else {
                throw FileFailure(.createExclusively, .alreadyExists)
            }
            let node = volume.add(.file(MemoryVolume.File()))
            try volume.set(name, in: directory, to: node, step: volume.newStep(), .createExclusively)
            return FileHandle(rawValue: volume.open(node, isWritable: true))
        }
    }

    /// What an open file is.
    public func status(of file: FileHandle) throws(FileFailure) -> FileStatus {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.opening(file.rawValue, .status).node
            var size = 0
            var isRegular = false
            if case .file(let content) = volume.nodes[node] {
                size = content.bytes.count
                isRegular = true
            }
            return FileStatus(
                isRegular: isRegular, size: Int64(size), linkCount: volume.linkCount(of: node),
                identity: FileStatus.Identity(device: 0, file: UInt64(node)))
        }
    }

    /// Tries to take the exclusive lock of an open file.
    public func tryLock(_ file: FileHandle) throws(FileFailure) -> Bool {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.opening(file.rawValue, .lock).node
            let holder = volume.locks[node] ?? file.rawValue
            volume.locks[node] = holder
            return holder == file.rawValue
        }
    }

    /// Reads from where the last read ended.
    public func read(_ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
        nonisolated(unsafe) let buffer = buffer
        return try volume.withLock { volume throws(FileFailure) in
            var opening = try volume.opening(file.rawValue, .read)
            let bytes = try volume.file(opening.node, .read).bytes.dropFirst(opening.offset).prefix(buffer.count)
            buffer.copyBytes(from: bytes)
            opening.offset += bytes.count
            volume.openings[file.rawValue] = opening
            return bytes.count
        }
    }

    /// Writes after what was written last.
    public func write(_ bytes: UnsafeRawBufferPointer, to file: FileHandle) throws(FileFailure) -> Int {
        let added = Array(bytes)
        return try volume.withLock { volume throws(FileFailure) in
            let opening = try volume.opening(file.rawValue, .write)
            guard opening.isWritable else { throw FileFailure(.write, .badHandle) }
            var content = try volume.file(opening.node, .write)
            content.bytes += added
            volume.nodes[opening.node] = .file(content)
            return added.count
        }
    }

    /// Makes the bytes of a file durable.
    public func synchronize(_ file: FileHandle) throws(FileFailure) {
        try volume.withLock { volume throws(FileFailure) in
            let node = try volume.opening(file.rawValue, .synchronize).node
            var content = try volume.file(node, .synchronize)
            content.durable = content.bytes
            volume.nodes[node] = .file(content)
        }
    }

    /// Closes a file and gives up its lock.
    public func close(_ file: FileHandle) { volume.withLock { $0.close(file.rawValue) } }
}
