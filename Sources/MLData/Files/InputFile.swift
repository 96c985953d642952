import MLCore

/// A file that is read from its beginning to its end; closed when nothing refers to it any more.
package final class InputFile: Sendable {
    package let path: String
    /// Whether the file has bytes at offsets, unlike a pipe or a terminal.
    let isRegular: Bool
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Throws: ``DataError`` with code `fileUnreadable`.
    package init(path: String) throws(DataError) {
        self.path = path
        guard !path.utf8.contains(0) else {
            throw DataError(.fileUnreadable, "the path holds a NUL character", at: "a file path")
        }
        do {
            descriptor = try SystemCalls.openForReading(path)
        } catch {
            throw DataError(
                .fileUnreadable, "the file cannot be opened: \(error.reason)", at: path,
                remedy: error.isNotFound
                    ? "Check the path and the directory that it starts from."
                    : "Check what the path names and who may read it.")
        }
        isRegular = SystemCalls.isRegular(descriptor)
    }

    /// The standard input of the process.
    ///
    /// - Throws: ``DataError`` with code `fileUnreadable` when the process has none.
    package static func standardInput() throws(DataError) -> InputFile {
        do {
            return InputFile(path: "standard input", descriptor: try SystemCalls.duplicateOfStandardInput())
        } catch {
            throw DataError(
                .fileUnreadable, "it cannot be read: \(error.reason)", at: "standard input",
                remedy: "Give the process an input.")
        }
    }

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        // Someone may have read a part of it: its bytes are not those from offset 0 on.
        isRegular = false
    }

    deinit { SystemCalls.closeFile(descriptor) }

    /// Reads the next bytes; 0 at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        do {
            return try SystemCalls.read(descriptor, into: buffer)
        } catch {
            throw DataError(.fileUnreadable, "the file cannot be read: \(error.reason)", at: path)
        }
    }

    /// The size that the file system tells.
    package var byteCount: Int? { SystemCalls.size(descriptor) }

    /// Reads bytes at an offset of a regular file; 0 at its end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        do {
            return try SystemCalls.read(descriptor, at: offset, into: buffer)
        } catch {
            throw DataError(.fileUnreadable, "the file cannot be read: \(error.reason)", at: path)
        }
    }
}
