import MLCore
import Synchronization

/// The bytes of an input by their offset: of an array, a file, or a pipe.
///
/// A file is read at any offset, also by several threads; what it reads does not change when the file does not. A pipe
/// keeps what was read of it until ``release(before:)``, so that bytes can be looked at again.
final class InputBytes: Sendable {
    private enum Content: Sendable {
        case array([UInt8])
        case file(InputFile)
        case pipe
    }

    /// What is kept of a pipe.
    private struct Kept {
        var file: InputFile?
        var bytes: [UInt8] = []
        /// The offset of the first byte that is kept.
        var offset = 0
        var isAtEnd = false
    }

    /// The name of the input in errors.
    let name: String
    private let content: Content
    private let kept: Mutex<Kept>

    init(bytes: [UInt8], name: String) {
        self.name = name
        content = .array(bytes)
        kept = Mutex(Kept())
    }

    init(file: InputFile) {
        name = file.path
        content = file.isRegular ? .file(file) : .pipe
        kept = Mutex(Kept(file: file.isRegular ? nil : file))
    }

    /// Whether several threads may read different parts at the same time.
    var isRandomAccess: Bool { if case .pipe = content { false } else { true } }

    /// The number of bytes, as far as it is known before they are read.
    var byteCount: Int? {
        switch content {
        case .array(let bytes): bytes.count
        case .file(let file): file.byteCount
        case .pipe: nil
        }
    }

    /// How much memory is worth its while for reading from an offset on: no more than is left of a short input.
    ///
    /// - Parameters:
    ///   - offset: Where reading begins.
    ///   - limit: The most bytes.
    /// - Returns: The number of bytes, one more than is left where that is known, so that the end is seen.
    func usefulByteCount(at offset: Int, limit: Int) -> Int {
        // What the file system makes up while it is read has no size.
        guard let byteCount, byteCount > 0 else { return limit }
        return min(limit, max(64, byteCount - offset + 1))
    }

    /// Copies bytes that begin at an offset.
    ///
    /// - Returns: How many bytes were copied: fewer than there is room for only at the end of the input.
    /// - Throws: ``DataError`` with code `fileUnreadable`.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        switch content {
        case .array(let bytes):
            let count = min(buffer.count, max(0, bytes.count - offset))
            guard count > 0 else { return 0 }
            bytes.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
            }
            return count
        case .file(let file):
            var count = 0
            while count < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                let added = try file.read(at: offset + count, into: rest)
                if added <= 0 { break }
                count += added
            }
            return count
        case .pipe:
            return try kept.withLock { (kept) throws(DataError) in try Self.read(&kept, at: offset, into: buffer) }
        }
    }

    /// Forgets the bytes of a pipe before an offset.
    func release(before offset: Int) {
        guard case .pipe = content else { return }
        kept.withLock { kept in
            let count = min(kept.bytes.count, offset - kept.offset)
            // Moving what is left is worth it only now and then.
            guard count >= 1 << 20 else { return }
            kept.bytes.removeFirst(count)
            kept.offset += count
        }
    }

    private static func read(
        _ kept: inout Kept, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(DataError) -> Int {
        guard offset >= kept.offset else {
            throw DataError(
                .fileUnreadable, "byte \(offset) was read and forgotten", at: kept.file?.path ?? "pipe",
                remedy: "Read a file, or from the beginning on.")
        }
        let end = offset - kept.offset + buffer.count
        while kept.bytes.count < end, !kept.isAtEnd, let file = kept.file {
            let count = kept.bytes.count
            let room = max(1 << 16, end - count)
            kept.bytes.append(contentsOf: repeatElement(0, count: room))
            var result: Result<Int, DataError> = .success(0)
            kept.bytes.withUnsafeMutableBytes { bytes in
                let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
                result = Result { () throws(DataError) in try file.read(into: rest) }
            }
            let added = max(0, (try? result.get()) ?? 0)
            kept.bytes.removeLast(room - added)
            _ = try result.get()
            if added == 0 { kept.isAtEnd = true }
        }
        let start = offset - kept.offset
        let count = min(buffer.count, max(0, kept.bytes.count - start))
        guard count > 0 else { return 0 }
        kept.bytes.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        }
        return count
    }
}
