import MLCore

/// Reads the fields of one block of records after the other into parts of columns.
final class CSVWorker: BlockWorker {
    /// A field that cannot become a value of a given type.
    struct Problem {
        let row: Int
        let column: Int
        let code: DataError.Code
        let text: String
        let remedy: String
    }

    private(set) var plan: CSVPlan
    /// The bytes of the block.
    let buffer: RecordBuffer
    /// The records that are read, when they are not just those of the block.
    private var cleaned: RecordBuffer?
    private var scanner: FieldScanner
    private(set) var findings = FieldScanner.Findings()
    /// The fields, when the records are regular.
    private(set) var table: FieldTable?
    private(set) var parts: [ColumnPart] = []
    private(set) var problems: [Problem] = []
    /// What the fields of each column of open type are in the block and in those that were kept before it.
    private var kinds: [FieldKind]
    /// The same without the block, which may be read again without some of its rows, or be dropped.
    private var keptKinds: [FieldKind]
    /// How often a byte of the block may become part of a text.
    private let textUseCount: Int
    private let arena = PartArena()
    private var regions: PartArena.Regions
    private var scratch: [UInt8] = []

    /// - Parameters:
    ///   - plan: What to do with the fields.
    ///   - blockSize: How many bytes a block has, unless a record is longer.
    init(_ plan: CSVPlan, blockSize: Int) {
        self.plan = plan
        buffer = RecordBuffer(capacity: blockSize)
        scanner = FieldScanner(delimiter: plan.delimiter)
        // Texts may be read twice: once more when a column turns out to hold other things elsewhere.
        textUseCount = 2 * plan.largestUseCount
        kinds = plan.columns.map { _ in .unknown }
        keptKinds = kinds
        regions = arena.regions(columns: 0, rows: 0, textBytes: 0)
    }

    /// Reads the records of the buffer, unless they are irregular: then there is no ``table``.
    func read(_ block: RecordCutter.Block) {
        table = nil
        cleaned = nil
        guard block.isWhole, block.byteCount <= plan.options.maximumRowByteCount else { return }
        scan(buffer)
        readColumns()
    }

    /// Reads records that are known to be regular instead of those of the block.
    ///
    /// - Returns: Whether they are.
    func read(cleaned buffer: RecordBuffer) -> Bool {
        buffer.setCount(buffer.count, filler: scanner.filler)
        cleaned = buffer
        scan(buffer)
        readColumns()
        return table != nil
    }

    /// Reads all rows but some.
    func read(without rows: Set<Int>) -> Bool {
        guard let table else { return false }
        let kept = RecordBuffer(capacity: max(1, buffer.count))
        for row in 0..<table.rowCount where !rows.contains(row) { kept.append(table.record(row)) }
        return read(cleaned: kept)
    }

    private func scan(_ buffer: RecordBuffer) {
        findings = scanner.scan(buffer)
        table = FieldTable(buffer, findings, width: plan.width)
        if findings.hasOtherCharacters, UTF8Validation.firstInvalidOffset(in: buffer.contents) != nil { table = nil }
    }

    private func readColumns() {
        problems.removeAll()
        kinds = keptKinds
        parts.removeAll(keepingCapacity: true)
        guard let table else { return }
        regions = arena.regions(
            columns: plan.columns.count, rows: table.rowCount, textBytes: textUseCount * (cleaned ?? buffer).count)
        for (position, column) in plan.columns.enumerated() {
            var part = ColumnPart(type: column.type ?? .string, rowCount: table.rowCount, from: &regions)
            let fields = FieldColumn(table, column.source, plan.rules)
            if let type = column.type {
                readGiven(&part, fields, type, position)
            } else {
                readOpen(&part, fields, position)
            }
            parts.append(part)
        }
    }

    /// Says that the rows of the block are among those of the table now.
    func keep() { keptKinds = kinds }

    /// Reads a column anew as values of a wider kind.
    func widen(_ position: Int, to kind: FieldKind) {
        guard let table else { return }
        kinds[position] = kind
        var part = parts[position]
        readOpen(&part, FieldColumn(table, plan.columns[position].source, plan.rules), position)
        parts[position] = part
    }

    /// The first row with a value whose kind fulfils a condition, and the value.
    func firstRow(_ position: Int, where matches: (FieldKind) -> Bool) -> (row: Int, text: String)? {
        guard let table else { return nil }
        let fields = FieldColumn(table, plan.columns[position].source, plan.rules)
        for row in 0..<table.rowCount where parts[position].isPresent(row) {
            guard case .text(let text) = fields.content(row, &scratch), matches(FieldKind(of: text)) else { continue }
            return (row, String(decoding: text, as: UTF8.self))
        }
        return nil
    }

    /// The text of a field.
    func text(_ position: Int, row: Int) -> String {
        guard let table,
            case .text(let text) = FieldColumn(table, plan.columns[position].source, plan.rules)
                .content(row, &scratch)
        else { return "" }
        return String(decoding: text, as: UTF8.self)
    }

    private func readGiven(_ part: inout ColumnPart, _ fields: FieldColumn, _ type: ColumnType, _ position: Int) {
        var row = run(&part, fields, from: 0, isOpen: false, position)
        while row < fields.rowCount {
            addProblem(row, fields, type, position)
            part.setMissing(row)
            if type == .stringList { part.lists?.appendMissing() }
            row = run(&part, fields, from: row + 1, isOpen: false, position)
        }
        guard !plan.columns[position].allowsMissing, part.missingCount > 0 else { return }
        for row in 0..<fields.rowCount where !part.isPresent(row) {
            problems.append(
                Problem(
                    row: row, column: position, code: .missingValue, text: "a value is missing",
                    remedy: "The schema asks for one."))
        }
    }

    private func readOpen(_ part: inout ColumnPart, _ fields: FieldColumn, _ position: Int) {
        var kind = kinds[position]
        if kind == .unknown { kind = firstKind(fields) }
        while true {
            part.kind = kind
            part.reset(to: kind.type)
            let row = run(&part, fields, from: 0, isOpen: true, position)
            guard row < fields.rowCount else { break }
            guard case .text(let text) = fields.content(row, &scratch) else { break }
            let wider = kind.joined(FieldKind(of: text))
            kind = wider == kind ? .text : wider
        }
        kinds[position] = kind
    }

    private func firstKind(_ fields: FieldColumn) -> FieldKind {
        for row in 0..<fields.rowCount {
            if case .text(let text) = fields.content(row, &scratch) { return FieldKind(of: text) }
        }
        return .unknown
    }

    private func run(
        _ part: inout ColumnPart, _ fields: FieldColumn, from first: Int, isOpen: Bool, _ position: Int
    ) -> Int {
        switch part.type {
        case .bool: return part.readBools(fields, from: first, &scratch)
        case .int64: return part.readIntegers(fields, from: first, isOpen: isOpen, &scratch)
        case .double: return part.readDoubles(fields, from: first, isOpen: isOpen, &scratch)
        case .float: return part.readFloats(fields, from: first, &scratch)
        case .timestamp: return part.readTimes(fields, plan.columns[position].times, from: first, &scratch)
        case .stringList: return part.readLists(fields, from: first, &scratch)
        case .string:
            part.text = regions.text
            part.readTexts(fields, &scratch)
            regions.text += part.textCount
            return fields.rowCount
        }
    }

    private func addProblem(_ row: Int, _ fields: FieldColumn, _ type: ColumnType, _ position: Int) {
        guard case .text(let text) = fields.content(row, &scratch) else { return }
        let shown = String(decoding: text.prefix(40), as: UTF8.self).debugDescription
        let remedy = "Correct the value, list it as a missing token, or choose another type."
        let isNumber = type.isNumeric && (CSVText.isNonFiniteWord(text) || CSVText.isDecimal(text))
        problems.append(
            Problem(
                row: row, column: position, code: isNumber ? .valueOutOfRange : .typeMismatch,
                text: isNumber
                    ? "\(shown) is not a number that a \(type.rawValue) column holds"
                    : "\(shown) is not of type \(type.rawValue)",
                remedy: remedy))
    }
}
