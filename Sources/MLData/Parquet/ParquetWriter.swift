public import MLCore

/// Writes a ``DataFrame`` as an Apache Parquet file.
///
/// Columns are `BOOLEAN`, `INT64`, `DOUBLE`, `FLOAT`, `STRING`, `TIMESTAMP` in microseconds of UTC and `LIST` of texts, optional
/// where the schema of the frame allows missing values. Values that occur often go through dictionaries, the others
/// are plain; row groups carry the smallest and largest value and the number of missing ones, and pages a checksum.
/// What is written reads back as the same frame, bit for bit. The same frame always gives the same bytes.
///
/// ```swift
/// try ParquetWriter().write(frame, to: "valid.parquet")
/// ```
public struct ParquetWriter: Sendable, Hashable {
    /// How pages are compressed.
    public var compression: ParquetCompression
    /// The most rows of a row group; readers skip, and share out among threads, whole row groups.
    public var rowGroupRowCount: Int
    /// Whether values that occur often go through dictionaries.
    public var usesDictionaries: Bool

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - compression: How pages are compressed.
    ///   - rowGroupRowCount: The most rows of a row group, at least 1.
    ///   - usesDictionaries: Whether values that occur often go through dictionaries.
    public init(
        compression: ParquetCompression = .snappy, rowGroupRowCount: Int = 1 << 18, usesDictionaries: Bool = true
    ) {
        self.compression = compression
        self.rowGroupRowCount = rowGroupRowCount
        self.usesDictionaries = usesDictionaries
    }

    /// The writer itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    public func validated() throws(DataError) -> ParquetWriter {
        guard rowGroupRowCount > 0 else {
            throw DataError(
                .invalidConfiguration, "rowGroupRowCount \(rowGroupRowCount) is less than 1", at: "Parquet writer")
        }
        return self
    }

    /// The frame as bytes.
    ///
    /// - Parameter frame: The frame; has at least one column.
    /// - Returns: The file.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, `invalidArgument` for a frame without columns, or
    ///   `limitExceeded` for a text of 2 GiB.
    public func bytes(of frame: DataFrame) throws(DataError) -> [UInt8] {
        var encoding = try ParquetEncoder(self, schema: frame.schema)
        var bytes: [UInt8] = []
        try encoding.add(frame) { bytes += $0 }
        try encoding.finish { bytes += $0 }
        return bytes
    }

    /// Writes the frame to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - frame: The frame; has at least one column.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frame: DataFrame, to path: String) throws {
        try write(CollectionOfOne(frame), schema: frame.schema, to: path)
    }

    /// Writes frames one after the other to a file, which is replaced in one step.
    ///
    /// Memory holds one frame and the rows and bytes of one row group.
    ///
    /// - Parameters:
    ///   - frames: Frames with the columns of the schema.
    ///   - schema: The columns; has at least one.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, `typeMismatch`, `lengthMismatch`, `unknownColumn` or `missingValue` when a
    ///   frame does not fit the schema, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frames: some Sequence<DataFrame>, schema: Schema, to path: String) throws {
        var encoding = try ParquetEncoder(self, schema: schema)
        let file = try PendingFile(path: path)
        for frame in frames {
            try encoding.add(try frame.conforming(to: schema)) { bytes throws(DataError) in try file.append(bytes) }
        }
        try encoding.finish { bytes throws(DataError) in try file.append(bytes) }
        try file.commit()
    }

    /// Writes frames as they come to a file, which is replaced in one step.
    ///
    /// Encoding and writing happen on threads outside of the cooperative pool.
    ///
    /// - Parameters:
    ///   - frames: Frames with the columns of the schema.
    ///   - schema: The columns; has at least one.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: As the sequence, as writing a sequence of frames, or `cancelled` when the surrounding task is cancelled;
    ///   the file is then as before.
    public func write(streaming frames: some AsyncSequence<DataFrame, any Error>, schema: Schema, to path: String)
        async throws
    {
        let writing = StreamWriting(
            schema: schema, path: path, begin: { () throws(DataError) in try ParquetEncoder(self, schema: schema) },
            add: { encoder, frame, file throws(DataError) in
                try encoder.add(frame) { bytes throws(DataError) in try file.append(bytes) }
            },
            finish: { encoder, file throws(DataError) in
                try encoder.finish { bytes throws(DataError) in try file.append(bytes) }
            })
        try await writing.write(frames)
    }
}
