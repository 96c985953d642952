public import MLCore

/// Reads Apache Arrow IPC files and streams into a ``DataFrame``.
///
/// Which of both an input is, its first bytes say. Read are the versions since 0.15, little-endian, with dictionaries
/// that grow or are replaced, without compression or with LZ4 or zstd. Columns become columns of a frame:
///
/// | Arrow | column |
/// |---|---|
/// | `Bool` | `bool` |
/// | `Int` of 8 to 64 bits, signed or not | `int64`; beyond its range an error |
/// | `FloatingPoint` of 16 and 32 bits | `float` |
/// | `FloatingPoint` of 64 bits, `Decimal` | `double`; of a decimal number the nearest one |
/// | `Timestamp`, `Date` | `timestamp`; nanoseconds are rounded down, local times count as UTC |
/// | `Time`, `Duration` | `int64`, microseconds |
/// | `Utf8`, `Utf8View`, `Binary` that is UTF-8, large or of fixed size as well | `string` |
/// | `List`, `LargeList`, `FixedSizeList` of these | `stringList` |
/// | `Null` | `string`, all missing |
/// | dictionaries of these | as their values |
///
/// Other columns are errors that name the column, unless the projection leaves them out.
///
/// ```swift
/// let frame = try ArrowReader(columns: ["title", "year"]).read(path: "titles.arrow")
/// ```
public struct ArrowReader: Sendable, Hashable {
    /// The columns that are read, in this order; `nil` reads all.
    public var columns: [String]?
    /// How many threads read at once; the frame is the same for any number.
    public var threads: Int
    /// How much the input may become in memory.
    public var limits: ColumnarLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - columns: The columns that are read, in this order; `nil` reads all.
    ///   - threads: How many threads read at once.
    ///   - limits: How much the input may become in memory.
    public init(columns: [String]? = nil, threads: Int = 1, limits: ColumnarLimits = ColumnarLimits()) {
        self.columns = columns
        self.threads = threads
        self.limits = limits
    }

    /// The reader itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> ArrowReader {
        var faults = limits.faults
        if threads < 1 { faults.append("threads \(threads) is less than 1") }
        for name in Set(columns ?? []).sorted() where (columns ?? []).count(where: { $0 == name }) > 1 {
            faults.append("the column \"\(name)\" is asked for twice")
        }
        if !faults.isEmpty {
            throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "Arrow reader")
        }
        return self
    }

    /// The names and types of the columns of a file, without reading their values.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The schema that ``read(path:)`` gives.
    /// - Throws: As ``read(path:)``.
    public func schema(path: String) throws(DataError) -> Schema {
        try ArrowCursor(self, ByteSource(path: path)).schema
    }

    /// Reads a file or a stored stream.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The rows.
    /// - Throws: ``DataError``: `fileUnreadable`, `malformedFile`, `unsupportedFormat`, `unknownColumn`,
    ///   `duplicateColumn`, `missingValue`, `limitExceeded` or `invalidConfiguration`.
    /// - Complexity: O(bytes) time; the memory of the columns twice.
    public func read(path: String) throws(DataError) -> DataFrame { try read(ByteSource(path: path)) }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file, or a stream.
    ///   - name: What errors call the input.
    /// - Returns: The rows.
    /// - Throws: As ``read(path:)``.
    public func read(bytes: [UInt8], name: String = "Arrow input") throws(DataError) -> DataFrame {
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

    /// The rows of a file or a stored stream as frames, one for each batch, in memory that does not grow with it.
    ///
    /// Memory holds one batch and the dictionaries; ``limits`` hold for each of the frames. After an error there are no
    /// more frames.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The frames, of the schema that ``schema(path:)`` gives. Iterating throws as ``read(path:)``.
    public func frames(path: String) -> TablePieces<DataFrame> {
        TablePieces {
            let cursor = try ArrowCursor(try validated(), ByteSource(path: path))
            return { try cursor.next(isKept: false) }
        }
    }

    private func read(
        _ source: ByteSource, _ token: CancellationToken = CancellationToken()
    ) throws(DataError) -> DataFrame {
        let cursor = try ArrowCursor(self, source, token)
        var parts: [DataFrame] = []
        while let part = try cursor.next(isKept: true) { parts.append(part) }
        guard parts.count != 1 else { return parts[0] }
        var columns: [Column] = []
        for position in cursor.schema.fields.indices {
            columns.append(
                Column(joining: parts.map { $0.columns[position] }, type: cursor.schema.fields[position].type))
        }
        return DataFrame(unchecked: columns, schema: cursor.schema, rowCount: parts.reduce(0) { $0 + $1.rowCount })
    }
}
