import MLCore

/// One pass over the records of a JSONL input.
struct JSONLReading {
    private let source: InputBytes
    private let blockSize: Int
    private var assembly: JSONLAssembly
    /// `nil` until the beginning of the input was looked at.
    private var cutter: RecordCutter?
    /// Reads the blocks of pieces.
    private var worker: JSONLWorker?
    private var hasRows = false

    /// - Parameters:
    ///   - reader: Says how.
    ///   - source: The input.
    ///   - blockSize: How many bytes are read at once; what is read does not depend on it.
    /// - Throws: ``DataError`` with code `limitExceeded`.
    init(_ reader: JSONLReader, source: InputBytes, blockSize: Int = RecordCutter.blockSize) throws(DataError) {
        self.source = source
        self.blockSize = blockSize
        assembly = try JSONLAssembly(reader, source: source)
    }

    /// Reads the whole input.
    mutating func outcome(threads: Int, token: CancellationToken?) throws(DataError) -> ReadOutcome {
        var cutter = try begun()
        try assembly.readAll(&cutter, threads: threads, token: token)
        try assembly.requireFields(hasRows: assembly.keptRowCount > 0)
        return try assembly.outcome(rejected: assembly.rejected.rows)
    }

    /// Reads the next rows, and forgets them; the fields to read are named.
    ///
    /// - Parameters:
    ///   - rowCount: How many rows there are at least, unless the input ends before.
    ///   - mayLackFields: Whether no record need have a field.
    ///   - releases: Whether a pipe may forget what was read of it.
    /// - Returns: The rows, and the rows rejected among them; none at the end of the input.
    /// - Throws: What reading the whole input throws.
    mutating func chunk(
        ofAtLeast rowCount: Int, mayLackFields: Bool = false, releases: Bool = true
    ) throws(DataError) -> ReadOutcome {
        var cutter = try begun()
        let worker = worker ?? assembly.worker(blockSize: cutter.size)
        self.worker = worker
        let rejectedBefore = assembly.rejected.rows.count
        try assembly.read(&cutter, worker, token: nil, rowLimit: rowCount)
        self.cutter = cutter
        hasRows = hasRows || assembly.keptRowCount > 0
        if assembly.keptRowCount < rowCount, !mayLackFields { try assembly.requireFields(hasRows: hasRows) }
        let chunk = try assembly.outcome(rejected: Array(assembly.rejected.rows.dropFirst(rejectedBefore)))
        assembly.removeRows()
        if releases { source.release(before: chunk.byteCount) }
        return chunk
    }

    /// What cuts the input, from behind a byte order mark.
    private func begun() throws(DataError) -> RecordCutter {
        if let cutter { return cutter }
        var window = ByteWindow(source)
        try window.begin()
        return RecordCutter(
            source, at: window.bytesRead, limit: assembly.reader.options.maximumRowByteCount,
            filler: UInt8(ascii: "x"), hasQuotes: false, size: blockSize)
    }
}
