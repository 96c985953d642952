/// How often an interrupted call, or a write of nothing, is repeated before it counts as refused.
private let greatestRepetition = 100

/// Repeats a call that signals interrupt.
func uninterrupted<Value>(_ body: () throws(FileFailure) -> Value) throws(FileFailure) -> Value {
    for _ in 0..<greatestRepetition {
        do throws(FileFailure) {
            return try body()
        } catch  where error.reason == .interrupted {
            continue
        }
    }
    return try body()
}

extension FileLayer {
    /// Opens a directory that the host named, and creates nothing.
    public func openExistingRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        var directory = try openRoot(path.hasPrefix("/") ? "/" : ".")
        for component in path.split(separator: "/") where component != "." {
            let parent = directory
            defer { close(parent) }
            directory = try openDirectory(String(component), in: parent)
        }
        return directory
    }

    /// Writes all bytes, in as many calls as it takes.
    func writeAll(_ bytes: [UInt8], to file: FileHandle) throws(FileFailure) {
        var failure: FileFailure?
        bytes.withUnsafeBytes { buffer in
            do throws(FileFailure) { try writeAll(buffer, to: file) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer, to file: FileHandle) throws(FileFailure) {
        var offset = 0
        var idle = 0
        while offset < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
            let count = try uninterrupted { () throws(FileFailure) -> Int in try write(rest, to: file) }
            idle = count == 0 ? idle + 1 : 0
            guard (0...rest.count).contains(count), idle < greatestRepetition else {
                throw FileFailure(.write, .deviceFailure)
            }
            offset += count
        }
    }

    /// Reads from the beginning to the end of the file, or as many bytes as asked for when it is longer.
    ///
    /// - Parameters:
    ///   - file: The open file, nothing of which was read.
    ///   - size: The size the file has by its status; the caller has compared it with a limit.
    /// - Returns: The bytes, fewer than `size` when the file is shorter.
    /// - Throws: ``FileFailure`` with the system's reason.
    func readAll(_ file: FileHandle, size: Int) throws(FileFailure) -> [UInt8] {
        var failure: FileFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, size)) { buffer, initialized in
            let target = UnsafeMutableRawBufferPointer(buffer)
            while initialized < size {
                let rest = UnsafeMutableRawBufferPointer(rebasing: target[initialized..<size])
                do throws(FileFailure) {
                    let count = try uninterrupted { () throws(FileFailure) -> Int in try read(file, into: rest) }
                    guard count > 0 else { return }
                    guard count <= rest.count else { throw FileFailure(.read, .deviceFailure) }
                    initialized += count
                } catch {
                    failure = error
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
