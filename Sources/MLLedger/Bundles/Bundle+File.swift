public import MLCore

extension Bundle {
    /// The newest format version of a bundle file that is written and read.
    public static let fileFormatVersion = Int(BundleFile.formatVersion)

    /// The usual end of the name of a bundle file.
    public static let fileExtension = "mlbundle"

    /// The most bytes of a bundle file that are read or written unless the caller says otherwise: 2 GiB.
    public static let maximumFileSize = 1 << 31

    /// The bundle as the content of one file that can be copied to another machine.
    ///
    /// The content holds what ``store(in:)`` would put into a blob store: a signature and a format version, the canonical
    /// ``BundleIndex``, the manifest and the blobs, each after its length. Equal bundles have equal bytes.
    ///
    /// - Parameter limit: The most bytes that the content may have.
    /// - Returns: The content.
    /// - Throws: ``LedgerError`` with code `limitExceeded`, or ``CoreError`` when the bundle cannot be encoded.
    public func fileContent(limit: Int = maximumFileSize) throws -> [UInt8] {
        try BundleFile.encode(try parts(), limit: limit)
    }

    /// Reads a bundle from the content of a file.
    ///
    /// Every length is compared with the bytes that are there before anything is allocated for it, every part with its
    /// digest, and nothing may follow. What is read has the ``digest()`` of what was written.
    ///
    /// - Parameters:
    ///   - content: The content, which may be anything.
    ///   - limit: The most bytes that may be allocated for the parts.
    /// - Throws: ``LedgerError`` with code `corrupt`, `unsupportedVersion` or `limitExceeded`, or ``CoreError`` when the
    ///   parts do not make a bundle.
    /// - Complexity: O(count) in time and memory.
    public init(fileContent content: [UInt8], limit: Int = maximumFileSize) throws {
        try self.init(parts: try BundleFile.decode(content, limit: limit))
    }

    /// Writes the bundle to a file, durably: a reader finds what was there before, or the whole bundle.
    ///
    /// The content goes to a temporary in the same directory, is synchronised, and moved to its name, before the
    /// directory is synchronised. The file that had the name before is replaced; a symbolic link is replaced, not
    /// followed. Missing directories are created.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - files: The file operations.
    /// - Returns: The digest of the model.
    /// - Throws: ``LedgerError`` with code `storage`, `unsafeFile` when the name is that of a directory, device, pipe or
    ///   socket, `invalidArgument` for a path that names no file, or what ``fileContent(limit:)`` throws.
    @discardableResult
    public func write(toFile path: String, files: any FileLayer = SystemFileLayer()) throws -> Digest {
        let place = try FilePlace(path)
        let content = try fileContent()
        let role = place.role
        let (directory, temporary) = try place.temporary(files: files)
        try temporary.write(content, role: role)
        try storing(role) { () throws(FileFailure) in try temporary.synchronize() }
        try temporary.rename(to: place.name, in: directory, role: role)
        try storing("directory of \(role)") { () throws(FileFailure) in try files.synchronize(directory.handle) }
        return try digest()
    }

    /// Checks that a bundle could be written to a file now: creates its directories, and a temporary that is removed
    /// again, so that nobody waits for a model that then cannot be kept.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - files: The file operations.
    /// - Throws: ``LedgerError`` as ``write(toFile:files:)``.
    package static func checkWritable(
        toFile path: String, files: any FileLayer = SystemFileLayer()
    ) throws(LedgerError) {
        _ = try FilePlace(path).temporary(files: files)
    }

    /// Reads a bundle from a file.
    ///
    /// - Parameters:
    ///   - path: A regular file; symbolic links in the path are followed, but the file itself must not be one.
    ///   - limit: The most bytes that the file may have.
    ///   - files: The file operations.
    /// - Throws: ``LedgerError`` with code `notFound`, `unsafeFile` for a link, pipe, socket, device or directory,
    ///   `limitExceeded`, `storage`, or what ``init(fileContent:limit:)`` throws.
    public init(
        file path: String, limit: Int = maximumFileSize, files: any FileLayer = SystemFileLayer()
    ) throws {
        let place = try FilePlace(path)
        let content = try place.read(limit: limit, files: files)
        do {
            try self.init(fileContent: content, limit: limit)
        } catch let error as LedgerError {
            throw LedgerError(
                error.code, error.details.problem, at: "\(place.role), \(error.details.place ?? "bundle")",
                remedy: error.details.remedy)
        }
    }
}
