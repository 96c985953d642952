import MLCore
import Synchronization

/// Takes the batches of a file or stream one after the other.
final class ArrowCursor: Sendable {
    private struct State {
        /// Where the next message of a stream begins, or the position of the next batch of a file.
        var next: Int
        var dictionaries: [Int64: Column] = [:]
        var hasDictionaries = false
        var rowCount = 0
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
    /// - Throws: ``DataError``.
    init(_ reader: ArrowReader, _ source: ByteSource) throws(DataError) {
        _ = try reader.validated()
        file = try ArrowFile(source, limits: reader.limits)
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

    /// The next batch; `nil` at the end.
    ///
    /// - Parameter isKept: Whether the caller keeps all batches, so that the memory limit holds for them together.
    /// - Returns: The rows of the batch.
    /// - Throws: ``DataError``.
    func next(isKept: Bool) throws(DataError) -> DataFrame? {
        try state.withLock { state throws(DataError) in
            if !isKept { file.budget.reset() }
            guard let batch = try nextBatch(&state) else { return nil }
            let (rows, overflow) = state.rowCount.addingReportingOverflow(batch.rowCount)
            guard !overflow, rows <= maximumRowCount else {
                throw DataError(.limitExceeded, "there are more than \(maximumRowCount) rows", at: file.source.name)
            }
            state.rowCount = rows
            let reader = ArrowBatchReader(file: file, batch: batch, dictionaries: state.dictionaries)
            var starts: [ArrowPosition] = []
            var start = ArrowPosition()
            for field in file.schema.fields {
                starts.append(start)
                start.skip(field, in: batch)
            }
            let columns = try parallelMap(count: positions.count, threads: threads) {
                [starts] index throws(DataError) in
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
    }

    private func nextBatch(_ state: inout State) throws(DataError) -> ArrowBatch? {
        guard let blocks = file.blocks else {
            while let (message, next) = try ArrowFile.message(file.source, at: state.next) {
                state.next = next
                if let batch = try use(message, &state.dictionaries) { return batch }
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
                _ = try use(message, &state.dictionaries)
            }
        }
        guard state.next < blocks.batches.count else { return nil }
        defer { state.next += 1 }
        let block = blocks.batches[state.next]
        guard let (message, next) = try ArrowFile.message(file.source, at: block.lowerBound), next <= block.upperBound,
            let batch = try use(message, &state.dictionaries)
        else { throw DataError(.malformedFile, "there is no batch where one is listed", at: file.source.name) }
        return batch
    }

    /// The batch of a message; a dictionary is kept, and other messages are passed over.
    private func use(
        _ message: ArrowFile.Message, _ dictionaries: inout [Int64: Column]
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
        guard field.type != nil, field.children.isEmpty else {
            throw DataError(
                .unsupportedFormat, "the dictionary holds nested values", at: "\(place), column \"\(field.name)\"")
        }
        let batch = try ArrowBatch(data, bodyOffset: message.bodyOffset, bodyCount: message.bodyCount, at: place)
        var values = try ArrowBatchReader(file: file, batch: batch, dictionaries: [:]).column(
            field, at: ArrowPosition())
        // A dictionary of texts may hold one of them twice, or a missing value.
        if values.type == .string { values = try values.categorized() }
        if try header.bool(2), let before = dictionaries[id] {
            // Each time all values are copied.
            try file.budget.spend(before.count, elementSize: before.type.elementSize)
            dictionaries[id] = try before.appending(values)
        } else {
            dictionaries[id] = values
        }
        return nil
    }
}
