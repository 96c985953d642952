import MLCore

/// A moving window over the bytes of an input; it grows only as far as one record needs.
struct ByteWindow {
    /// How many bytes are read at once.
    static let chunkSize = 1 << 18

    /// The name of the input in errors.
    let name: String
    /// The bytes at hand; unread ones are those from ``start`` to ``end``.
    private(set) var buffer: [UInt8]
    /// Where the unread bytes begin.
    private(set) var start = 0
    /// Where the bytes at hand end.
    private(set) var end: Int
    /// Whether the input has no bytes beyond ``end``.
    private(set) var isAtEnd: Bool
    /// How many bytes of the input came before the buffer.
    private(set) var bufferOffset = 0
    private let source: InputBytes

    init(bytes: [UInt8], name: String) { self.init(InputBytes(bytes: bytes, name: name)) }

    init(path: String) throws(DataError) { self.init(file: try InputFile(path: path)) }

    init(file: InputFile) { self.init(InputBytes(file: file)) }

    /// A window that begins at an offset of an input.
    ///
    /// - Parameters:
    ///   - source: The input.
    ///   - offset: The offset.
    ///   - chunkSize: How many bytes are read at once, unless the input is shorter.
    init(_ source: InputBytes, at offset: Int = 0, chunkSize: Int = Self.chunkSize) {
        self.source = source
        name = source.name
        buffer = [UInt8](repeating: 0, count: source.usefulByteCount(at: offset, limit: max(64, chunkSize)))
        bufferOffset = offset
        end = 0
        isAtEnd = false
    }

    /// Whether all bytes are read.
    var isExhausted: Bool { isAtEnd && start == end }

    /// How many bytes of the input are read.
    var bytesRead: Int { bufferOffset + start }

    /// Moves the beginning of the unread bytes.
    ///
    /// - Precondition: `position` lies between ``start`` and ``end``.
    mutating func advance(to position: Int) { start = position }

    /// Reads further bytes behind the unread ones, making room first.
    mutating func refill() throws(DataError) {
        guard !isAtEnd else { return }
        if start > 0 {
            let shift = start
            let unread = end - start
            buffer.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[shift..<shift + unread]))
            }
            bufferOffset += shift
            start = 0
            end = unread
        }
        if end == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
        var result: Result<Int, DataError> = .success(0)
        let target = end..<buffer.count
        let offset = bufferOffset + end
        buffer.withUnsafeMutableBytes { bytes in
            let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[target])
            result = Result { () throws(DataError) in try source.read(at: offset, into: rest) }
        }
        let count = try result.get()
        end += max(0, count)
        isAtEnd = count < target.count
    }

    /// Lets the input forget the bytes that are read.
    func release() { source.release(before: bytesRead) }

    /// Drops unread bytes up to and including the next line break, however far away it is.
    ///
    /// A carriage return alone ends a line when `carriageReturnBreaks` says so.
    mutating func skipLine(carriageReturnBreaks: Bool) throws(DataError) {
        while true {
            for index in start..<end {
                if buffer[index] == UInt8(ascii: "\n") {
                    start = index + 1
                    return
                }
                guard carriageReturnBreaks, buffer[index] == UInt8(ascii: "\r") else { continue }
                if index + 1 == end, !isAtEnd {
                    start = index
                    try refill()
                    return try skipLine(carriageReturnBreaks: carriageReturnBreaks)
                }
                start = index + 1 < end && buffer[index + 1] == UInt8(ascii: "\n") ? index + 2 : index + 1
                return
            }
            start = end
            if isAtEnd { return }
            try refill()
        }
    }

    /// Reads the start of the input and drops a UTF-8 byte order mark.
    ///
    /// - Throws: ``DataError`` with code `emptyInput` for an input without bytes, `invalidEncoding` for UTF-16.
    mutating func begin() throws(DataError) {
        while end < 3, !isAtEnd { try refill() }
        guard end > 0 else {
            throw DataError(.emptyInput, "the input is empty", at: name, remedy: "Check how the file was made.")
        }
        let first = buffer.prefix(min(3, end))
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) {
            throw DataError(
                .invalidEncoding, "the text is UTF-16", at: name, remedy: "Convert the file to UTF-8 first.")
        }
        if first.elementsEqual([0xEF, 0xBB, 0xBF]) { start = 3 }
    }
}
