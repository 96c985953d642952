import MLCore

/// A table that is read piece by piece, in memory that does not grow with its number of rows.
///
/// Each piece is read on a thread outside of the cooperative pool when it is asked for; each iteration begins at the
/// beginning of the table. A cancelled task gets an error of code `cancelled`.
///
/// ```swift
/// for try await piece in CSVReader().pieces(path: "requests.csv") { monitor.add(piece.frame) }
/// ```
public struct TablePieces<Piece: Sendable>: AsyncSequence, Sendable {
    /// A piece of the table.
    public typealias Element = Piece

    private let begin: @Sendable () throws -> () throws -> Piece?

    /// - Parameter begin: Opens the table and gives what reads the next piece.
    init(_ begin: @escaping @Sendable () throws -> () throws -> Piece?) { self.begin = begin }

    /// Begins to read the table; it is opened with the first piece.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(begin) }

    /// What reads the pieces.
    ///
    /// Only the iterator calls it, and an iterator is used by one task at a time.
    private final class State: @unchecked Sendable {
        private let begin: @Sendable () throws -> () throws -> Piece?
        private var read: (() throws -> Piece?)?
        private var hasEnded = false

        init(_ begin: @escaping @Sendable () throws -> () throws -> Piece?) { self.begin = begin }

        func next() throws -> Piece? {
            guard !hasEnded else { return nil }
            do {
                let read = try self.read ?? begin()
                self.read = read
                let piece = try read()
                hasEnded = piece == nil
                return piece
            } catch {
                hasEnded = true
                throw error
            }
        }
    }

    /// Gives one piece after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let state: State

        init(_ begin: @escaping @Sendable () throws -> () throws -> Piece?) { state = State(begin) }

        /// The next piece, or `nil` at the end; after an error there are no more.
        ///
        /// - Throws: What reading the table throws, or ``DataError`` with code `cancelled`.
        public mutating func next() async throws -> Piece? {
            let token = CancellationToken()
            let state = state
            return try await offCooperativePool(cancelling: token) {
                if token.isCancelled { throw DataError.cancelled("pieces of a table") }
                return try state.next()
            }
        }
    }
}

extension CSVReader {
    /// The rows of a file piece by piece, in bounded memory.
    ///
    /// Columns without a given type get the type of the first piece; what does not fit it in a later piece is a
    /// malformed row.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a piece has at least, but for the last one.
    /// - Returns: The pieces; a table without rows has one, which is empty.
    public func pieces(path: String, rowCount: Int = 65_536) -> TablePieces<ReadOutcome> {
        TablePieces {
            var chunks = try TableChunks(inferring: self, of: InputFile(path: path), rowCount: rowCount)
            return { try chunks.next() }
        }
    }
}

extension JSONLReader {
    /// The records of a file piece by piece, in bounded memory.
    ///
    /// Unless the options name fields and types, they are those of the first piece: fields that only later pieces have
    /// are left out, and what does not fit a type is a malformed row.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a piece has at least, but for the last one.
    /// - Returns: The pieces.
    public func pieces(path: String, rowCount: Int = 65_536) -> TablePieces<ReadOutcome> {
        TablePieces {
            var chunks = try TableChunks(inferring: self, of: InputFile(path: path), rowCount: rowCount)
            return { try chunks.next() }
        }
    }
}
