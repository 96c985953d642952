import MLCore

/// One pass over the lines of a JSONL input.
struct JSONLReading {
    let reader: JSONLReader
    var window: ByteWindow
    var tokens: JSONTokenizer
    var columns: [JSONLColumn]
    var positions: [String: Int] = [:]
    let frameNames: [String: String]
    let addsColumns: Bool
    private var rejected: RejectedRows
    private var hasBegun = false
    private var hasRows = false
    var lines: [Int] = []
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

    init(_ reader: JSONLReader, window: ByteWindow) throws(DataError) {
        self.reader = reader
        self.window = window
        let options = reader.options
        var limits = reader.limits
        limits.maximumByteCount = min(limits.maximumByteCount, options.maximumRowByteCount)
        do {
            tokens = try JSONTokenizer(UnsafeBufferPointer(start: nil, count: 0), limits: limits)
        } catch {
            throw DataError(.limitExceeded, error.details.problem, at: window.name, cause: error)
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
        rejected = RejectedRows(name: window.name, policy: options.malformedRows)
    }

    mutating func outcome() throws(DataError) -> ReadOutcome {
        try window.begin()
        while !window.isExhausted { try readLines() }
        try requireFields(hasRows: !lines.isEmpty)
        return try outcome(rejected: rejected.rows)
    }

    /// Reads the next rows, and forgets them; the fields to read are named.
    ///
    /// - Parameters:
    ///   - rowCount: How many rows there are at least, unless the input ends before.
    ///   - mayLackFields: Whether no record need have a field.
    /// - Returns: The rows, and the rows rejected among them; none at the end of the input.
    /// - Throws: What reading the whole input throws.
    mutating func chunk(ofAtLeast rowCount: Int, mayLackFields: Bool = false) throws(DataError) -> ReadOutcome {
        if !hasBegun { try window.begin() }
        hasBegun = true
        let rejectedBefore = rejected.rows.count
        while !window.isExhausted, lines.count < rowCount { try readLines() }
        hasRows = hasRows || !lines.isEmpty
        if window.isExhausted, !mayLackFields { try requireFields(hasRows: hasRows) }
        let chunk = try outcome(rejected: Array(rejected.rows.dropFirst(rejectedBefore)))
        for position in columns.indices { columns[position].removeAll() }
        lines.removeAll(keepingCapacity: true)
        window.release()
        return chunk
    }

    private func requireFields(hasRows: Bool) throws(DataError) {
        guard recordCount > 0 else {
            throw DataError(
                .emptyInput, "the input has no records", at: window.name, remedy: "Check how the file was made.")
        }
        // A field that is nowhere is a wrong name, not a column of missing values.
        let absent = columns.indices.filter { !isSeen[$0] }.map { columns[$0].source }
        if hasRows, !absent.isEmpty { throw unknown(absent) }
    }

    private func outcome(rejected: [RejectedRow]) throws(DataError) -> ReadOutcome {
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
            contents.append(Column(present: lines.map(Int64.init)))
            fields.append(Schema.Field(name, .int64))
            reasons[name] = "line numbers"
        }
        let frame = DataFrame(unchecked: contents, schema: try DataFrame.schema(fields), rowCount: lines.count)
        return ReadOutcome(
            frame: frame, lineNumbers: LineNumbers(lines), rejectedRows: rejected, typeReasons: reasons,
            byteCount: window.bytesRead)
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
        while window.start < bytes.count {
            var end = ByteSearch.firstLineFeed(in: bytes, from: window.start)
            if end == bytes.count, !window.isAtEnd { return true }
            guard end - window.start <= reader.options.maximumRowByteCount + 1 else {
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
        return !window.isAtEnd
    }

    private mutating func rejectLongLine() throws(DataError) {
        line += 1
        recordCount += 1
        let limit = reader.options.maximumRowByteCount
        let error = DataError(
            .limitExceeded, "the row is longer than \(limit) bytes", at: "\(window.name), line \(line)",
            remedy: "Check that the file has one object a line, or raise maximumRowByteCount.")
        let kept = Array(window.buffer[window.start..<min(window.end, window.start + RejectedRow.textLimit + 1)])
        var result: Result<Void, DataError> = .success(())
        kept.withUnsafeBufferPointer { text in
            result = Result { () throws(DataError) in try rejected.add(error, line: line, text: text) }
        }
        try result.get()
        try window.skipLine(carriageReturnBreaks: false)
    }
}
