import MLCore

/// One pass over the records of a CSV input.
struct CSVReading {
    private let reader: CSVReader
    private var window: ByteWindow
    private var tokenizer: CSVTokenizer
    private var columns: [CSVColumn] = []
    private var rejected: RejectedRows
    /// For each row that was added, the line where it begins.
    private var lines: [Int] = []
    /// Rows that were added and then found to be bad; they are taken out in the end.
    private var badRows: [Int] = []
    /// The names of the fields, once they are known.
    private var header: [String]?
    private var hasBegun = false
    private var line = 1
    private var scratch: [UInt8] = []

    init(_ reader: CSVReader, window: ByteWindow, delimiter: UInt8) {
        self.reader = reader
        self.window = window
        tokenizer = CSVTokenizer(delimiter: delimiter, maximumFieldCount: reader.options.maximumColumnCount)
        rejected = RejectedRows(name: window.name, policy: reader.options.malformedRows)
    }

    mutating func outcome() throws(DataError) -> ReadOutcome {
        try begin()
        while !window.isExhausted { try readRecords() }
        try requireHeader()
        return try CSVColumn.outcome(
            of: columns, options: reader.options, lines: lines, badRows: badRows, rejected: rejected.rows,
            input: window.name, byteCount: window.bytesRead)
    }

    /// Reads the next rows, and forgets them; the types of all columns are given.
    ///
    /// - Parameter rowCount: How many rows there are at least, unless the input ends before.
    /// - Returns: The rows, and the rows rejected among them; none at the end of the input.
    /// - Throws: What reading the whole input throws.
    mutating func chunk(ofAtLeast rowCount: Int) throws(DataError) -> ReadOutcome {
        if !hasBegun { try begin() }
        let rejectedBefore = rejected.rows.count
        while !window.isExhausted, lines.count < rowCount { try readRecords() }
        try requireHeader()
        let outcome = try CSVColumn.outcome(
            of: columns, options: reader.options, lines: lines, badRows: badRows,
            rejected: Array(rejected.rows.dropFirst(rejectedBefore)), input: window.name, byteCount: window.bytesRead)
        for position in columns.indices { columns[position].removeAll() }
        lines.removeAll(keepingCapacity: true)
        badRows.removeAll()
        return outcome
    }

    private mutating func begin() throws(DataError) {
        hasBegun = true
        try window.begin()
        if case .names(let names) = reader.header { try setHeader(names) }
    }

    private func requireHeader() throws(DataError) {
        guard header != nil else {
            throw DataError(.emptyInput, "the input has no header and no rows", at: window.name)
        }
    }

    /// Reads the records that are whole in the window, then asks for more bytes.
    private mutating func readRecords() throws(DataError) {
        let bytes = window.buffer
        var result: Result<Bool, DataError> = .success(false)
        bytes.withUnsafeBufferPointer { buffer in
            let available = UnsafeBufferPointer(rebasing: buffer[..<window.end])
            result = Result { () throws(DataError) in try readRecords(available) }
        }
        let needsMore = try result.get()
        guard needsMore else { return }
        guard window.end - window.start <= reader.options.maximumRowByteCount else { return try rejectLongRow() }
        // Without this the window would be copied, because two arrays share it.
        _ = consume bytes
        try window.refill()
    }

    /// Reads records until the bytes at hand end.
    ///
    /// - Returns: Whether more bytes are needed.
    private mutating func readRecords(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataError) -> Bool {
        while window.start < bytes.count {
            let start = window.start
            switch tokenizer.next(bytes, from: start, isAtEnd: window.isAtEnd) {
            case .incomplete: return true
            case .record(let end):
                guard end - start <= reader.options.maximumRowByteCount + 2 else {
                    try rejectLongRow()
                    return false
                }
                let first = line
                line += CSVTokenizer.lineBreaks(in: bytes, start..<end)
                window.advance(to: end)
                try accept(bytes, start..<end, line: first)
            case .fault(let fault):
                let error = self.error(.malformedRow, fault.problem, bytes, start..<fault.offset, fault.remedy)
                try reject(error, bytes)
                // Skipping may have moved the window away from the bytes at hand.
                return false
            }
        }
        return !window.isAtEnd
    }

    private mutating func accept(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, line first: Int
    ) throws(DataError) {
        let record = UnsafeBufferPointer(rebasing: bytes[range])
        if let offset = UTF8Validation.firstInvalidOffset(in: record) {
            let place = Self.place(record, offset: offset, firstLine: first)
            let error = DataError(
                .invalidEncoding, "the text is not valid UTF-8", at: "\(window.name), \(place)",
                remedy: "Convert the file to UTF-8.")
            guard header != nil else { throw error }
            return try rejected.add(error, line: first, text: record)
        }
        let fields = tokenizer.fields
        guard let header else { return try readHeader(bytes, line: first) }
        if fields.count == 1, header.count > 1, let only = fields.first, !only.isQuoted, only.start == only.end {
            return
        }
        guard fields.count == header.count else {
            let error = DataError(
                .malformedRow, "the row has \(fields.count) fields where the header has \(header.count)",
                at: "\(window.name), line \(first)", remedy: "Check the delimiter and the quotes of the row.")
            return try rejected.add(error, line: first, text: record)
        }
        guard lines.count < reader.options.maximumRowCount else {
            throw DataError(
                .limitExceeded, "there are more than \(reader.options.maximumRowCount) rows", at: window.name,
                remedy: "Raise maximumRowCount or split the file.")
        }
        var fault: DataError?
        for position in columns.indices {
            let field = fields[columns[position].source]
            let problem = CSVTokenizer.withContent(of: field, in: bytes, scratch: &scratch) { content in
                let isTrimmed = reader.trimsSpaces && !field.isQuoted
                return columns[position].append(
                    isTrimmed ? CSVColumn.trimmed(content) : content, isQuoted: field.isQuoted)
            }
            guard let problem, fault == nil else { continue }
            fault = DataError(
                problem.code, problem.text, at: "\(window.name), line \(first), column \"\(columns[position].name)\"",
                remedy: problem.remedy)
        }
        lines.append(first)
        guard let fault else { return }
        try rejected.add(fault, line: first, text: record)
        badRows.append(lines.count - 1)
    }

    private mutating func readHeader(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) throws(DataError) {
        if case .numbered = reader.header {
            try setHeader(tokenizer.fields.indices.map { "column\($0 + 1)" })
            let end = window.start
            // The record is data: it is accepted again, now with a header.
            let start = tokenizer.fields.first.map { $0.isQuoted ? $0.start - 1 : $0.start } ?? end
            return try accept(bytes, start..<end, line: line)
        }
        var names: [String] = []
        for field in tokenizer.fields {
            names.append(
                CSVTokenizer.withContent(of: field, in: bytes, scratch: &scratch) {
                    String(decoding: $0, as: UTF8.self)
                })
        }
        try setHeader(reader.trimsSpaces ? names.map(CSVColumn.trimmed) : names)
    }

    private mutating func setHeader(_ names: [String]) throws(DataError) {
        columns = try CSVColumn.columns(header: names, reader: reader, input: window.name)
        header = names
    }

    private mutating func rejectLongRow() throws(DataError) {
        let limit = reader.options.maximumRowByteCount
        let error = DataError(
            .limitExceeded, "the row is longer than \(limit) bytes", at: "\(window.name), line \(line)",
            remedy: "Check for an unclosed quote, or raise maximumRowByteCount.")
        let kept = Array(window.buffer[window.start..<min(window.end, window.start + RejectedRow.textLimit + 1)])
        guard header != nil else { throw error }
        var result: Result<Void, DataError> = .success(())
        kept.withUnsafeBufferPointer { text in
            result = Result { () throws(DataError) in try rejected.add(error, line: line, text: text) }
        }
        try result.get()
        try window.skipLine(carriageReturnBreaks: true)
        line += 1
    }

    /// Rejects the record at the start of the window up to its first line break; reading goes on behind that.
    private mutating func reject(_ error: DataError, _ bytes: UnsafeBufferPointer<UInt8>) throws(DataError) {
        guard header != nil else { throw error }
        var end = window.start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        try rejected.add(error, line: line, text: UnsafeBufferPointer(rebasing: bytes[window.start..<end]))
        try window.skipLine(carriageReturnBreaks: true)
        line += 1
    }

    private func error(
        _ code: DataError.Code, _ problem: String, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        _ remedy: String
    ) -> DataError {
        let before = UnsafeBufferPointer(rebasing: bytes[range])
        let place = Self.place(before, offset: range.count, firstLine: line)
        return DataError(code, problem, at: "\(window.name), \(place)", remedy: remedy)
    }

    /// `line L, column C`; columns are bytes, counted from 1.
    private static func place(_ bytes: UnsafeBufferPointer<UInt8>, offset: Int, firstLine: Int) -> String {
        var line = firstLine
        var column = 1
        for index in 0..<offset {
            let isBreak =
                bytes[index] == UInt8(ascii: "\n")
                || bytes[index] == UInt8(ascii: "\r")
                    && (index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
            line += isBreak ? 1 : 0
            column = isBreak ? 1 : column + 1
        }
        return "line \(line), column \(column)"
    }
}
