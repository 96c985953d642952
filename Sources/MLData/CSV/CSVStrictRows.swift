import MLCore

/// Reads records one by one and says exactly what is wrong with those that are malformed.
struct CSVStrictRows {
    /// A record that was rejected.
    struct Fault {
        let error: DataError
        let line: Int
        /// The beginning of the record.
        let text: [UInt8]
    }

    private let reader: CSVReader
    private var window: ByteWindow
    private var tokenizer: CSVTokenizer
    /// The number of fields that a record must have, when it is known.
    private var width: Int?
    /// The good records, each with a line feed behind it; `nil` while the header is read.
    private var buffer: RecordBuffer?
    /// The line of the next record.
    private(set) var line: Int
    /// The line of each good record.
    private(set) var lines: [Int] = []
    private(set) var faults: [Fault] = []
    private var firstNames: [String] = []

    init(_ reader: CSVReader, window: ByteWindow, line: Int) {
        self.reader = reader
        self.window = window
        self.line = line
        tokenizer = CSVTokenizer(
            delimiter: CSVReader.byte(of: reader.delimiter) ?? UInt8(ascii: ","),
            maximumFieldCount: reader.options.maximumColumnCount)
    }

    /// How many bytes of the input are read.
    var bytesRead: Int { window.bytesRead }

    /// Reads the records that begin before an offset of the input.
    ///
    /// - Parameters:
    ///   - end: The offset.
    ///   - width: The number of fields of a record.
    ///   - buffer: Gets the good records, each with a line feed behind it.
    /// - Throws: ``DataError`` with code `fileUnreadable`; other faults are collected, only the first one under the
    ///   policy to fail.
    mutating func read(upTo end: Int, width: Int, into buffer: RecordBuffer) throws(DataError) {
        self.width = width
        self.buffer = buffer
        buffer.removeAll()
        let fails = reader.options.malformedRows == .fail
        while window.bytesRead < end, !window.isExhausted, !(fails && !faults.isEmpty) { try readRecord() }
    }

    /// The fields of the first record as texts.
    ///
    /// - Throws: ``DataError`` for whatever is wrong with the record.
    mutating func names() throws(DataError) -> [String] {
        var names: [String] = []
        while names.isEmpty, !window.isExhausted {
            try readRecord()
            if let fault = faults.first { throw fault.error }
            names = firstNames
        }
        return names
    }

    /// Reads one record, asking for more bytes where they are needed.
    private mutating func readRecord() throws(DataError) {
        let limit = reader.options.maximumRowByteCount
        while true {
            let start = window.start
            let bytes = window.buffer
            let outcome = bytes.withUnsafeBufferPointer { buffer in
                tokenizer.next(
                    UnsafeBufferPointer(rebasing: buffer[..<window.end]), from: start, isAtEnd: window.isAtEnd)
            }
            // Without this the window would be copied, because two arrays share it.
            _ = consume bytes
            switch outcome {
            case .incomplete:
                guard window.end - window.start <= limit else { return try rejectLongRow() }
                try window.refill()
                continue
            case .record(let end):
                guard end - start - 2 <= limit else { return try rejectLongRow() }
                accept(start..<end)
                window.advance(to: end)
            case .fault(let fault):
                try reject(fault)
            }
            return
        }
    }

    private mutating func accept(_ range: Range<Int>) {
        let first = line
        let bytes = window.buffer
        bytes.withUnsafeBufferPointer { bytes in
            line += CSVTokenizer.lineBreaks(in: bytes, range)
            let record = UnsafeBufferPointer(rebasing: bytes[range])
            if let offset = UTF8Validation.firstInvalidOffset(in: record) {
                let error = DataError(
                    .invalidEncoding, "the text is not valid UTF-8",
                    at: "\(window.name), \(Self.place(record, offset: offset, firstLine: first))",
                    remedy: "Convert the file to UTF-8.")
                return add(error, line: first, record)
            }
            let fields = tokenizer.fields
            guard let width, let buffer else {
                // A blank line is no header.
                if fields.count == 1, let only = fields.first, !only.isQuoted, only.start == only.end { return }
                var scratch: [UInt8] = []
                firstNames = fields.map { field in
                    CSVTokenizer.withContent(of: field, in: bytes, scratch: &scratch) { content in
                        let isTrimmed = reader.trimsSpaces
                        return String(decoding: isTrimmed ? Self.trimmed(content) : content, as: UTF8.self)
                    }
                }
                return
            }
            if fields.count == 1, width > 1, let only = fields.first, !only.isQuoted, only.start == only.end { return }
            guard fields.count == width, let last = fields.last else {
                let error = DataError(
                    .malformedRow, "the row has \(fields.count) fields where the header has \(width)",
                    at: "\(window.name), line \(first)", remedy: "Check the delimiter and the quotes of the row.")
                return add(error, line: first, record)
            }
            let end = last.isQuoted ? last.end + 1 : last.end
            buffer.append(UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<end]))
            buffer.append(UInt8(ascii: "\n"))
            lines.append(first)
        }
    }

    private mutating func rejectLongRow() throws(DataError) {
        let limit = reader.options.maximumRowByteCount
        let error = DataError(
            .limitExceeded, "the row is longer than \(limit) bytes", at: "\(window.name), line \(line)",
            remedy: "Check for an unclosed quote, or raise maximumRowByteCount.")
        // Reading goes on behind the first line break.
        let kept = window.buffer[window.start..<min(window.end, window.start + RejectedRow.textLimit + 1)]
            .prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        faults.append(Fault(error: error, line: line, text: Array(kept)))
        // An error ends the reading: what follows need not be looked at.
        if reader.options.malformedRows == .fail || buffer == nil { return }
        try window.skipLine(carriageReturnBreaks: true)
        line += 1
    }

    /// Rejects the record at the start of the window up to its first line break; reading goes on behind that.
    private mutating func reject(_ fault: CSVTokenizer.Fault) throws(DataError) {
        let bytes = window.buffer
        bytes.withUnsafeBufferPointer { bytes in
            let before = UnsafeBufferPointer(rebasing: bytes[window.start..<fault.offset])
            let place = Self.place(before, offset: before.count, firstLine: line)
            var end = window.start
            while end < window.end, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
            add(
                DataError(fault.code, fault.problem, at: "\(window.name), \(place)", remedy: fault.remedy),
                line: line, UnsafeBufferPointer(rebasing: bytes[window.start..<end]))
        }
        _ = consume bytes
        try window.skipLine(carriageReturnBreaks: true)
        line += 1
    }

    private mutating func add(_ error: DataError, line: Int, _ text: UnsafeBufferPointer<UInt8>) {
        faults.append(Fault(error: error, line: line, text: Array(text.prefix(RejectedRow.textLimit + 1))))
    }

    private static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let first = text.firstIndex(where: { !FieldRules.isSpace($0) }),
            let last = text.lastIndex(where: { !FieldRules.isSpace($0) })
        else { return UnsafeBufferPointer(rebasing: text[..<0]) }
        return UnsafeBufferPointer(rebasing: text[first...last])
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
