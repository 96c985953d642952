import MLCore

/// A file under a temporary name that takes the place of another one when it is complete.
///
/// What was written is removed when the file is given up before; a process that dies leaves a file that ends in
/// `.partial` and nothing under the name that was asked for.
package final class PendingFile {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isOpen = true

    /// Begins a file.
    ///
    /// - Parameter path: The name that it gets in the end; its directory exists. A device, pipe or directory is refused:
    ///   its name would be taken away.
    /// - Throws: ``DataError`` with code `fileUnwritable`.
    package init(path: String) throws(DataError) {
        self.path = path
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DataError(.fileUnwritable, "the path is empty or holds a NUL character", at: "a file path")
        }
        guard !SystemCalls.isSpecial(path) else {
            throw DataError(
                .fileUnwritable, "there is a directory, device or pipe of this name, not a file", at: path,
                remedy: "Give the path of a file.")
        }
        temporary = "\(path).\(SystemCalls.processIdentifier)-\(UInt64.random(in: 0 ... .max)).partial"
        do {
            descriptor = try SystemCalls.createExclusively(temporary)
        } catch {
            throw Self.failure(error, at: path)
        }
    }

    deinit { close(keeping: false) }

    /// Adds bytes at the end.
    ///
    /// - Throws: ``DataError`` with code `fileUnwritable`.
    package func append(_ bytes: [UInt8]) throws(DataError) {
        var offset = 0
        while offset < bytes.count {
            var result: Result<Int, SystemCalls.Refusal> = .success(0)
            bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
                result = Result { () throws(SystemCalls.Refusal) in try SystemCalls.write(rest, to: descriptor) }
            }
            do {
                offset += try result.get()
            } catch {
                throw Self.failure(error, at: path)
            }
        }
    }

    /// Waits until the bytes are on stable storage and gives the file its name.
    ///
    /// - Throws: ``DataError`` with code `fileUnwritable`; the file of that name is then as before.
    package func commit() throws(DataError) {
        do {
            try SystemCalls.synchronize(descriptor)
            try SystemCalls.rename(temporary, to: path)
        } catch {
            throw Self.failure(error, at: path)
        }
        close(keeping: true)
    }

    private func close(keeping: Bool) {
        guard isOpen else { return }
        isOpen = false
        SystemCalls.closeFile(descriptor)
        if !keeping { SystemCalls.remove(temporary) }
    }

    private static func failure(_ refusal: SystemCalls.Refusal, at path: String) -> DataError {
        DataError(
            .fileUnwritable, "the file cannot be written: \(refusal.reason)", at: path,
            remedy: "Check that the directory exists, has room and may be written to.")
    }
}
