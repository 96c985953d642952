import MLCore

extension JSONLAssembly {
    /// The most cells for each byte of the input, when the fields to read are not named.
    private static let cellsPerByte = 32
    /// What is added to the bytes of the input, so that small inputs may have any shape.
    private static let freeByteCount = 1 << 19

    /// Reads one record into ``items`` without adding anything to a column.
    mutating func readRecord(_ text: UnsafeBufferPointer<UInt8>) throws(DataError) {
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
                name: name, source: source, options: reader.options)
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
    mutating func commit() throws(DataError) {
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
                    name: name, source: source, options: options))
        }
        if addsColumns { try checkCellCount() }
        for (position, item) in items {
            isSeen[position] = true
            columns[position].add(item, row: lines.count, line: line, from: tokens, lists: lists)
        }
        lines.append(line)
    }

    /// Each record may bring a new field, and each field has a cell in every row: memory would grow with the square of
    /// the input.
    static func isTooSparse(_ columnCount: Int, rowCount: Int, byteCount: Int) -> Bool {
        let (count, isTooMany) = columnCount.multipliedReportingOverflow(by: rowCount)
        return isTooMany || count / cellsPerByte > byteCount + freeByteCount
    }

    private func checkCellCount() throws(DataError) {
        guard Self.isTooSparse(columns.count, rowCount: lines.count + 1, byteCount: window.bytesRead) else { return }
        throw DataError(
            .limitExceeded, "\(columns.count) fields occurred in \(lines.count + 1) rows, nearly all of them missing",
            at: "\(window.name), line \(line)", remedy: "Name the columns to read.")
    }

    private func fault(_ code: DataError.Code, _ problem: String, _ field: String) -> DataError {
        DataError(
            code, problem, at: "\(window.name), line \(line), field \"\(field)\"",
            remedy: "Correct the value, give the column another type, or quarantine such rows.")
    }

    func unknown(_ names: [String]) -> DataError {
        DataError(
            .unknownColumn, "no record has the field " + names.map { "\"\($0)\"" }.joined(separator: ", "),
            at: window.name, remedy: "Fields of the first record are: \(firstKeys.joined(separator: ", ")).")
    }
}
