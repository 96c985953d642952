import MLCore

/// Joins what was read of the blocks of a JSONL input, in their order.
struct JSONLAssembly: BlockAssembly {
    let reader: JSONLReader
    let source: InputBytes
    /// The bytes of the block that is read line by line.
    var window: ByteWindow
    /// Where that block ends.
    private var blockEnd = 0
    /// How many bytes of the input are read.
    private(set) var byteCount = 0
    private let shared: JSONLSharedPlan
    var tokens: JSONTokenizer
    var columns: [JSONLColumn]
    var positions: [String: Int] = [:]
    let frameNames: [String: String]
    let addsColumns: Bool
    private(set) var rejected: RejectedRows
    var lines = LineNumbers()
    var line = 0
    var recordCount = 0
    // The fields of the record at hand.
    var items: [(position: Int, item: JSONLColumn.Item)] = []
    var newItems: [(source: String, item: JSONLColumn.Item)] = []
    var lists: [JSONText] = []
    /// For each column, whether its field occurred in any good record.
    var isSeen: [Bool]
    /// For each column, the number of the last record that had its field.
    var lastRecord: [Int]
    /// The keys of the first record, for errors.
    var firstKeys: [String] = []
    var expected = 0

    init(_ reader: JSONLReader, source: InputBytes) throws(DataError) {
        self.reader = reader
        self.source = source
        window = ByteWindow(source, chunkSize: 0)
        let options = reader.options
        var limits = reader.limits
        limits.maximumByteCount = min(limits.maximumByteCount, options.maximumRowByteCount)
        do {
            tokens = try JSONTokenizer(UnsafeBufferPointer(start: nil, count: 0), limits: limits)
        } catch {
            throw DataError(.limitExceeded, error.details.problem, at: source.name, cause: error)
        }
        columns = (options.wantedNames ?? []).map { name in
            JSONLColumn(
                name: name, source: options.fieldMapping[name] ?? name, options: options)
        }
        for (position, column) in columns.enumerated() { positions[column.source] = position }
        frameNames = Dictionary(options.fieldMapping.map { ($0.value, $0.key) }) { first, _ in first }
        addsColumns = options.wantedNames == nil
        isSeen = columns.map { _ in false }
        lastRecord = columns.map { _ in -1 }
        rejected = RejectedRows(name: source.name, policy: options.malformedRows)
        shared = JSONLSharedPlan(JSONLPlan(columns, reader))
    }

    var name: String { source.name }
    var keptRowCount: Int { lines.count }

    func worker(blockSize: Int) -> JSONLWorker { JSONLWorker(shared, blockSize: blockSize) }

    mutating func add(_ worker: JSONLWorker, _ block: RecordCutter.Block) throws(DataError) -> Int? {
        // The first records tell of the fields, also of those that are not wanted.
        if recordCount > 0 {
            if worker.plan !== shared.current { worker.read(block) }
            if worker.isRegular, hasRoom(for: worker.rowCount, at: block.offset) {
                addAll(worker)
                byteCount = block.offset + block.byteCount
                return nil
            }
        }
        return try addLines(of: block)
    }

    /// Whether no limit of the whole table is near.
    private func hasRoom(for rowCount: Int, at offset: Int) -> Bool {
        guard lines.count + rowCount <= reader.options.maximumRowCount else { return false }
        return !addsColumns || !Self.isTooSparse(columns.count, rowCount: lines.count + rowCount, byteCount: offset)
    }

    /// Adds the rows of a block of like records.
    private mutating func addAll(_ worker: JSONLWorker) {
        for position in columns.indices {
            let sight = worker.sights[position]
            columns[position].add(
                worker.parts[position], row: lines.count, hasLargeInteger: sight.hasLargeInteger)
            isSeen[position] = isSeen[position] || sight.lastRow >= 0
        }
        lines.append(line + 1, count: worker.rowCount)
        line += worker.rowCount
        recordCount += worker.rowCount
    }

    /// Reads the records of a block one by one.
    private mutating func addLines(of block: RecordCutter.Block) throws(DataError) -> Int? {
        blockEnd = block.offset + block.byteCount
        window = ByteWindow(source, at: block.offset, chunkSize: block.byteCount + 1)
        while window.bytesRead < blockEnd, !window.isExhausted { try readLines() }
        byteCount = window.bytesRead
        if !shared.current.fits(columns) { shared.replace(by: JSONLPlan(columns, reader)) }
        return byteCount == blockEnd ? nil : byteCount
    }

    /// Forgets the rows, and the types that are not given.
    mutating func removeRows() {
        for position in columns.indices { columns[position].removeAll() }
        lines.removeAll()
        if !shared.current.fits(columns) { shared.replace(by: JSONLPlan(columns, reader)) }
    }

    /// Throws when there are no records, or a wanted field is in none of them.
    func requireFields(hasRows: Bool) throws(DataError) {
        guard recordCount > 0 else {
            throw DataError(
                .emptyInput, "the input has no records", at: source.name, remedy: "Check how the file was made.")
        }
        // A field that is nowhere is a wrong name, not a column of missing values.
        let absent = columns.indices.filter { !isSeen[$0] }.map { columns[$0].source }
        if hasRows, !absent.isEmpty { throw unknown(absent) }
        let options = reader.options
        guard hasRows, options.wantedNames == nil else { return }
        let known = Set(columns.map(\.name))
        let unknown = Set(options.columnTypes.keys).union(options.timestampFormats.keys).subtracting(known).sorted()
        if !unknown.isEmpty { throw self.unknown(unknown) }
    }

    /// What was read.
    func outcome(rejected: [RejectedRow]) throws(DataError) -> ReadOutcome {
        let options = reader.options
        var contents = columns.map { $0.column(rowCount: lines.count) }
        var fields = zip(columns, contents).map { column, content in
            Schema.Field(column.name, content.type, allowsMissing: column.allowsMissing)
        }
        var reasons: [String: String] = [:]
        for column in columns {
            reasons[column.name] =
                column.isGiven ? "given" : column.type == nil ? "no values, kept as text" : "from the JSON types"
        }
        if let name = options.lineColumn {
            contents.append(Column(present: lines.lines.map(Int64.init)))
            fields.append(Schema.Field(name, .int64))
            reasons[name] = "line numbers"
        }
        let frame = DataFrame(unchecked: contents, schema: try DataFrame.schema(fields), rowCount: lines.count)
        return ReadOutcome(
            frame: frame, lineNumbers: lines, rejectedRows: rejected, typeReasons: reasons,
            byteCount: byteCount)
    }

    /// Reads the lines that are whole in the window, then asks for more bytes.
    private mutating func readLines() throws(DataError) {
        let bytes = window.buffer
        var result: Result<Bool, DataError> = .success(false)
        bytes.withUnsafeBufferPointer { buffer in
            let available = UnsafeBufferPointer(rebasing: buffer[..<window.end])
            result = Result { () throws(DataError) in try readLines(available) }
        }
        guard try result.get() else { return }
        guard window.end - window.start <= reader.options.maximumRowByteCount else { return try rejectLongLine() }
        // Without this the window would be copied, because two arrays share it.
        _ = consume bytes
        try window.refill()
    }

    /// Reads lines until the bytes at hand end.
    ///
    /// - Returns: Whether more bytes are needed.
    private mutating func readLines(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataError) -> Bool {
        while window.start < bytes.count, window.bytesRead < blockEnd {
            var end = ByteSearch.firstLineFeed(in: bytes, from: window.start)
            if end == bytes.count, !window.isAtEnd { return true }
            guard end - window.start - 1 <= reader.options.maximumRowByteCount else {
                try rejectLongLine()
                return false
            }
            let next = min(bytes.count, end + 1)
            if end > window.start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            let text = UnsafeBufferPointer(rebasing: bytes[window.start..<end])
            line += 1
            window.advance(to: next)
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            recordCount += 1
            do throws(DataError) {
                try readRecord(text)
            } catch {
                try rejected.add(error, line: line, text: text)
                continue
            }
            try commit()
        }
        return !window.isAtEnd && window.bytesRead < blockEnd
    }

    private mutating func rejectLongLine() throws(DataError) {
        line += 1
        recordCount += 1
        let limit = reader.options.maximumRowByteCount
        let error = DataError(
            .limitExceeded, "the row is longer than \(limit) bytes", at: "\(window.name), line \(line)",
            remedy: "Check that the file has one object a line, or raise maximumRowByteCount.")
        let beginning = window.buffer[window.start..<min(window.end, window.start + RejectedRow.textLimit + 1)]
        let kept = Array(beginning.prefix { $0 != UInt8(ascii: "\n") })
        var result: Result<Void, DataError> = .success(())
        kept.withUnsafeBufferPointer { text in
            result = Result { () throws(DataError) in try rejected.add(error, line: line, text: text) }
        }
        try result.get()
        try window.skipLine(carriageReturnBreaks: false)
    }
}
