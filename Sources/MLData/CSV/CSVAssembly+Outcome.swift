import MLCore

extension CSVAssembly {
    /// The columns of open type that have rows to be read again as texts, now that all types are known.
    ///
    /// - Throws: ``DataError`` with code `valueOutOfRange` when all but NaN, infinite or too large numbers are finite
    ///   numbers.
    mutating func unreadColumns() throws(DataError) -> [Int] {
        for position in columns.indices where columns[position].isOpen && columns[position].kind == .number {
            guard let bad = columns[position].firstBadNumber else { continue }
            guard columns[position].hasFiniteNumber else {
                columns[position].becomeText()
                continue
            }
            let shown = String(bad.text.prefix(40)).debugDescription
            throw DataError(
                .valueOutOfRange, "\(shown) stands in a column of numbers and is not a finite one",
                at: "\(plan.input), line \(lines[bad.row] ?? 0), column \"\(plan.columns[position].name)\"",
                remedy: "List it as a missing token, accept words for NaN and infinity, or give the column a type.")
        }
        return columns.indices.filter { columns[$0].unreadCount > 0 }
    }

    /// What was read.
    ///
    /// - Parameters:
    ///   - texts: The texts of the first rows of columns that were read again, by their position.
    ///   - rejectedRows: The rejected rows to tell of.
    /// - Returns: The frame and what belongs to it.
    /// - Throws: ``DataError`` with code `duplicateColumn`.
    func outcome(texts: [Int: TextBuffer], rejectedRows: [RejectedRow]) throws(DataError) -> ReadOutcome {
        var fields: [Schema.Field] = []
        var contents: [Column] = []
        var reasons: [String: String] = [:]
        for (position, column) in columns.enumerated() {
            let content = texts[position].map(column.column(after:)) ?? column.column()
            let planned = plan.columns[position]
            contents.append(content)
            fields.append(Schema.Field(planned.name, content.type, allowsMissing: planned.allowsMissing))
            reasons[planned.name] = reason(column)
        }
        if let name = plan.options.lineColumn {
            contents.append(Column(present: lines.lines.map(Int64.init)))
            fields.append(Schema.Field(name, .int64))
            reasons[name] = "line numbers"
        }
        let frame = DataFrame(unchecked: contents, schema: try DataFrame.schema(fields), rowCount: lines.count)
        return ReadOutcome(
            frame: frame, lineNumbers: lines, rejectedRows: rejectedRows, typeReasons: reasons, byteCount: byteCount)
    }

    private func reason(_ column: ColumnAssembly) -> String {
        guard column.isOpen else { return "given" }
        switch column.kind {
        case .unknown: return "no values, kept as text"
        case .bool: return "all are truth values"
        case .integer: return "all are integers"
        case .number: return "all are numbers"
        case .time: return "all are times"
        case .text:
            // The value with which it was clear that the column holds neither numbers nor times.
            let sights = [column.firstOther, column.firstTimeless].compactMap(\.self)
            guard let sight = sights.max(by: { $0.row < $1.row }) else { return "given" }
            return "line \(lines[sight.row] ?? 0) holds \(String(sight.text.prefix(40)).debugDescription)"
        }
    }
}
