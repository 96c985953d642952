import MLCore
import Synchronization

/// Takes the batches of a file or stream one after the other.
final class ArrowCursor: Sendable {
    private struct State {
        /// Where the next message of a stream begins, or the position of the next batch of a file.
        var next: Int
        var dictionaries: [Int64: ArrowDictionary] = [:]
        var hasDictionaries = false
        var rowCount = 0
        var hasEnded = false
    }

    /// The schema of the frames.
    let schema: Schema
    private let file: ArrowFile
    private let positions: [Int]
    private let threads: Int
    private let maximumRowCount: Int
    private let state: Mutex<State>
    /// The dictionaries that the wanted columns need.
    private let needed: Set<Int64>

    /// Begins.
    ///
    /// - Parameters:
    ///   - reader: Says what is read.
    ///   - source: The file or stream.
    ///   - token: Asks reading to stop.
    /// - Throws: ``DataError``.
    init(
        _ reader: ArrowReader, _ source: ByteSource, _ token: CancellationToken = CancellationToken()
    ) throws(DataError) {
        _ = try reader.validated()
        file = try ArrowFile(source, limits: reader.limits, cancellation: token)
        positions = try file.positions(reader.columns)
        threads = reader.threads
        maximumRowCount = reader.limits.maximumRowCount
        var fields: [Schema.Field] = []
        var needed: Set<Int64> = []
        for position in positions {
            let field = file.schema.fields[position]
            fields.append(Schema.Field(field.name, field.type ?? .string, allowsMissing: field.allowsMissing))
            for part in [field] + field.children { if let id = part.dictionary?.id { needed.insert(id) } }
        }
        self.needed = needed
        schema = try DataFrame.schema(fields)
        state = Mutex(State(next: file.blocks == nil ? file.firstMessage : 0))
    }

    /// The next batch; `nil` at the end, and after an error.
    ///
    /// - Parameter isKept: Whether the caller keeps all batches, so that the limits hold for them together.
    /// - Returns: The rows of the batch.
    /// - Throws: ``DataError``.
    func next(isKept: Bool) throws(DataError) -> DataFrame? {
        try state.withLock { state throws(DataError) in
            guard !state.hasEnded else { return nil }
            do throws(DataError) {
                let frame = try nextFrame(&state, isKept: isKept)
                state.hasEnded = frame == nil
                return frame
            } catch {
                state.hasEnded = true
                throw error
            }
        }
    }

    private func nextFrame(_ state: inout State, isKept: Bool) throws(DataError) -> DataFrame? {
        if !isKept {
            file.budget.reset()
            state.rowCount = 0
        }
        guard let batch = try nextBatch(&state, isKept: isKept) else { return nil }
        let (rows, overflow) = state.rowCount.addingReportingOverflow(batch.rowCount)
        guard !overflow, rows <= maximumRowCount else {
            throw DataError(
                .limitExceeded, "there are more than \(maximumRowCount) rows", at: file.source.name,
                remedy: "Raise maximumRowCount if the input is trusted.")
        }
        state.rowCount = rows
        guard batch.nodes.count >= file.schema.nodeCount else {
            throw DataError(.malformedFile, "a batch has fewer fields than the schema", at: file.source.name)
        }
        let starts = file.schema.positions ?? file.schema.positions(variadicCounts: batch.variadicCounts)
        var dictionaries: [Int64: Column] = [:]
        for id in needed { dictionaries[id] = try state.dictionaries[id]?.column(file) }
        let columns = try parallelMap(count: positions.count, threads: threads) {
            [dictionaries] index throws(DataError) in
            guard !file.cancellation.isCancelled else { throw DataError.cancelled(file.source.name) }
            let reader = ArrowBatchReader(file: file, batch: batch, dictionaries: dictionaries)
            let column = try reader.column(file.schema.fields[positions[index]], at: starts[positions[index]])
            guard column.missingCount == 0 || file.schema.fields[positions[index]].allowsMissing else {
                throw DataError(
                    .missingValue, "a value is missing where none may be",
                    at: "\(file.source.name), column \"\(file.schema.fields[positions[index]].name)\"")
            }
            return column
        }
        return DataFrame(unchecked: columns, schema: schema, rowCount: batch.rowCount)
    }

    private func nextBatch(_ state: inout State, isKept: Bool) throws(DataError) -> ArrowBatch? {
        guard let blocks = file.blocks else {
            while let (message, next) = try ArrowFile.message(file.source, at: state.next) {
                guard !file.cancellation.isCancelled else { throw DataError.cancelled(file.source.name) }
                state.next = next
                if let batch = try use(message, &state.dictionaries, isKept: isKept) { return batch }
            }
            return nil
        }
        if !state.hasDictionaries {
            state.hasDictionaries = true
            for block in blocks.dictionaries {
                guard let (message, next) = try ArrowFile.message(file.source, at: block.lowerBound),
                    next <= block.upperBound, try message.kind == 2
                else {
                    throw DataError(.malformedFile, "there is no dictionary where one is listed", at: file.source.name)
                }
                _ = try use(message, &state.dictionaries, isKept: isKept)
            }
        }
        guard state.next < blocks.batches.count else { return nil }
        defer { state.next += 1 }
        let block = blocks.batches[state.next]
        guard let (message, next) = try ArrowFile.message(file.source, at: block.lowerBound), next <= block.upperBound,
            let batch = try use(message, &state.dictionaries, isKept: isKept)
        else { throw DataError(.malformedFile, "there is no batch where one is listed", at: file.source.name) }
        return batch
    }

    /// The batch of a message; a dictionary is kept, and other messages are passed over.
    private func use(
        _ message: ArrowFile.Message, _ dictionaries: inout [Int64: ArrowDictionary], isKept: Bool
    ) throws(DataError) -> ArrowBatch? {
        let place = file.source.name
        let kind = try message.kind
        guard kind == 2 || kind == 3, let header = try message.table.table(2) else {
            guard kind == 1 || kind > 3 else { throw DataError(.malformedFile, "a message has no content", at: place) }
            return nil
        }
        if kind == 3 {
            return try ArrowBatch(header, bodyOffset: message.bodyOffset, bodyCount: message.bodyCount, at: place)
        }
        let id = try header.integer(0, default: 0 as Int64)
        guard needed.contains(id) else { return nil }
        guard let field = file.schema.dictionaries[id], let data = try header.table(1) else {
            throw DataError(.malformedFile, "a dictionary belongs to no column", at: place)
        }
        guard let type = field.type, field.children.isEmpty else {
            throw DataError(
                .unsupportedFormat, "the dictionary holds nested values", at: "\(place), column \"\(field.name)\"")
        }
        let batch = try ArrowBatch(data, bodyOffset: message.bodyOffset, bodyCount: message.bodyCount, at: place)
        var dictionary = dictionaries.removeValue(forKey: id)
        if try !header.bool(2), let before = dictionary {
            guard file.blocks == nil else {
                throw DataError(.malformedFile, "the file has two dictionaries \(id)", at: place)
            }
            // Frames that the caller keeps may still use it.
            if !isKept { file.budget.letGo(before.byteCount) }
            dictionary = nil
        }
        // Nothing else is read meanwhile, and the buffers are given back when the column is done.
        let usedBefore = file.budget.usedByteCount
        let values = try ArrowBatchReader(file: file, batch: batch, dictionaries: [:]).column(
            field, at: ArrowPosition())
        let byteCount = file.budget.usedByteCount - usedBefore
        file.budget.keep(byteCount)
        var next = dictionary ?? ArrowDictionary(type)
        dictionary = nil
        try next.append(values, byteCount: byteCount, file, isKept: isKept)
        dictionaries[id] = next
        return nil
    }
}
