import MLCore

/// One pass over the lines of a LibSVM input.
struct LibSVMReading {
    private let reader: LibSVMReader
    private var window: ByteWindow
    private var rejected: RejectedRows
    private var hasBegun = false
    private var line = 0
    private var rowCount = 0
    private var lines = LineNumbers()
    private var offsets = [0]
    private var columns: [Int32] = []
    private var values: [Double] = []
    private var labels: [Double] = []
    private var queries: [Int64?] = []
    private var weights: [Double?] = []
    private var row = LibSVMRow()

    init(_ reader: LibSVMReader, _ window: ByteWindow) {
        self.reader = reader
        self.window = window
        rejected = RejectedRows(name: window.name, policy: reader.malformedRows)
    }

    /// The next rows, or `nil` when there are none.
    mutating func piece(rowCount: Int) throws(DataError) -> LibSVMTable? {
        if !hasBegun { try window.begin() }
        hasBegun = true
        let rejectedBefore = rejected.rows.count
        while labels.count < rowCount, !window.isExhausted { try readLine() }
        let rejectedRows = Array(rejected.rows.dropFirst(rejectedBefore))
        guard !labels.isEmpty || !rejectedRows.isEmpty else { return nil }
        defer {
            (offsets, columns, values, labels, queries, weights) = ([0], [], [], [], [], [])
            lines.removeAll()
            window.release()
        }
        return LibSVMTable(
            features: try features(), labels: labels, queries: try complete(queries, "query"),
            weights: try complete(weights, "weight"), rejectedRows: rejectedRows, byteCount: window.bytesRead,
            lineNumbers: lines)
    }

    private func features() throws(DataError) -> FeatureMatrix<Double> {
        let base: Int32 = reader.indexBase == .zero ? 0 : reader.indexBase == .one ? 1 : columns.contains(0) ? 0 : 1
        let columns = base == 0 ? columns : columns.map { $0 - base }
        let count = reader.featureCount ?? columns.max().map { Int($0) + 1 } ?? 0
        guard count <= reader.maximumFeatureCount else {
            throw DataError(
                .limitExceeded, "there are \(count) features, more than \(reader.maximumFeatureCount)", at: window.name,
                remedy: "Raise maximumFeatureCount, or correct the indices.")
        }
        if let position = columns.firstIndex(where: { Int($0) >= count }) {
            let row = offsets.firstIndex { $0 > position }.map { $0 - 1 } ?? 0
            throw DataError(
                .valueOutOfRange, "the index \(columns[position] + base) is beyond \(count) features",
                at: "\(window.name), line \(lines[row] ?? 0)", remedy: "Raise featureCount, or correct the row.")
        }
        do {
            let rows = SparseRows(uncheckedOffsets: offsets, columns: columns, values: values)
            return try FeatureMatrix(rows: rows, absentMeans: reader.absentMeans, schema: .numbered(count))
        } catch {
            throw DataError(.limitExceeded, error.details.problem, at: window.name, cause: error)
        }
    }

    /// The values of all rows, or `nil` when no row has one.
    private func complete<Value>(_ values: [Value?], _ what: String) throws(DataError) -> [Value]? {
        let present = values.compactMap(\.self)
        if present.isEmpty { return nil }
        guard present.count == values.count else {
            let row = values.firstIndex { $0 == nil } ?? 0
            throw DataError(
                .malformedRow, "the row has no \(what), and others have one",
                at: "\(window.name), line \(lines[row] ?? 0)", remedy: "Give every row a \(what), or none.")
        }
        return present
    }

    private mutating func readLine() throws(DataError) {
        let limit = reader.maximumRowByteCount
        while true {
            let bytes = window.buffer
            let end = bytes.withUnsafeBufferPointer { buffer in
                ByteSearch.firstLineFeed(in: UnsafeBufferPointer(rebasing: buffer[..<window.end]), from: window.start)
            }
            if end == window.end, !window.isAtEnd, end - window.start <= limit {
                // Without this the window would be copied, because two arrays share it.
                _ = consume bytes
                try window.refill()
                continue
            }
            line += 1
            if end - window.start - 1 > limit {
                try reject(
                    DataError(
                        .limitExceeded, "the row is longer than \(limit) bytes", at: "\(window.name), line \(line)",
                        remedy: "Check that the file has one row a line, or raise maximumRowByteCount."),
                    window.start..<min(end, window.start + RejectedRow.textLimit + 1))
                _ = consume bytes
                return try window.skipLine(carriageReturnBreaks: false)
            }
            let range = window.start..<end
            let fault = bytes.withUnsafeBufferPointer { buffer in
                row.read(UnsafeBufferPointer(rebasing: buffer[range]), base: reader.indexBase == .one ? 1 : 0)
            }
            if let fault {
                try reject(
                    DataError(
                        fault.code, fault.problem, at: "\(window.name), line \(line), column \(fault.offset + 1)",
                        remedy: "A row is: label qid:query index:value …"), range)
            } else if !row.isBlank {
                try add()
            }
            return window.advance(to: min(window.end, end + 1))
        }
    }

    private mutating func add() throws(DataError) {
        guard rowCount < reader.maximumRowCount else {
            throw DataError(
                .limitExceeded, "there are more than \(reader.maximumRowCount) rows", at: window.name,
                remedy: "Raise maximumRowCount or split the file.")
        }
        rowCount += 1
        columns.append(contentsOf: row.columns)
        values.append(contentsOf: row.values)
        offsets.append(columns.count)
        labels.append(row.label)
        queries.append(row.query)
        weights.append(row.weight)
        lines.append(line)
    }

    private mutating func reject(_ error: DataError, _ range: Range<Int>) throws(DataError) {
        let bytes = window.buffer
        var result: Result<Void, DataError> = .success(())
        bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[range])
            result = Result { () throws(DataError) in try rejected.add(error, line: line, text: text) }
        }
        try result.get()
    }
}
