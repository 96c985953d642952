public import MLCore

/// Reads Apache Parquet files into a ``DataFrame``.
///
/// Read are pages of version 1 and 2 without compression or in snappy, gzip, zstd and raw LZ4, and all encodings of
/// the format but the one for levels that it gave up. Columns become columns of a frame:
///
/// | Parquet | column |
/// |---|---|
/// | `BOOLEAN` | `bool` |
/// | `INT32`, `INT64`, signed or unsigned of 8 to 64 bits | `int64`; beyond its range an error |
/// | `FLOAT`, `FLOAT16` | `float` |
/// | `DOUBLE`, `DECIMAL` of any width | `double`; of a decimal number the nearest one |
/// | `TIMESTAMP`, `DATE`, `INT96` | `timestamp`; nanoseconds are rounded down, local times count as UTC |
/// | `TIME` | `int64`, microseconds since midnight |
/// | `STRING`, `ENUM`, `JSON`, `UUID`, bytes without a meaning that are UTF-8 | `string` |
/// | `LIST` of texts | `stringList` |
/// | `UNKNOWN` | `string`, all missing |
///
/// Other columns are errors that name the column, unless the projection leaves them out. All sizes are checked before
/// anything is allocated for them.
///
/// ```swift
/// let recent = ParquetReader(columns: ["title", "year"], rows: .inRange(column: "year", lower: 2000, upper: nil))
/// let frame = try recent.read(path: "titles.parquet")
/// ```
public struct ParquetReader: Sendable, Hashable {
    /// The columns that are read, in this order; `nil` reads all.
    public var columns: [String]?
    /// The rows that are read; row groups whose statistics say that they hold none of them are not touched.
    ///
    /// Statistics compare texts byte by byte: a row group may be passed over although it holds a text that is the same
    /// only as Unicode sees it.
    public var rows: SlicePredicate
    /// How many threads read at once; the frame is the same for any number.
    public var threads: Int
    /// Whether the checksums of pages are checked, where there are any.
    public var verifiesChecksums: Bool
    /// How much the file may become in memory.
    public var limits: ColumnarLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - columns: The columns that are read, in this order; `nil` reads all.
    ///   - rows: The rows that are read.
    ///   - threads: How many threads read at once.
    ///   - verifiesChecksums: Whether the checksums of pages are checked.
    ///   - limits: How much the file may become in memory.
    public init(
        columns: [String]? = nil, rows: SlicePredicate = .all, threads: Int = 1, verifiesChecksums: Bool = false,
        limits: ColumnarLimits = ColumnarLimits()
    ) {
        self.columns = columns
        self.rows = rows
        self.threads = threads
        self.verifiesChecksums = verifiesChecksums
        self.limits = limits
    }

    /// The reader itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> ParquetReader {
        var faults = limits.faults
        if threads < 1 { faults.append("threads \(threads) is less than 1") }
        for name in Set(columns ?? []).sorted() where (columns ?? []).count(where: { $0 == name }) > 1 {
            faults.append("the column \"\(name)\" is asked for twice")
        }
        if !faults.isEmpty {
            throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "Parquet reader")
        }
        return self
    }

    /// The names and types of the columns of a file, without reading their values.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The schema that ``read(path:)`` gives.
    /// - Throws: As ``read(path:)``.
    public func schema(path: String) throws -> Schema {
        try plan(ByteSource(path: path)).schema
    }

    /// Reads a file.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The rows.
    /// - Throws: ``DataError``: `fileUnreadable`, `malformedFile`, `unsupportedFormat`, `unknownColumn`,
    ///   `duplicateColumn`, `missingValue`, `limitExceeded` or `invalidConfiguration`; `CoreError` for a slice that is
    ///   nested too deep.
    /// - Complexity: O(bytes) time; the memory of the columns, one page for each thread, and the texts of one column.
    public func read(path: String) throws -> DataFrame { try read(ByteSource(path: path)) }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file.
    ///   - name: What errors call the input.
    /// - Returns: The rows.
    /// - Throws: As ``read(path:)``.
    public func read(bytes: [UInt8], name: String = "Parquet input") throws -> DataFrame {
        try read(ByteSource(bytes, name: name))
    }

    /// Reads a file on a thread outside of the cooperative pool.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The rows.
    /// - Throws: As ``read(path:)``, or `cancelled` when the surrounding task is cancelled.
    public func reading(path: String) async throws -> DataFrame {
        let token = CancellationToken()
        return try await offCooperativePool(cancelling: token) { try read(ByteSource(path: path), token) }
    }

    private func read(_ source: ByteSource, _ token: CancellationToken = CancellationToken()) throws -> DataFrame {
        let plan = try plan(source).beginning(cancelling: token)
        return try plan.finish(try plan.frame(threads: threads))
    }

    /// What is read of a file.
    func plan(_ source: ByteSource) throws -> ParquetPlan { try ParquetPlan(self, source) }
}
