import MLCore

/// Bytes that are read at any place, by several threads at once: a file or an array.
///
/// A file is read by position into memory of the caller and never mapped, so that a file that shrinks meanwhile is an
/// error and no signal.
final class ByteSource: Sendable {
    /// What errors call the input.
    let name: String
    /// The number of bytes.
    let count: Int
    private let bytes: [UInt8]
    /// The open file; -1 for an array.
    private let descriptor: Int32

    /// Bytes of an array.
    init(_ bytes: [UInt8], name: String) {
        self.name = name
        self.bytes = bytes
        count = bytes.count
        descriptor = -1
    }

    /// Opens a regular file.
    ///
    /// - Throws: ``DataError`` with code `fileUnreadable`.
    init(path: String) throws(DataError) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DataError(.fileUnreadable, "the path is empty or holds a NUL character", at: "a file path")
        }
        name = path
        bytes = []
        do {
            (descriptor, count) = try SystemCalls.openRegularFile(path)
        } catch {
            throw DataError(
                .fileUnreadable, "the file cannot be opened: \(error.reason)", at: path,
                remedy: error.isNotFound
                    ? "Check the path and the directory that it starts from."
                    : "Check what the path names and who may read it.")
        }
    }

    deinit { if descriptor >= 0 { SystemCalls.closeFile(descriptor) } }

    /// Fills memory with the bytes from an offset on.
    ///
    /// - Throws: ``DataError`` with code `malformedFile` when there are not as many, or `fileUnreadable`.
    func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(DataError) {
        guard offset >= 0, offset <= count, target.count <= count - offset else {
            throw DataError(
                .malformedFile, "\(target.count) bytes at \(offset) lie beyond the end of the file", at: name)
        }
        guard !target.isEmpty else { return }
        if descriptor < 0 {
            bytes.withUnsafeBytes {
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + target.count]))
            }
            return
        }
        var done = 0
        while done < target.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[done...])
            let part: Int
            do {
                part = try SystemCalls.read(descriptor, at: offset + done, into: rest)
            } catch {
                throw DataError(.fileUnreadable, "the file cannot be read: \(error.reason)", at: name)
            }
            guard part > 0 else {
                throw DataError(.fileUnreadable, "the file became shorter while it was read", at: name)
            }
            done += part
        }
    }

    /// The bytes of a range.
    ///
    /// - Throws: ``DataError`` with code `malformedFile` when they are not all there, before anything is allocated.
    func bytes(at offset: Int, count size: Int) throws(DataError) -> [UInt8] {
        guard offset >= 0, size >= 0, offset <= count, size <= count - offset else {
            throw DataError(.malformedFile, "\(size) bytes at \(offset) lie beyond the end of the file", at: name)
        }
        var result: Result<Void, DataError> = .success(())
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, initialized in
            result = Result { () throws(DataError) in
                try read(
                    at: offset,
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<size]))
            }
            if case .success = result { initialized = size }
        }
        try result.get()
        return bytes
    }
}
