import MLCore

/// A Parquet file whose footer was read and checked.
final class ParquetFile: Sendable {
    private static let magic = Array("PAR1".utf8)

    let source: ByteSource
    let metadata: ParquetMetadata
    let schema: ParquetSchema
    let budget: MemoryBudget
    /// The bytes that pages may take, one after the other.
    let work: WorkBudget
    /// Asks reading to stop.
    let cancellation: CancellationToken
    let verifiesChecksums: Bool
    /// Memory for what is read of a page.
    let scratch = ScratchPool()
    /// Memory for texts that are collected.
    let textScratch = ScratchPool()

    /// Reads the footer.
    ///
    /// - Throws: ``DataError`` with code `fileUnreadable`, `malformedFile`, `unsupportedFormat`, `duplicateColumn` or
    ///   `limitExceeded`.
    init(_ source: ByteSource, limits: ColumnarLimits, verifiesChecksums: Bool) throws(DataError) {
        self.source = source
        self.verifiesChecksums = verifiesChecksums
        let limit = limits.byteCount(ofInput: source.count)
        budget = MemoryBudget(limit: limit, name: source.name)
        work = WorkBudget(memory: limit, inputSize: source.count, name: source.name)
        cancellation = CancellationToken()
        let name = source.name
        guard source.count >= 12 else {
            throw DataError(.malformedFile, "\(source.count) bytes are no Parquet file", at: name)
        }
        let tail = try source.bytes(at: source.count - 8, count: 8)
        guard Array(tail[4...]) == Self.magic else {
            if Array(tail[4...]) == Array("PARE".utf8) {
                throw DataError(.unsupportedFormat, "the footer is encrypted", at: name)
            }
            throw DataError(
                .malformedFile, "the file does not end as a Parquet file", at: name,
                remedy: "Check that it is complete and in this format.")
        }
        guard try source.bytes(at: 0, count: 4) == Self.magic else {
            throw DataError(.malformedFile, "the file does not begin as a Parquet file", at: name)
        }
        let size = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size <= source.count - 12 else {
            throw DataError(.malformedFile, "the footer announces \(size) bytes, more than the file has", at: name)
        }
        let start = source.count - 8 - size
        let footer = try source.bytes(at: start, count: size)
        let result: Result<ParquetMetadata, DataError> = footer.withUnsafeBytes { bytes in
            var reader = ThriftReader(bytes, name: name)
            return Result { () throws(DataError) in try ParquetMetadata(reading: &reader) }
        }
        metadata = try result.get()
        schema = try ParquetSchema(metadata.schema, at: name)
        guard schema.entries.count <= limits.maximumColumnCount else {
            throw DataError(
                .limitExceeded, "\(schema.entries.count) columns", at: name,
                remedy: "Raise maximumColumnCount if the input is trusted.")
        }
        try check(dataEnd: start)
    }

    /// The same file, to be read once more with budgets of its own.
    init(again file: ParquetFile, cancellation: CancellationToken) {
        source = file.source
        metadata = file.metadata
        schema = file.schema
        verifiesChecksums = file.verifiesChecksums
        budget = MemoryBudget(limit: file.budget.limit, name: file.source.name)
        work = WorkBudget(memory: file.budget.limit, inputSize: file.source.count, name: file.source.name)
        self.cancellation = cancellation
    }

    /// Checks that the row groups fit the schema and the file.
    private func check(dataEnd: Int) throws(DataError) {
        var rows = 0
        var ranges: [(start: Int, end: Int)] = []
        for (number, group) in metadata.rowGroups.enumerated() {
            let place = "\(source.name), row group \(number)"
            let (sum, overflow) = rows.addingReportingOverflow(group.rowCount)
            guard !overflow else { throw DataError(.malformedFile, "there are more than 2⁶³ rows", at: place) }
            rows = sum
            guard group.chunks.count == schema.leafCount else {
                throw DataError(
                    .malformedFile, "\(group.chunks.count) chunks where the schema has \(schema.leafCount)", at: place)
            }
            for chunk in group.chunks {
                let start = chunk.firstPageOffset
                guard chunk.valueCount > 0 else { continue }
                guard start >= 4, start <= dataEnd, chunk.compressedByteCount <= dataEnd - start else {
                    throw DataError(.malformedFile, "the pages of a column lie outside of the data", at: place)
                }
                ranges.append((start, start + chunk.compressedByteCount))
            }
        }
        guard rows == metadata.rowCount else {
            throw DataError(
                .malformedFile, "the row groups have \(rows) rows where \(metadata.rowCount) are announced",
                at: source.name)
        }
        ranges.sort { $0 < $1 }
        for (first, second) in zip(ranges, ranges.dropFirst()) where second.start < first.end {
            throw DataError(.malformedFile, "the pages of two columns overlap", at: source.name)
        }
    }

    /// Checks that a column can have as many values as a row group has rows.
    func check(_ column: ParquetColumn, rowGroup: Int) throws(DataError) {
        let group = metadata.rowGroups[rowGroup]
        let chunk = group.chunks[column.leaf]
        let isSound = column.list == nil ? chunk.valueCount == group.rowCount : chunk.valueCount >= group.rowCount
        guard isSound, chunk.type == column.physicalType else {
            throw DataError(
                .malformedFile, "\(chunk.valueCount) values for \(group.rowCount) rows, or of another type",
                at: "\(source.name), row group \(rowGroup), column \"\(column.name)\"")
        }
    }
}
