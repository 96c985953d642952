import MLCore

/// One pass over the lines of a JSONL input.
struct JSONLReading {
    private let reader: JSONLReader
    private var window: ByteWindow
    private var tokens: JSONTokenizer
    private var columns: [JSONLColumn]
    private var positions: [String: Int] = [:]
    private let frameNames: [String: String]
    private let addsColumns: Bool
    private var rejected: RejectedRows
    private var lines: [Int] = []
    private var line = 0
    private var recordCount = 0
    // The fields of the record at hand.
    private var items: [(position: Int, item: JSONLColumn.Item)] = []
    private var newItems: [(source: String, item: JSONLColumn.Item)] = []
    private var lists: [JSONText] = []
    /// For each column, whether its field occurred in any good record.
    private var isSeen: [Bool]
    /// For each column, the number of the last record that had its field.
    private var lastRecord: [Int]
    /// The keys of the first record, for errors.
    private var firstKeys: [String] = []
    private var expected = 0

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
                name: name, source: options.fieldMapping[name] ?? name, type: options.type(of: name),
                allowsMissing: options.allowsMissing(name))
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
        guard recordCount > 0 else {
            throw DataError(.emptyInput, "the input has no records", at: window.name)
        }
        let options = reader.options
        // A field that is nowhere is a wrong name, not a column of missing values.
        let absent = columns.indices.filter { !isSeen[$0] }.map { columns[$0].source }
        if !lines.isEmpty, !absent.isEmpty { throw unknown(absent) }
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
            frame: frame, lines: lines, rejectedRows: rejected.rows, typeReasons: reasons,
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

    /// Reads one record into ``items`` without adding anything to a column.
    private mutating func readRecord(_ text: UnsafeBufferPointer<UInt8>) throws(DataError) {
        items.removeAll(keepingCapacity: true)
        newItems.removeAll(keepingCapacity: true)
        lists.removeAll(keepingCapacity: true)
        expected = 0
        do throws(CoreError) {
            try tokens.restart(text, line: line)
            try readFields()
        } catch {
            var code: DataError.Code = error.code == .limitExceeded ? .limitExceeded : .malformedRow
            var remedy = error.details.remedy ?? "Correct the line."
            if UTF8Validation.firstInvalidOffset(in: text) != nil {
                code = .invalidEncoding
                remedy = "Convert the file to UTF-8."
            }
            throw DataError(
                code, error.details.problem, at: "\(window.name), \(error.details.place ?? "line \(line)")",
                remedy: remedy)
        }
        for (position, item) in items {
            lastRecord[position] = recordCount
            guard let problem = columns[position].problem(with: item, from: tokens) else { continue }
            throw fault(problem.code, problem.text, columns[position].source)
        }
        for position in columns.indices
        where !columns[position].allowsMissing && lastRecord[position] != recordCount {
            throw fault(.missingValue, "the record has no such field", columns[position].source)
        }
        for (source, item) in newItems {
            let name = frameNames[source] ?? source
            let column = JSONLColumn(
                name: name, source: source, type: reader.options.type(of: name),
                allowsMissing: reader.options.allowsMissing(name))
            guard let problem = column.problem(with: item, from: tokens) else { continue }
            throw fault(problem.code, problem.text, source)
        }
    }

    private mutating func readFields() throws(CoreError) {
        guard case .beginObject = try tokens.next() else {
            throw tokens.malformed("the line is not an object", at: tokens.tokenStart)
        }
        while true {
            switch try tokens.next() {
            case .key(let key):
                if recordCount == 1, firstKeys.count < 50 { firstKeys.append(tokens.string(key)) }
                if let position = position(of: key) {
                    items.append((position, try item()))
                } else if addsColumns {
                    newItems.append((tokens.string(key), try item()))
                } else {
                    try tokens.skipValue()
                }
            case .endObject:
                guard case .end = try tokens.next() else {
                    throw tokens.malformed("the record goes on after its end")
                }
                return
            default: throw tokens.malformed("expected a key", at: tokens.tokenStart)
            }
        }
    }

    /// The column of a key; records mostly have their keys in the same order.
    private mutating func position(of key: JSONText) -> Int? {
        if let plain = tokens.plainBytes(key), expected < columns.count {
            let bytes = columns[expected].sourceBytes
            if plain.count == bytes.count, plain.elementsEqual(bytes) {
                expected += 1
                return expected - 1
            }
        }
        guard let position = positions[tokens.string(key)] else { return nil }
        expected = position + 1
        return position
    }

    private mutating func item() throws(CoreError) -> JSONLColumn.Item {
        switch try tokens.next() {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .number(let number): return .number(number)
        case .string(let text): return .string(text)
        case .beginArray:
            let first = lists.count
            let depth = tokens.depth
            var isList = true
            while tokens.depth >= depth {
                switch try tokens.next() {
                case .string(let text) where tokens.depth == depth: lists.append(text)
                case .endArray where tokens.depth < depth: break
                default: isList = false
                }
            }
            return isList ? .list(first..<lists.count) : .other
        case .beginObject:
            let depth = tokens.depth
            while tokens.depth >= depth { _ = try tokens.next() }
            return .other
        default: throw tokens.malformed("expected a value", at: tokens.tokenStart)
        }
    }

    /// Adds the record that was read to the columns.
    private mutating func commit() throws(DataError) {
        let options = reader.options
        guard lines.count < options.maximumRowCount else {
            throw DataError(
                .limitExceeded, "there are more than \(options.maximumRowCount) rows", at: window.name,
                remedy: "Raise maximumRowCount or split the file.")
        }
        for (source, item) in newItems {
            guard columns.count < options.maximumColumnCount else {
                throw DataError(
                    .limitExceeded, "there are more than \(options.maximumColumnCount) fields",
                    at: "\(window.name), line \(line)", remedy: "Name the columns to read.")
            }
            let name = frameNames[source] ?? source
            positions[source] = columns.count
            items.append((columns.count, item))
            isSeen.append(false)
            lastRecord.append(recordCount)
            columns.append(
                JSONLColumn(
                    name: name, source: source, type: options.type(of: name),
                    allowsMissing: options.allowsMissing(name)))
        }
        for (position, item) in items {
            isSeen[position] = true
            columns[position].add(item, row: lines.count, line: line, from: tokens, lists: lists)
        }
        lines.append(line)
    }

    private func fault(_ code: DataError.Code, _ problem: String, _ field: String) -> DataError {
        DataError(
            code, problem, at: "\(window.name), line \(line), field \"\(field)\"",
            remedy: "Correct the value, give the column another type, or quarantine such rows.")
    }

    private func unknown(_ names: [String]) -> DataError {
        DataError(
            .unknownColumn, "no record has the field " + names.map { "\"\($0)\"" }.joined(separator: ", "),
            at: window.name, remedy: "Fields of the first record are: \(firstKeys.joined(separator: ", ")).")
    }
}
