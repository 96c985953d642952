import MLCore

/// The names of the fields, and where the records begin.
struct CSVHeader {
    let names: [String]
    /// The offset of the first record in the input.
    let offset: Int
    /// Its line.
    let line: Int

    /// Reads the header of an input.
    ///
    /// - Throws: ``DataError`` with code `emptyInput`, `malformedRow`, `invalidEncoding`, `limitExceeded` or
    ///   `fileUnreadable`.
    init(_ source: InputBytes, _ reader: CSVReader) throws(DataError) {
        var window = ByteWindow(source)
        try window.begin()
        let start = window.bytesRead
        if case .names(let names) = reader.header {
            self.init(names: names, offset: start, line: 1)
            return
        }
        while window.end == window.start, !window.isAtEnd { try window.refill() }
        let nothing = DataError(.emptyInput, "the input has no header and no rows", at: source.name)
        guard !window.isExhausted else { throw nothing }
        var rows = CSVStrictRows(reader, window: window, line: 1)
        let first = try rows.names()
        guard !first.isEmpty else { throw nothing }
        if case .numbered = reader.header {
            // The record is data.
            self.init(names: first.indices.map { "column\($0 + 1)" }, offset: start, line: 1)
        } else {
            let names = first.enumerated().map { position, name in name.isEmpty ? "column\(position + 1)" : name }
            self.init(names: names, offset: rows.bytesRead, line: rows.line)
        }
    }

    private init(names: [String], offset: Int, line: Int) {
        self.names = names
        self.offset = offset
        self.line = line
    }
}
