import MLCore

/// One pass over the records of a CSV input.
struct CSVReading {
    private let reader: CSVReader
    private let source: InputBytes
    let plan: CSVPlan
    private let header: CSVHeader
    private let blockSize: Int
    private var cutter: RecordCutter
    private var assembly: CSVAssembly
    /// Reads the blocks of pieces.
    private var worker: CSVWorker?

    /// Begins to read an input.
    ///
    /// - Parameters:
    ///   - reader: Says how.
    ///   - source: The input.
    ///   - blockSize: How many bytes are read at once; what is read does not depend on it.
    /// - Throws: ``DataError`` for a header that cannot be read.
    init(_ reader: CSVReader, source: InputBytes, blockSize: Int = RecordCutter.blockSize) throws(DataError) {
        let header = try CSVHeader(source, reader)
        let plan = try CSVPlan(header: header.names, reader: reader, input: source.name)
        self.init(reader, source: source, header: header, plan: plan, blockSize: blockSize)
    }

    private init(_ reader: CSVReader, source: InputBytes, header: CSVHeader, plan: CSVPlan, blockSize: Int) {
        self.blockSize = blockSize
        self.reader = reader
        self.source = source
        self.header = header
        self.plan = plan
        cutter = RecordCutter(
            source, at: header.offset, limit: reader.options.maximumRowByteCount,
            filler: FieldScanner(delimiter: plan.delimiter).filler, size: blockSize)
        assembly = CSVAssembly(plan, reader: reader, source: source, header: header)
    }

    /// Reads the whole input.
    ///
    /// - Parameters:
    ///   - threads: How many threads may be used; what is read does not depend on it.
    ///   - token: Stops the reading when it is raised.
    ///   - rowLimit: Reading stops when there are at least so many rows.
    /// - Returns: The rows, and what was rejected.
    /// - Throws: ``DataError`` for what is wrong with the input, or of code `cancelled`.
    mutating func outcome(
        threads: Int, token: CancellationToken?, rowLimit: Int = .max
    ) throws(DataError) -> ReadOutcome {
        try assembly.readAll(&cutter, threads: threads, token: token, rowLimit: rowLimit)
        if assembly.columns.isEmpty { assembly.begin() }
        let unread = try assembly.unreadColumns()
        var texts: [Int: TextBuffer] = [:]
        if !unread.isEmpty { texts = try reread(unread, threads: threads, token: token) }
        return try assembly.outcome(texts: texts, rejectedRows: assembly.rejected.rows)
    }

    /// Says that only the beginning of the input is read, so that no room is made for all of it.
    mutating func readsBeginning() { assembly.keepsPieces() }

    /// Reads the next rows, and forgets them; the types of all columns are given.
    ///
    /// - Parameter rowCount: How many rows there are at least, unless the input ends before.
    /// - Returns: The rows, and the rows rejected among them; none at the end of the input.
    /// - Throws: What reading the whole input throws.
    mutating func chunk(ofAtLeast rowCount: Int) throws(DataError) -> ReadOutcome {
        assembly.keepsPieces()
        let rejectedBefore = assembly.rejected.rows.count
        let worker = worker ?? assembly.worker(blockSize: cutter.size)
        self.worker = worker
        while assembly.lines.count < rowCount, let block = try cutter.next(into: worker.buffer) {
            worker.read(block)
            if let offset = try assembly.add(worker, block) { cutter.restart(at: offset, number: block.number + 1) }
            source.release(before: assembly.byteCount)
        }
        if assembly.columns.isEmpty { assembly.begin() }
        let rejected = Array(assembly.rejected.rows.dropFirst(rejectedBefore))
        let outcome = try assembly.outcome(texts: [:], rejectedRows: rejected)
        assembly.removeRows()
        return outcome
    }

    /// Reads the beginning of some columns again, as text.
    private func reread(
        _ positions: [Int], threads: Int, token: CancellationToken?
    ) throws(DataError) -> [Int: TextBuffer] {
        let limit = positions.map { assembly.columns[$0].unreadCount }.max() ?? 0
        let plan = plan.rereading(positions)
        var reading = CSVReading(reader, source: source, header: header, plan: plan, blockSize: blockSize)
        try reading.assembly.readAll(&reading.cutter, threads: threads, token: token, rowLimit: limit)
        var texts: [Int: TextBuffer] = [:]
        for (index, position) in positions.enumerated() {
            let count = assembly.columns[position].unreadCount
            let column = reading.assembly.columns[plan.columns.count - positions.count + index].column()
            guard let content = column.texts, content.count >= count else {
                throw DataError(
                    .fileUnreadable, "the file changed while it was read", at: source.name,
                    remedy: "Read a file that nobody writes to.")
            }
            texts[position] = content.prefix(count)
        }
        return texts
    }
}
