import MLCore

extension ParquetReader {
    /// The rows of a file as frames, one after the other, in memory that does not grow with the file.
    ///
    /// Memory holds one frame, and one page and the dictionary for each column, whatever the size of the row groups. Frames
    /// follow the order of the file; a frame does not reach across row groups, so the last one of each may be shorter.
    /// ``limits`` hold for each of them. After an error there are no more frames.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - rowCount: The most rows of a frame, at least 1. With a choice of rows, frames have fewer.
    /// - Returns: The frames, of the schema that ``schema(path:)`` gives. Iterating throws as ``read(path:)``.
    public func frames(path: String, rowCount: Int = 65_536) -> TablePieces<DataFrame> {
        TablePieces {
            guard rowCount > 0 else {
                throw DataError(.invalidConfiguration, "frames of \(rowCount) rows", at: "Parquet reader")
            }
            let cursor = ParquetFrameCursor(try plan(ByteSource(path: path)), rowCount: rowCount, threads: threads)
            return { try cursor.next() }
        }
    }
}
