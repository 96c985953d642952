import MLCore

/// Joins what was read of the blocks, in their order.
struct CSVAssembly: BlockAssembly {
    let plan: CSVPlan
    private let reader: CSVReader
    private let source: InputBytes
    var columns: [ColumnAssembly] = []
    private(set) var lines = LineNumbers()
    private(set) var rejected: RejectedRows
    /// The line where the next block begins.
    private var line: Int
    /// How many bytes of the input are read.
    private(set) var byteCount: Int
    /// How many rows there are, also those of frames that were taken before.
    private var rowCount = 0
    /// The number of bytes of the input, when all of its rows are kept.
    private var inputByteCount: Int?

    init(_ plan: CSVPlan, reader: CSVReader, source: InputBytes, header: CSVHeader) {
        self.plan = plan
        self.reader = reader
        self.source = source
        line = header.line
        byteCount = header.offset
        inputByteCount = source.byteCount
        rejected = RejectedRows(name: source.name, policy: reader.options.malformedRows)
    }

    var name: String { source.name }
    var keptRowCount: Int { lines.count }

    func worker(blockSize: Int) -> CSVWorker { CSVWorker(plan, blockSize: blockSize) }

    /// Adds the rows of a block.
    ///
    /// - Returns: Where the next block has to begin, when it is not behind this one.
    /// - Throws: ``DataError`` for a row that cannot be read, when the options ask for it, or too many rows.
    mutating func add(_ worker: CSVWorker, _ block: RecordCutter.Block) throws(DataError) -> Int? {
        let end = block.offset + block.byteCount
        guard worker.table != nil else { return try addIrregular(worker, block) }
        let rowCount = worker.table?.rowCount ?? 0
        let findings = worker.findings
        let lineCount = findings.lineFeedCount + findings.loneReturnCount
        let rowLines: RowLines =
            lineCount == rowCount ? .following(line) : .listed(Self.lines(worker, from: line))
        line += lineCount
        byteCount = end
        try addRows(worker, rowLines, faults: [])
        return nil
    }

    /// Reads the records of a block one by one.
    private mutating func addIrregular(_ worker: CSVWorker, _ block: RecordCutter.Block) throws(DataError) -> Int? {
        let end = block.offset + block.byteCount
        let window = ByteWindow(source, at: block.offset, chunkSize: block.byteCount + 1)
        var rows = CSVStrictRows(reader, window: window, line: line)
        let cleaned = RecordBuffer(capacity: max(1, block.byteCount))
        try rows.read(upTo: end, width: plan.width, into: cleaned)
        guard worker.read(cleaned: cleaned) else {
            throw DataError(
                .fileUnreadable, "the file changed while it was read", at: source.name,
                remedy: "Read a file that nobody writes to.")
        }
        byteCount = rows.bytesRead
        line = rows.line
        try addRows(worker, .listed(rows.lines), faults: rows.faults)
        return rows.bytesRead == end ? nil : rows.bytesRead
    }

    /// The line of each row.
    private enum RowLines {
        case following(Int)
        case listed([Int])

        subscript(row: Int) -> Int {
            switch self {
            case .following(let first): first + row
            case .listed(let lines): lines[row]
            }
        }
    }

    private mutating func addRows(
        _ worker: CSVWorker, _ lines: RowLines, faults: [CSVStrictRows.Fault]
    ) throws(DataError) {
        let count = worker.table?.rowCount ?? 0
        var bad = Set<Int>()
        if !faults.isEmpty || !worker.problems.isEmpty || rowCount + count > reader.options.maximumRowCount {
            bad = try reject(worker, lines, faults)
        }
        var kept = lines
        if !bad.isEmpty {
            kept = .listed((0..<count).filter { !bad.contains($0) }.map { lines[$0] })
            guard worker.read(without: bad) else {
                throw DataError(.malformedRow, "rows cannot be read", at: source.name)
            }
        }
        let added = count - bad.count
        switch kept {
        case .following(let first): self.lines.append(first, count: added)
        case .listed(let lines): for line in lines { self.lines.append(line) }
        }
        if columns.isEmpty { begin() }
        if added > 0 {
            for position in columns.indices where !plan.columns[position].isDropped { add(worker, position) }
        }
        rowCount += added
        worker.keep()
    }

    /// The most bytes of input for which room is made before they are read.
    private static var largestReservation: Int { 1 << 30 }

    /// Prepares the columns.
    mutating func begin() {
        // Blocks are of one size, but for the last one: the first tells how many rows there will be.
        let read = max(1, byteCount)
        let share = inputByteCount.map { Double($0) / Double(read) } ?? 1
        // A file may say that it is larger than it is, and a growing array is no worse from there on.
        let most = Double(Self.largestReservation) / Double(read)
        let expected = share > 1 ? max(1, min(share * 1.02, most)) : 1
        columns = plan.columns.map { ColumnAssembly(type: $0.type, expectedParts: expected) }
    }

    private mutating func add(_ worker: CSVWorker, _ position: Int) {
        if columns[position].isOpen, worker.parts[position].missingCount < worker.parts[position].rowCount {
            let joined = columns[position].kind.joined(worker.parts[position].kind)
            if joined != worker.parts[position].kind { worker.widen(position, to: joined) }
            columns[position].widen(to: joined)
            note(worker, position, joined)
        }
        columns[position].append(worker.parts[position])
    }

    /// Keeps what the reasons for types and their errors need.
    private mutating func note(_ worker: CSVWorker, _ position: Int, _ kind: FieldKind) {
        let base = columns[position].count
        if columns[position].firstOther == nil, !kind.isNumeric,
            let found = worker.firstRow(position, where: { !$0.isNumeric })
        {
            columns[position].firstOther = .init(row: base + found.row, text: found.text)
        }
        if columns[position].firstTimeless == nil, kind != .time,
            let found = worker.firstRow(position, where: { $0 != .time })
        {
            columns[position].firstTimeless = .init(row: base + found.row, text: found.text)
        }
        if columns[position].firstBadNumber == nil, let row = worker.parts[position].firstBadNumber {
            columns[position].firstBadNumber = .init(row: base + row, text: worker.text(position, row: row))
        }
    }

    /// Puts the rejected rows of a block aside, in the order of their lines.
    ///
    /// - Returns: The rows that have to be left out.
    private mutating func reject(
        _ worker: CSVWorker, _ lines: RowLines, _ faults: [CSVStrictRows.Fault]
    ) throws(DataError) -> Set<Int> {
        var all = faults
        var bad = Set<Int>()
        // The first column with a problem stands for the row.
        for problem in worker.problems.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) })
        where bad.insert(problem.row).inserted {
            let line = lines[problem.row]
            let error = DataError(
                problem.code, problem.text,
                at: "\(source.name), line \(line), column \"\(plan.columns[problem.column].name)\"",
                remedy: problem.remedy)
            let record = worker.table?.record(problem.row) ?? UnsafeBufferPointer(start: nil, count: 0)
            all.append(.init(error: error, line: line, text: Array(record.prefix(RejectedRow.textLimit + 1))))
        }
        all.sort { $0.line < $1.line }
        let limit = reader.options.maximumRowCount
        let good = (0..<(worker.table?.rowCount ?? 0)).filter { !bad.contains($0) }
        let excess = rowCount + good.count > limit ? lines[good[limit - rowCount]] : nil
        for fault in all {
            if let excess, fault.line > excess { break }
            var result: Result<Void, DataError> = .success(())
            fault.text.withUnsafeBufferPointer { text in
                result = Result { () throws(DataError) in try rejected.add(fault.error, line: fault.line, text: text) }
            }
            try result.get()
        }
        guard excess == nil else {
            throw DataError(
                .limitExceeded, "there are more than \(limit) rows", at: source.name,
                remedy: "Raise maximumRowCount or split the file.")
        }
        return bad
    }

    /// The line of each row of a block whose fields hold line breaks.
    private static func lines(_ worker: CSVWorker, from first: Int) -> [Int] {
        guard let table = worker.table else { return [] }
        var line = first
        return (0..<table.rowCount).map { row in
            let record = table.record(row)
            let hasLoneReturns = worker.findings.loneReturnCount > 0
            defer {
                line +=
                    hasLoneReturns
                    ? CSVTokenizer.lineBreaks(in: record, 0..<record.count)
                    : ByteCount.of(UInt8(ascii: "\n"), in: record)
            }
            return line
        }
    }

    /// Says that only pieces of the input are kept, so that no room is made for all of it.
    mutating func keepsPieces() { inputByteCount = nil }

    /// Forgets the rows, and keeps where the input is read.
    mutating func removeRows() {
        columns = []
        lines.removeAll()
    }
}
