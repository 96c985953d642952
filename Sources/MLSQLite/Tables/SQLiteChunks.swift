#if SQLiteStore
import MLCore
public import MLData

/// The rows of a table or query, some at a time.
///
/// ```swift
/// let chunks = try SQLiteTableReader(database: database).chunks(table: "events", rowCount: 10_000)
/// while let chunk = try chunks.next() { try score(chunk) }
/// ```
///
/// All chunks have the same schema; where only values tell the type of a column, those of the first chunk do. The rows
/// are those of the moment of the first call, except for what this same database writes to the table meanwhile. Until
/// the last chunk was read, or this value is gone, other connections to the file wait with their changes, so read to
/// the end without long pauses.
public final class SQLiteChunks {
    private let database: SQLiteDatabase
    private let statement: PreparedStatement
    private var reading: ResultReading
    private let rowCount: Int
    private let byteCount: Int
    private let place: String
    private var isFirst = true

    init(
        _ database: SQLiteDatabase, _ statement: PreparedStatement, _ reading: ResultReading, rowCount: Int,
        byteCount: Int, place: String
    ) {
        self.database = database
        self.statement = statement
        self.reading = reading
        self.rowCount = rowCount
        self.byteCount = byteCount
        self.place = place
    }

    deinit {
        // A statement that cannot be ended now, as after a fork, ends with the connection.
        try? database.access { _ in statement.finalize() }
    }

    /// The next rows.
    ///
    /// - Returns: At least one row, except that a result without rows has one empty chunk; `nil` at the end.
    /// - Throws: `DataError` as ``SQLiteTableReader/read(table:)``; the end comes after it.
    public func next() throws(DataError) -> DataFrame? {
        if reading.isAtEnd { return nil }
        let chunk = try tableErrors(place) {
            try database.access { _ in
                do {
                    let chunk = try reading.chunk(statement, rows: rowCount, bytes: byteCount)
                    if reading.isAtEnd { statement.reset() }
                    return chunk
                } catch {
                    reading.end()
                    statement.reset()
                    throw error
                }
            }
        }
        defer { isFirst = false }
        return chunk.rowCount > 0 || isFirst ? chunk : nil
    }
}
#endif
