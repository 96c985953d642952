#if CommandLine
import MLData

/// Files that a command writes: whole, or not at all.
enum OutputFiles {
    /// Replaces the content of a file; a reader sees the old content or the new one.
    ///
    /// - Parameters:
    ///   - text: The content.
    ///   - path: The file.
    ///   - session: Where it is noted that the file was written.
    /// - Throws: `DataError` of code `fileUnwritable`; there is then no partial file.
    static func write(_ text: String, to path: String, in session: Session) throws {
        try write(Array(text.utf8), to: path, in: session)
    }

    /// Replaces the content of a file; a reader sees the old content or the new one.
    static func write(_ bytes: [UInt8], to path: String, in session: Session) throws {
        try write(bytes, to: path)
        session.note("Wrote \(path)")
    }

    /// Replaces the content of a file without a note.
    static func write(_ bytes: [UInt8], to path: String) throws {
        var rest: [UInt8]? = bytes
        try OutputFile.write(to: path) {
            defer { rest = nil }
            return rest
        }
    }
}
#endif
