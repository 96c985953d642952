import MLCore

/// A file that is being written: locked by its writer until it has become part of the store, or is given up.
///
/// The lock tells the temporaries of a dead process, which are removed, from those of a living one, which are not.
final class TemporaryFile {
    let name: String
    private let directory: OpenDirectory
    private let file: FileHandle

    /// Creates an empty temporary.
    ///
    /// - Parameters:
    ///   - directory: Where temporaries are.
    ///   - role: What the file will be, in errors.
    /// - Throws: `LedgerError.storage`.
    init(in directory: OpenDirectory, role: String) throws(LedgerError) {
        self.directory = directory
        (name, file) = try storing(role) { () throws(FileFailure) in try TemporaryFile.create(in: directory) }
    }

    deinit {
        // What remains after a failure is removed by the next opening of the store.
        try? directory.remove(name)
        directory.layer.close(file)
    }

    private static func create(in directory: OpenDirectory) throws(FileFailure) -> (String, FileHandle) {
        let layer = directory.layer
        for _ in 0..<16 {
            // The name has no meaning and reaches no result: it only has to differ from those of other processes.
            let name = Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255) })
            do throws(FileFailure) {
                let file = try uninterrupted { () throws(FileFailure) in
                    try layer.createExclusively(name, in: directory.handle)
                }
                if try isHeld(file, layer) { return (name, file) }
                layer.close(file)
            } catch  where error.reason == .alreadyExists {
                continue
            }
        }
        throw FileFailure(.createExclusively, .alreadyExists)
    }

    /// Takes the lock of a new file; `false` when a process that removes leftovers came between.
    private static func isHeld(_ file: FileHandle, _ layer: any FileLayer) throws(FileFailure) -> Bool {
        do throws(FileFailure) {
            guard try uninterrupted({ () throws(FileFailure) in try layer.tryLock(file) }) else { return false }
            return try uninterrupted { () throws(FileFailure) in try layer.status(of: file) }.linkCount > 0
        } catch {
            layer.close(file)
            throw error
        }
    }

    func write(_ bytes: [UInt8], role: String) throws(LedgerError) {
        try storing(role) { () throws(FileFailure) in try directory.layer.writeAll(bytes, to: file) }
    }

    /// Makes the bytes durable; the name is not.
    func synchronize() throws(FileFailure) { try directory.layer.synchronize(file) }

    /// Gives the file its place in the store, if the place is free.
    ///
    /// - Returns: Whether the place was free.
    func link(as newName: String, in target: OpenDirectory, role: String) throws(LedgerError) -> Bool {
        try storing(role) { () throws(FileFailure) in
            do throws(FileFailure) {
                try uninterrupted { () throws(FileFailure) in
                    try directory.layer.link(name, in: directory.handle, as: newName, in: target.handle)
                }
                return true
            } catch  where error.reason == .alreadyExists {
                // A call that was reported as interrupted may have happened: then the name is that of this very file.
                return try uninterrupted { () throws(FileFailure) in try directory.layer.status(of: file) }.linkCount
                    > 1
            }
        }
    }

    /// Gives the file its place in the store, replacing what is there.
    func rename(to newName: String, in target: OpenDirectory, role: String) throws(LedgerError) {
        try storing(role) { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in
                try directory.layer.rename(name, in: directory.handle, to: newName, in: target.handle)
            }
        }
    }

    /// Removes the temporaries of processes that ended while writing.
    ///
    /// Failures are of no consequence: the next opening of the store tries again.
    static func removeAbandoned(in directory: OpenDirectory) {
        let layer = directory.layer
        guard let names = try? layer.list(directory.handle) else { return }
        for name in names {
            guard let file = try? layer.openForReading(name, in: directory.handle) else { continue }
            if (try? layer.tryLock(file)) == true { try? layer.remove(name, in: directory.handle) }
            layer.close(file)
        }
    }
}
