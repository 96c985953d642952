import MLCore

/// Writes whole files: under a temporary name first, so that a reader sees the old content or the new one.
package enum OutputFile {
    /// Replaces the content of a file with the given pieces and waits until it is on stable storage.
    ///
    /// - Parameters:
    ///   - path: The file; its directory exists. A device, pipe or directory is refused: its name would be taken away.
    ///   - next: Gives the next piece, or `nil` at the end.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or what `next` throws; the file is then as before.
    package static func write(to path: String, pieces next: () throws -> [UInt8]?) throws {
        let file = try PendingFile(path: path)
        while let piece = try next() { try file.append(piece) }
        try file.commit()
    }
}
