import MLCore

/// A table that is read piece by piece, in memory that does not grow with its number of rows.
///
/// Every reader of tables has `frames(path:)`, whose pieces are frames; readers that put rows aside also have
/// `outcomes(path:)`, whose pieces tell of them. Each piece is read on a thread outside of the cooperative pool when it is asked for; each iteration begins at the
/// beginning of the table. A cancelled task gets an error of code `cancelled`.
///
/// ```swift
/// for try await frame in CSVReader().frames(path: "requests.csv") { profile.add(frame) }
/// ```
public struct TablePieces<Piece: Sendable>: AsyncSequence, Sendable {
    /// A piece of the table.
    public typealias Element = Piece

    let begin: @Sendable () throws -> () throws -> Piece?

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
