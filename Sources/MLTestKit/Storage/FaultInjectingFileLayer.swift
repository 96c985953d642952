public import MLLedger
import Synchronization

/// A file layer in which one thing goes wrong: the nth call, once or from then on.
///
/// To test a store, run an operation again and again with the fault at call 1, 2, 3 … until it was not reached, and
/// look at the store after each run.
public final class FaultInjectingFileLayer: FileLayer {
    private let base: any FileLayer
    private let fault: FileFault
    private let calls = Mutex(0)

    /// Creates a layer over another one.
    ///
    /// - Parameters:
    ///   - base: Does what is not refused.
    ///   - fault: What goes wrong.
    public init(_ base: any FileLayer, fault: FileFault) {
        self.base = base
        self.fault = fault
    }

    /// The number of calls that the fault could have happened to.
    public var callCount: Int { calls.withLock { $0 } }

    /// Whether the fault has happened.
    public var hasHappened: Bool { callCount >= fault.call }

    /// Counts a call.
    ///
    /// - Returns: What happens to it, or `nil` when it is carried out as asked.
    private func effect(on operation: FileFailure.Operation) -> FileFault.Effect? {
        guard fault.operations.contains(operation), fault.effect.canHappen(to: operation) else { return nil }
        let number = calls.withLock { calls in
            calls += 1
            return calls
        }
        return number == fault.call || (fault.isPersistent && number > fault.call) ? fault.effect : nil
    }

    private func perform<Value>(
        _ operation: FileFailure.Operation, _ body: () throws(FileFailure) -> Value
    ) throws(FileFailure) -> Value {
        switch effect(on: operation) {
        case .refuse(let reason): throw FileFailure(operation, reason)
        case .performThenRefuse(let reason):
            _ = try body()
            throw FileFailure(operation, reason)
        case .short, .torn, nil: return try body()
        }
    }

    /// Opens a directory by its path.
    public func openRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        try perform(.openRoot) { () throws(FileFailure) in try base.openRoot(path) }
    }

    /// Opens a directory by its path, and creates nothing.
    public func openExistingRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        try perform(.openRoot) { () throws(FileFailure) in try base.openExistingRoot(path) }
    }

    /// Creates a directory.
    public func makeDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try perform(.makeDirectory) { () throws(FileFailure) in try base.makeDirectory(name, in: directory) }
    }

    /// Opens a directory.
    public func openDirectory(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> DirectoryHandle {
        try perform(.openDirectory) { () throws(FileFailure) in try base.openDirectory(name, in: directory) }
    }

    /// The names in a directory.
    public func list(_ directory: DirectoryHandle) throws(FileFailure) -> [String] {
        try perform(.list) { () throws(FileFailure) in try base.list(directory) }
    }

    /// Opens a file for reading.
    public func openForReading(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        try perform(.openForReading) { () throws(FileFailure) in try base.openForReading(name, in: directory) }
    }

    /// Creates a file under a name that is free.
    public func createExclusively(_ name: String, in directory: DirectoryHandle) throws(FileFailure) -> FileHandle {
        try perform(.createExclusively) { () throws(FileFailure) in try base.createExclusively(name, in: directory) }
    }

    /// What an open file is.
    public func status(of file: FileHandle) throws(FileFailure) -> FileStatus {
        try perform(.status) { () throws(FileFailure) in try base.status(of: file) }
    }

    /// Tries to take the exclusive lock of an open file.
    public func tryLock(_ file: FileHandle) throws(FileFailure) -> Bool {
        try perform(.lock) { () throws(FileFailure) in try base.tryLock(file) }
    }

    /// Reads, all or a part of what is asked for.
    public func read(_ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
        switch effect(on: .read) {
        case .short(let count):
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(max(1, count)))
            return try base.read(file, into: part)
        case .refuse(let reason): throw FileFailure(.read, reason)
        default: return try base.read(file, into: buffer)
        }
    }

    /// Writes, all or a part of what is given.
    public func write(_ bytes: UnsafeRawBufferPointer, to file: FileHandle) throws(FileFailure) -> Int {
        switch effect(on: .write) {
        case .short(let count):
            return try base.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(max(1, count))), to: file)
        case .torn(let count):
            _ = try base.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(count)), to: file)
            throw FileFailure(.write, .deviceFailure)
        case .refuse(let reason): throw FileFailure(.write, reason)
        default: return try base.write(bytes, to: file)
        }
    }

    /// Makes the bytes of a file durable.
    public func synchronize(_ file: FileHandle) throws(FileFailure) {
        try perform(.synchronize) { () throws(FileFailure) in try base.synchronize(file) }
    }

    /// Makes the names in a directory durable.
    public func synchronize(_ directory: DirectoryHandle) throws(FileFailure) {
        try perform(.synchronize) { () throws(FileFailure) in try base.synchronize(directory) }
    }

    /// Gives a file a second name, which must be free.
    public func link(
        _ name: String, in directory: DirectoryHandle, as newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try perform(.link) { () throws(FileFailure) in
            try base.link(name, in: directory, as: newName, in: newDirectory)
        }
    }

    /// Moves a file to another name, replacing what had it.
    public func rename(
        _ name: String, in directory: DirectoryHandle, to newName: String, in newDirectory: DirectoryHandle
    ) throws(FileFailure) {
        try perform(.rename) { () throws(FileFailure) in
            try base.rename(name, in: directory, to: newName, in: newDirectory)
        }
    }

    /// Removes the name of a file.
    public func remove(_ name: String, in directory: DirectoryHandle) throws(FileFailure) {
        try perform(.remove) { () throws(FileFailure) in try base.remove(name, in: directory) }
    }

    /// Closes a file.
    public func close(_ file: FileHandle) { base.close(file) }

    /// Closes a directory.
    public func close(_ directory: DirectoryHandle) { base.close(directory) }
}
