public import MLCore

/// The rows of a Parquet file as frames, one after the other.
///
/// Memory holds one frame and one page for each column, whatever the size of the file and of its row groups. Frames
/// follow the order of the file; a frame does not reach across row groups, so the last one of each may be shorter.
///
/// ```swift
/// for try await frame in try ParquetReader().frames(path: "requests.parquet") { profile.add(frame) }
/// ```
public struct ParquetFrames: AsyncSequence, Sendable {
    /// The frames have the schema of ``schema``.
    public typealias Element = DataFrame

    private let plan: ParquetPlan
    private let rowCount: Int
    private let threads: Int

    init(_ plan: ParquetPlan, rowCount: Int, threads: Int) {
        self.plan = plan
        self.rowCount = rowCount
        self.threads = threads
    }

    /// The schema of all frames.
    public var schema: Schema { plan.schema }

    /// Begins at the first row.
    public func makeAsyncIterator() -> Iterator {
        Iterator(cursor: ParquetFrameCursor(plan, rowCount: rowCount, threads: threads))
    }

    /// Goes through the frames.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let cursor: ParquetFrameCursor

        /// The next frame, or `nil` at the end; it is read on a thread outside of the cooperative pool.
        ///
        /// - Throws: As ``ParquetReader/read(path:)``, or `CancellationError`.
        public mutating func next() async throws -> DataFrame? {
            try Task.checkCancellation()
            let cursor = cursor
            return try await offCooperativePool(cancelling: CancellationToken()) { try cursor.next() }
        }
    }
}

extension ParquetReader {
    /// Reads a file as frames, in memory that does not grow with the file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - rowCount: The most rows of a frame, at least 1. With a choice of rows, frames have fewer.
    /// - Returns: The frames; ``limits`` hold for each of them.
    /// - Throws: As ``read(path:)``.
    public func frames(path: String, rowCount: Int = 65_536) throws -> ParquetFrames {
        guard rowCount > 0 else {
            throw DataError(.invalidConfiguration, "frames of \(rowCount) rows", at: "Parquet reader")
        }
        return ParquetFrames(try plan(ByteSource(path: path)), rowCount: rowCount, threads: threads)
    }
}
