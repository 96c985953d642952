/// The fields of regular records: a view of a ``RecordBuffer`` that was scanned.
struct FieldTable {
    let bytes: UnsafePointer<UInt8>
    let ends: UnsafePointer<UInt32>
    /// The number of fields of a record.
    let width: Int
    let rowCount: Int
    let hasQuotes: Bool
    let hasDoubledQuotes: Bool
    /// Whether records end with CRLF, so that the last field ends one byte earlier.
    let endsWithCarriageReturn: Bool

    /// Makes a table of what was scanned, or returns `nil` when the records are not all regular.
    ///
    /// - Precondition: `width` is positive.
    init?(_ buffer: RecordBuffer, _ findings: FieldScanner.Findings, width: Int) {
        let rowCount = findings.fieldCount / width
        guard findings.isWellFormed, findings.fieldCount == rowCount * width, findings.lineBreakCount == rowCount,
            findings.carriageReturnCount == 0 || findings.carriageReturnCount == rowCount
        else { return nil }
        bytes = UnsafePointer(buffer.bytes)
        ends = UnsafePointer(buffer.ends)
        self.width = width
        self.rowCount = rowCount
        hasQuotes = findings.hasQuotes
        hasDoubledQuotes = findings.hasDoubledQuotes
        endsWithCarriageReturn = findings.carriageReturnCount > 0
        // As many line breaks as rows, and one at the end of each: so there are no others.
        var end = ends + width
        var areBreaks = true
        for _ in 0..<rowCount {
            areBreaks = areBreaks && bytes[Int(end.pointee)] == 0x0A
            end += width
        }
        guard areBreaks else { return nil }
        if endsWithCarriageReturn {
            end = ends + width
            for _ in 0..<rowCount {
                guard bytes[Int(end.pointee) - 1] == 0x0D else { return nil }
                end += width
            }
        }
    }

    /// The bytes of a row, its line break included.
    func record(_ row: Int) -> UnsafeBufferPointer<UInt8> {
        let start = Int(ends[row * width]) + 1
        return UnsafeBufferPointer(start: bytes + start, count: Int(ends[(row + 1) * width]) + 1 - start)
    }
}

/// The fields of one column.
struct FieldColumn {
    let bytes: UnsafePointer<UInt8>
    /// The end of the field before the first one, and every `stride` further on that of the next row.
    let ends: UnsafePointer<UInt32>
    let stride: Int
    let rowCount: Int
    /// How many bytes before the end of the last field belong to the line break.
    let trailing: Int
    let hasQuotes: Bool
    let hasDoubledQuotes: Bool
    let rules: FieldRules

    init(_ table: FieldTable, _ position: Int, _ rules: FieldRules) {
        bytes = table.bytes
        ends = table.ends + position
        stride = table.width
        rowCount = table.rowCount
        trailing = table.endsWithCarriageReturn && position == table.width - 1 ? 1 : 0
        hasQuotes = table.hasQuotes
        hasDoubledQuotes = table.hasDoubledQuotes
        self.rules = rules
    }

    /// Where a field lies, with its quotes.
    @inline(__always)
    func bounds(_ row: Int) -> (start: Int, end: Int) {
        let index = row &* stride
        return (Int(ends[index]) &+ 1, Int(ends[index &+ 1]) &- trailing)
    }

    /// What a field says; `scratch` may hold it.
    ///
    /// - Returns: The text, or `nil` when the value is missing.
    @inline(never)
    func content(_ row: Int, _ scratch: inout [UInt8]) -> FieldContent {
        var (start, end) = bounds(row)
        let isQuoted = hasQuotes && end - start >= 2 && bytes[start] == UInt8(ascii: "\"")
        if isQuoted {
            start += 1
            end -= 1
        } else if rules.trimsSpaces {
            while start < end, FieldRules.isSpace(bytes[start]) { start += 1 }
            while start < end, FieldRules.isSpace(bytes[end - 1]) { end -= 1 }
        }
        var text = UnsafeBufferPointer(start: bytes + start, count: end - start)
        if !isQuoted { return rules.isMissing(text) ? .missing : .text(text) }
        guard hasDoubledQuotes, text.contains(UInt8(ascii: "\"")) else { return .text(text) }
        scratch.removeAll(keepingCapacity: true)
        var index = 0
        while index < text.count {
            scratch.append(text[index])
            index += text[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        // The scratch is not touched before the text is used up.
        text = scratch.withUnsafeBufferPointer { $0 }
        return .text(text)
    }
}

/// What a field says.
enum FieldContent {
    case missing
    case text(UnsafeBufferPointer<UInt8>)
}

/// What fields without quotes mean.
struct FieldRules: Sendable {
    /// Whether the empty field is missing.
    let isEmptyMissing: Bool
    /// Other fields that mean missing.
    let missingTokens: [[UInt8]]
    /// Whether spaces and tabs around fields are left out.
    let trimsSpaces: Bool
    /// Whether the words for NaN and infinity are numbers.
    let acceptsNonFinite: Bool

    init(_ reader: CSVReader) {
        isEmptyMissing = reader.missingTokens.contains("")
        missingTokens = reader.missingTokens.filter { !$0.isEmpty }.sorted().map { Array($0.utf8) }
        trimsSpaces = reader.trimsSpaces
        acceptsNonFinite = reader.acceptsNonFiniteNumbers
    }

    /// Whether a field without quotes that is no token of digits can be read without looking at the rules.
    var areNumbersPlain: Bool {
        !missingTokens.contains { token in token.allSatisfy { Self.mayStandInNumber($0) } }
    }

    func isMissing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.isEmpty { return isEmptyMissing }
        return !missingTokens.isEmpty && missingTokens.contains { $0.count == text.count && $0.elementsEqual(text) }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func mayStandInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "Z"), 0x20:
            true
        default: false
        }
    }
}
