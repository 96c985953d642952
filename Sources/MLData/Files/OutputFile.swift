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
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DataError(.fileUnwritable, "the path is empty or holds a NUL character", at: "a file path")
        }
        guard !SystemCalls.isSpecial(path) else {
            throw DataError(
                .fileUnwritable, "there is a directory, device or pipe of this name, not a file", at: path,
                remedy: "Give the path of a file.")
        }
        let temporary = "\(path).\(SystemCalls.processIdentifier)-\(UInt64.random(in: 0 ... .max)).partial"
        var isDone = false
        do {
            let file = try SystemCalls.createExclusively(temporary)
            defer {
                SystemCalls.closeFile(file)
                if !isDone { SystemCalls.remove(temporary) }
            }
            while let piece = try next() { try write(piece, to: file) }
            try SystemCalls.synchronize(file)
            try SystemCalls.rename(temporary, to: path)
            isDone = true
        } catch let refusal as SystemCalls.Refusal {
            throw DataError(
                .fileUnwritable, "the file cannot be written: \(refusal.reason)", at: path,
                remedy: "Check that the directory exists, has room and may be written to.")
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) throws(SystemCalls.Refusal) {
        var offset = 0
        while offset < bytes.count {
            var result: Result<Int, SystemCalls.Refusal> = .success(0)
            bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
                result = Result { () throws(SystemCalls.Refusal) in try SystemCalls.write(rest, to: file) }
            }
            offset += try result.get()
        }
    }
}
