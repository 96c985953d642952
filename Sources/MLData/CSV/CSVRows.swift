import MLCore

/// Gives the bytes of a frame piece by piece.
struct CSVRows {
    private static let rowsPerPiece = 4096
    private let writer: CSVWriter
    private let frame: DataFrame
    private let delimiter: UInt8
    private let missing: [UInt8]
    private let lineBreak: [UInt8]
    private var nextRow = -1
    private var bytes: [UInt8] = []

    init(_ writer: CSVWriter, frame: DataFrame) throws(DataError) {
        self.writer = try writer.validated()
        guard !frame.columns.isEmpty else {
            throw DataError(.invalidArgument, "a frame without columns cannot be written", at: "CSV writer")
        }
        self.frame = frame.decoded()
        delimiter = CSVReader.byte(of: writer.delimiter) ?? UInt8(ascii: ",")
        missing = Array(writer.missingText.utf8)
        lineBreak = Array(writer.lineBreak.rawValue.utf8)
    }

    /// The next rows, the header first; `nil` at the end.
    mutating func next() throws(DataError) -> [UInt8]? {
        bytes.removeAll(keepingCapacity: true)
        if nextRow < 0 {
            for (position, name) in frame.columnNames.enumerated() {
                if position > 0 { bytes.append(delimiter) }
                appendText(Array(name.utf8))
            }
            bytes.append(contentsOf: lineBreak)
            nextRow = 0
        }
        guard nextRow < frame.rowCount || !bytes.isEmpty else { return nil }
        let end = min(frame.rowCount, nextRow + Self.rowsPerPiece)
        for row in nextRow..<end {
            for (position, column) in frame.columns.enumerated() {
                if position > 0 { bytes.append(delimiter) }
                try append(column, row)
            }
            bytes.append(contentsOf: lineBreak)
        }
        nextRow = end
        return bytes
    }

    private mutating func append(_ column: Column, _ row: Int) throws(DataError) {
        guard column.validity[row] else {
            bytes.append(contentsOf: missing)
            return
        }
        switch column.storage {
        case .bool(let values): appendPlain(values[row] ? "true" : "false")
        case .int64(let values): appendPlain(String(values[row]))
        case .double(let values): appendPlain(NumberText.shortest(values[row]))
        case .float(let values): appendPlain(NumberText.shortest(values[row]))
        case .timestamp(let values): appendPlain(try TimestampParser.text(values[row], row: row))
        case .string(let texts): texts.withUTF8(at: row) { appendText($0) }
        case .stringList(let lists):
            var list: [UInt8] = []
            JSONBytes.append(lists, at: row, to: &list)
            appendText(list)
        }
    }

    /// Adds a number, time or truth value; quotes are needed only when the delimiter or the missing text is odd.
    private mutating func appendPlain(_ text: String) {
        if delimiter == UInt8(ascii: ",") && !missing.elementsEqual(text.utf8) {
            bytes.append(contentsOf: text.utf8)
        } else {
            appendQuotedIfNeeded(Array(text.utf8), prefix: false)
        }
    }

    private mutating func appendText(_ text: some RandomAccessCollection<UInt8>) {
        appendQuotedIfNeeded(text, prefix: writer.isSpreadsheetSafe && text.first.map(Self.startsFormula) == true)
    }

    private static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private mutating func appendQuotedIfNeeded(_ text: some RandomAccessCollection<UInt8>, prefix: Bool) {
        let quote = UInt8(ascii: "\"")
        // Spaces at the ends are kept by quotes also where a reader trims fields.
        let isPlain =
            !text.isEmpty && !prefix && !text.elementsEqual(missing)
            && text.allSatisfy { $0 != delimiter && $0 != quote && $0 >= 0x20 } && text.first != 0x20
            && text.last != 0x20 && text.first != 0xEF
        if isPlain {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(quote)
        if prefix { bytes.append(UInt8(ascii: "'")) }
        for byte in text {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
