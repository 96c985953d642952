import MLCore

/// An Arrow file or stream whose schema was read.
final class ArrowFile: Sendable {
    private static let magic = Array("ARROW1".utf8)
    /// The most bytes of the metadata of one message.
    private static let maximumMetadataByteCount = 1 << 30

    /// Where a message is.
    struct Message {
        let table: FlatTable
        let bodyOffset: Int
        let bodyCount: Int

        /// The kind of the message (`Message.fbs`, union `MessageHeader`).
        var kind: UInt8 { get throws(DataError) { try table.integer(1, default: 0) } }
    }

    let source: ByteSource
    let schema: ArrowSchema
    let budget: MemoryBudget
    /// The bytes that decompressing may produce.
    let work: WorkBudget
    /// Asks reading to stop.
    let cancellation: CancellationToken
    /// Where the messages behind the schema begin in a stream.
    let firstMessage: Int
    /// Where the messages of dictionaries and of batches are in a file; `nil` for a stream.
    let blocks: (dictionaries: [Range<Int>], batches: [Range<Int>])?

    /// Reads the schema.
    ///
    /// - Throws: ``DataError`` with code `malformedFile`, `unsupportedFormat`, `duplicateColumn`, `limitExceeded` or `fileUnreadable`.
    init(_ source: ByteSource, limits: ColumnarLimits, cancellation: CancellationToken) throws(DataError) {
        self.source = source
        self.cancellation = cancellation
        let limit = limits.byteCount(ofInput: source.count)
        budget = MemoryBudget(limit: limit, name: source.name)
        work = WorkBudget(memory: limit, inputSize: source.count, name: source.name)
        let beginning = try source.bytes(at: 0, count: min(6, source.count))
        if beginning == Self.magic {
            let footer = try Self.footer(source)
            guard let table = try footer.table(1) else {
                throw DataError(.malformedFile, "the file has no schema", at: source.name)
            }
            schema = try ArrowSchema(
                table, version: try footer.integer(0, default: 0), limits: limits, at: source.name)
            let dictionaries = try Self.blocks(footer, 2, source)
            let batches = try Self.blocks(footer, 3, source)
            let all = (dictionaries + batches).sorted { $0.lowerBound < $1.lowerBound }
            for (first, second) in zip(all, all.dropFirst()) where second.lowerBound < first.upperBound {
                throw DataError(.malformedFile, "two batches overlap", at: source.name)
            }
            blocks = (dictionaries, batches)
            firstMessage = 8
        } else {
            guard let (message, next) = try Self.message(source, at: 0), try message.kind == 1,
                let table = try message.table.table(2)
            else {
                throw DataError(
                    .malformedFile, "the input does not begin as an Arrow file or stream", at: source.name,
                    remedy: "Check that it is in this format.")
            }
            schema = try ArrowSchema(
                table, version: try message.table.integer(0, default: 0), limits: limits, at: source.name)
            blocks = nil
            firstMessage = next
        }
    }

    private static func footer(_ source: ByteSource) throws(DataError) -> FlatTable {
        guard source.count >= 18, try source.bytes(at: source.count - 6, count: 6) == magic else {
            throw DataError(
                .malformedFile, "the file does not end as an Arrow file", at: source.name,
                remedy: "Check that it is complete.")
        }
        let size = try source.bytes(at: source.count - 10, count: 4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size <= source.count - 18 else {
            throw DataError(
                .malformedFile, "the footer announces \(size) bytes, more than the file has", at: source.name)
        }
        return try FlatTable(root: try source.bytes(at: source.count - 10 - size, count: size), name: source.name)
    }

    /// Where the messages of a list of blocks are.
    private static func blocks(
        _ footer: FlatTable, _ field: Int, _ source: ByteSource
    ) throws(DataError) -> [Range<Int>] {
        // A block is an offset, the bytes of the metadata padded to eight, and the bytes of the body.
        let words = try footer.words(field, perElement: 3)
        var blocks: [Range<Int>] = []
        for index in stride(from: 0, to: words.count, by: 3) {
            let (offset, metadata, body) = (words[index], words[index + 1] & 0xFFFF_FFFF, words[index + 2])
            let count = Int64(source.count)
            guard offset >= 8, offset <= count, metadata <= count - offset, body >= 0,
                body <= count - offset - metadata
            else {
                throw DataError(.malformedFile, "a batch lies outside of the file", at: source.name)
            }
            blocks.append(Int(offset)..<Int(offset + metadata + body))
        }
        return blocks
    }

    /// The message at an offset and where the next one begins; `nil` at the end of a stream.
    static func message(_ source: ByteSource, at offset: Int) throws(DataError) -> (Message, next: Int)? {
        guard offset < source.count else { return nil }
        var position = offset
        func number() throws(DataError) -> UInt32 {
            let bytes = try source.bytes(at: position, count: 4)
            position += 4
            return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        var size = try number()
        // Older streams have no mark before the size.
        if size == .max { size = try number() }
        if size == 0 { return nil }
        guard size <= maximumMetadataByteCount else {
            throw DataError(.malformedFile, "a message announces \(size) bytes of metadata", at: source.name)
        }
        let table = try FlatTable(root: try source.bytes(at: position, count: Int(size)), name: source.name)
        position += Int(size)
        let bodyCount = try table.integer(3, default: 0 as Int64)
        guard bodyCount >= 0, bodyCount <= Int64(source.count - position) else {
            throw DataError(
                .malformedFile, "a message announces \(bodyCount) bytes, more than there are", at: source.name)
        }
        return (Message(table: table, bodyOffset: position, bodyCount: Int(bodyCount)), position + Int(bodyCount))
    }

    /// The plain bytes of a buffer.
    ///
    /// - Parameters:
    ///   - buffer: The buffer.
    ///   - batch: The batch that has it.
    ///   - held: Takes the bytes that decompressing makes.
    /// - Returns: The bytes.
    /// - Throws: ``DataError``.
    func bytes(
        of buffer: ArrowBatch.Buffer, in batch: ArrowBatch, _ held: HeldBytes
    ) throws(DataError) -> [UInt8] {
        let stored = try source.bytes(at: batch.bodyOffset + buffer.offset, count: buffer.count)
        guard let codec = batch.codec, stored.count > 0 else { return stored }
        guard stored.count >= 8 else {
            throw DataError(.malformedFile, "a compressed buffer has no size", at: source.name)
        }
        let size = stored.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
        let content = Array(stored[8...])
        // Some writers store an empty buffer as its size alone.
        if size == -1 || size == 0 && content.isEmpty { return content }
        let decompressor: any Decompressor = codec == 0 ? LZ4Frame() : Zstandard()
        do throws(CompressionFault) {
            try decompressor.check(byteCount: Int(clamping: size), compressedCount: content.count)
        } catch {
            throw DataError(.malformedFile, "\(decompressor.name): \(error.problem)", at: source.name)
        }
        let count = Int(size)
        try held.add(count)
        try work.spend(count)
        do throws(CompressionFault) {
            return try decompressor.bytes(of: content, byteCount: count, limit: .max)
        } catch {
            throw DataError(.malformedFile, "\(decompressor.name): \(error.problem)", at: source.name)
        }
    }

    /// The columns of the given names in that order, or all of them; every one has a type.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` or `unsupportedFormat`.
    func positions(_ names: [String]?) throws(DataError) -> [Int] {
        var positions: [Int] = []
        if let names {
            for name in names {
                guard let position = schema.fields.firstIndex(where: { $0.name == name }) else {
                    throw DataError(
                        .unknownColumn, "there is no column \"\(name)\"", at: source.name,
                        remedy: "Columns are: \(schema.fields.map(\.name).joined(separator: ", ")).")
                }
                positions.append(position)
            }
        } else {
            positions = Array(schema.fields.indices)
        }
        for position in positions where schema.fields[position].type == nil {
            throw DataError(
                .unsupportedFormat, "the column is nested or has a type that no column of a frame has",
                at: "\(source.name), column \"\(schema.fields[position].name)\"",
                remedy: "Read other columns, or write it as flat columns or as a list of texts.")
        }
        return positions
    }
}
