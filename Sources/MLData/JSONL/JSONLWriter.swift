import MLCore

/// Writes a ``DataFrame`` as JSON Lines, one object a row.
///
/// Every row has all columns, in the order of the frame; missing values are `null`, times are strings in ISO 8601,
/// numbers are in their shortest form that reads back exactly. What is written reads back as the same frame by a
/// ``JSONLReader`` with the frame's schema. JSON has no NaN and no infinity: they are refused.
public struct JSONLWriter: Sendable, Hashable {
    /// Creates a writer.
    public init() {}

    /// The frame as bytes.
    ///
    /// - Parameter frame: The frame.
    /// - Returns: One line for each row.
    /// - Throws: ``DataError`` with code `valueOutOfRange` for NaN, an infinity, or a time outside of the years -9999
    ///   to 9999.
    public func bytes(of frame: DataFrame) throws(DataError) -> [UInt8] {
        var rows = JSONLRows(frame)
        var bytes: [UInt8] = []
        while let piece = try rows.next() { bytes.append(contentsOf: piece) }
        return bytes
    }

    /// Writes the frame to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - frame: The frame.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or as ``bytes(of:)``; the file is then as before.
    public func write(_ frame: DataFrame, to path: String) throws {
        var rows = JSONLRows(frame)
        try OutputFile.write(to: path) { try rows.next() }
    }
}

/// Gives the bytes of a frame piece by piece.
private struct JSONLRows {
    private static let rowsPerPiece = 4096
    private let frame: DataFrame
    private let keys: [[UInt8]]
    private var nextRow = 0

    init(_ frame: DataFrame) {
        self.frame = frame.decoded()
        keys = frame.columnNames.enumerated().map { position, name in
            var key = Array((position == 0 ? "{" : ",").utf8)
            JSONBytes.append(name.utf8, to: &key)
            key.append(UInt8(ascii: ":"))
            return key
        }
    }

    mutating func next() throws(DataError) -> [UInt8]? {
        guard nextRow < frame.rowCount else { return nil }
        let end = min(frame.rowCount, nextRow + Self.rowsPerPiece)
        var bytes: [UInt8] = []
        for row in nextRow..<end {
            for (key, column) in zip(keys, frame.columns) {
                bytes.append(contentsOf: key)
                try append(column, row, to: &bytes)
            }
            if keys.isEmpty { bytes.append(UInt8(ascii: "{")) }
            bytes.append(UInt8(ascii: "}"))
            bytes.append(UInt8(ascii: "\n"))
        }
        nextRow = end
        return bytes
    }

    private func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) throws(DataError) {
        guard column.validity[row] else {
            bytes.append(contentsOf: "null".utf8)
            return
        }
        switch column.storage {
        case .bool(let values): bytes.append(contentsOf: (values[row] ? "true" : "false").utf8)
        case .int64(let values): bytes.append(contentsOf: String(values[row]).utf8)
        case .double(let values):
            try check(values[row], row)
            NumberText.appendShortest(values[row], to: &bytes)
        case .float(let values):
            try check(values[row], row)
            NumberText.appendShortest(values[row], to: &bytes)
        case .string(let texts): texts.withUTF8(at: row) { JSONBytes.append($0, to: &bytes) }
        case .timestamp(let values):
            JSONBytes.append(try TimestampParser.text(values[row], row: row).utf8, to: &bytes)
        case .stringList(let lists): JSONBytes.append(lists, at: row, to: &bytes)
        }
    }

    private func check(_ value: some BinaryFloatingPoint, _ row: Int) throws(DataError) {
        guard value.isFinite else {
            throw DataError(
                .valueOutOfRange, "JSON has no number for \(value)", at: "row \(row)",
                remedy: "Make the value missing, or write CSV.")
        }
    }
}
