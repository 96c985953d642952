import MLCore

/// Writes frames as they come to a file, on threads outside of the cooperative pool.
struct StreamWriting<Encoder: Sendable>: Sendable {
    let schema: Schema
    let path: String
    /// Makes an encoder.
    let begin: @Sendable () throws(DataError) -> Encoder
    /// Encodes a frame and writes what is complete.
    let add: @Sendable (inout Encoder, DataFrame, PendingFile) throws(DataError) -> Void
    /// Writes the rest.
    let finish: @Sendable (inout Encoder, PendingFile) throws(DataError) -> Void

    /// An encoder and its file; one thread at a time has them.
    private final class Open: @unchecked Sendable {
        var encoder: Encoder
        let file: PendingFile

        init(_ encoder: Encoder, _ file: PendingFile) {
            self.encoder = encoder
            self.file = file
        }
    }

    /// Writes all frames; the file gets its name in the end.
    ///
    /// - Throws: As the sequence, or ``DataError``, of code `cancelled` too; the file is then as before.
    func write(_ frames: some AsyncSequence<DataFrame, any Error>) async throws {
        let open = try await work { Open(try begin(), try PendingFile(path: path)) }
        for try await frame in frames {
            try await work { try add(&open.encoder, try frame.conforming(to: schema), open.file) }
        }
        try await work {
            try finish(&open.encoder, open.file)
            try open.file.commit()
        }
    }

    private func work<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        if Task.isCancelled { throw DataError.cancelled(path) }
        return try await offCooperativePool(cancelling: CancellationToken(), body)
    }
}
