public import MLCore

/// Writes a ``DataFrame`` as an Apache Arrow IPC file or stream, without compression.
///
/// Columns are `Bool`, `Int` of 64 bits, `FloatingPoint`, `Timestamp` in microseconds of UTC, `Utf8` and `List` of texts, nullable
/// where the schema of the frame allows missing values. What is written reads back as the same frame, bit for bit. The
/// same frame always gives the same bytes; buffers begin at multiples of 64 bytes, so that others can map the file.
///
/// ```swift
/// try ArrowWriter(format: .stream).write(frame, to: "valid.arrows")
/// ```
public struct ArrowWriter: Sendable, Hashable {
    /// The two forms of Arrow IPC.
    public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        /// A file with a footer, whose batches are found at once; by custom `.arrow` or `.feather`.
        case file
        /// A stream that is read from its beginning; by custom `.arrows` or `.ipc`.
        case stream
    }

    /// File or stream.
    public var format: Format
    /// The most rows of a batch.
    public var batchRowCount: Int
    /// Whether columns of texts that occur often go through dictionaries, when a whole frame is written.
    public var usesDictionaries: Bool

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - format: File or stream.
    ///   - batchRowCount: The most rows of a batch, at least 1.
    ///   - usesDictionaries: Whether columns of texts that occur often go through dictionaries.
    public init(format: Format = .file, batchRowCount: Int = 1 << 16, usesDictionaries: Bool = false) {
        self.format = format
        self.batchRowCount = batchRowCount
        self.usesDictionaries = usesDictionaries
    }

    /// The writer itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    public func validated() throws(DataError) -> ArrowWriter {
        guard batchRowCount > 0 else {
            throw DataError(.invalidConfiguration, "batchRowCount \(batchRowCount) is less than 1", at: "Arrow writer")
        }
        return self
    }

    /// The frame as bytes.
    ///
    /// - Parameter frame: The frame; may have no columns and no rows.
    /// - Returns: The file or stream.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, or `limitExceeded` when the texts of a batch have 2 GiB.
    public func bytes(of frame: DataFrame) throws(DataError) -> [UInt8] {
        var encoder = try ArrowEncoder(self, schema: frame.schema, whole: frame)
        return try encoder.add(frame) + encoder.finish()
    }

    /// Writes the frame to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - frame: The frame.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frame: DataFrame, to path: String) throws(DataError) {
        var encoder = try ArrowEncoder(self, schema: frame.schema, whole: frame)
        let file = try PendingFile(path: path)
        try file.append(try encoder.add(frame))
        try file.append(try encoder.finish())
        try file.commit()
    }

    /// Writes frames one after the other to a file, which is replaced in one step; texts stand without dictionaries.
    ///
    /// - Parameters:
    ///   - frames: Frames with the columns of the schema.
    ///   - schema: The columns.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, `typeMismatch`, `lengthMismatch`, `unknownColumn` or `missingValue` when a
    ///   frame does not fit the schema, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frames: some Sequence<DataFrame>, schema: Schema, to path: String) throws(DataError) {
        var encoder = try ArrowEncoder(self, schema: schema, whole: nil)
        let file = try PendingFile(path: path)
        for frame in frames { try file.append(try encoder.add(try frame.conforming(to: schema))) }
        try file.append(try encoder.finish())
        try file.commit()
    }

    /// Writes frames as they come to a file, which is replaced in one step; texts stand without dictionaries.
    ///
    /// Encoding and writing happen on threads outside of the cooperative pool.
    ///
    /// - Parameters:
    ///   - frames: Frames with the columns of the schema.
    ///   - schema: The columns.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: As the sequence, as writing a sequence of frames, or `cancelled` when the surrounding task is cancelled;
    ///   the file is then as before.
    public func write(streaming frames: some AsyncSequence<DataFrame, any Error>, schema: Schema, to path: String)
        async throws
    {
        let writing = StreamWriting(
            schema: schema, path: path,
            begin: { () throws(DataError) in try ArrowEncoder(self, schema: schema, whole: nil) },
            add: { encoder, frame, file throws(DataError) in try file.append(try encoder.add(frame)) },
            finish: { encoder, file throws(DataError) in try file.append(try encoder.finish()) })
        try await writing.write(frames)
    }
}
