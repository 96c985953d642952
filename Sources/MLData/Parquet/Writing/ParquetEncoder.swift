import MLCore

/// Makes the bytes of a file from frames that come one after the other.
struct ParquetEncoder {
    private let writer: ParquetWriter
    private let schema: Schema
    private var metadata = ParquetMetadata()
    private var offset = 0
    /// Rows that do not fill a row group yet.
    private var pending: [DataFrame] = []
    private var pendingRowCount = 0

    /// Begins a file.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` or `invalidArgument`.
    init(_ writer: ParquetWriter, schema: Schema) throws(DataError) {
        self.writer = try writer.validated()
        self.schema = schema
        guard !schema.fields.isEmpty else {
            throw DataError(
                .invalidArgument, "a frame without columns cannot be written", at: "Parquet writer",
                remedy: "Add a column.")
        }
        metadata.createdBy = "swift-mlops version \(SDKVersion.current)"
        metadata.schema = [Self.element("schema", childCount: schema.fields.count)]
        for field in schema.fields { metadata.schema += Self.elements(field) }
    }

    /// Adds rows.
    ///
    /// - Parameters:
    ///   - frame: The rows.
    ///   - write: Takes the bytes that are complete, those of one row group at a time.
    /// - Throws: ``DataError`` with code `limitExceeded`, or what `write` throws.
    mutating func add(
        _ frame: DataFrame, write: ([UInt8]) throws(DataError) -> Void
    ) throws(DataError) {
        let rows = frame.decoded()
        var start = 0
        if !pending.isEmpty {
            start = min(rows.rowCount, writer.rowGroupRowCount - pendingRowCount)
            keep(start == rows.rowCount ? rows : rows.prefix(start))
            guard pendingRowCount == writer.rowGroupRowCount else { return }
            try writePending(write)
        }
        while rows.rowCount - start >= writer.rowGroupRowCount {
            try write(try group(rows, start..<start + writer.rowGroupRowCount))
            start += writer.rowGroupRowCount
        }
        keep(start == 0 ? rows : rows.suffix(rows.rowCount - start))
    }

    private mutating func keep(_ rows: DataFrame) {
        guard rows.rowCount > 0 else { return }
        pending.append(rows)
        pendingRowCount += rows.rowCount
    }

    /// Writes the rows that wait as a row group.
    private mutating func writePending(_ write: ([UInt8]) throws(DataError) -> Void) throws(DataError) {
        guard pendingRowCount > 0 else { return }
        let rows = pending.count == 1 ? pending[0] : try DataFrame(concatenating: pending)
        pending = []
        pendingRowCount = 0
        try write(try group(rows, 0..<rows.rowCount))
    }

    /// Ends the file.
    ///
    /// - Parameter write: Takes the rest of its bytes.
    /// - Throws: As ``add(_:write:)``.
    mutating func finish(write: ([UInt8]) throws(DataError) -> Void) throws(DataError) {
        try writePending(write)
        var bytes = begin()
        let footer = metadata.encoded
        guard let size = UInt32(exactly: footer.count) else {
            throw DataError(.limitExceeded, "the footer has more than 4 GiB", at: "Parquet writer")
        }
        bytes += footer
        for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: size >> shift)) }
        bytes += Array("PAR1".utf8)
        try write(bytes)
    }

    private func begin() -> [UInt8] { offset == 0 ? Array("PAR1".utf8) : [] }

    /// The bytes of a row group, and of what comes before the first one.
    private mutating func group(_ frame: DataFrame, _ rows: Range<Int>) throws(DataError) -> [UInt8] {
        var bytes = begin()
        var group = ParquetRowGroup()
        group.rowCount = rows.count
        for (column, field) in zip(frame.columns, schema.fields) {
            let chunk = try ParquetChunkEncoder(column, field: field, rows: rows, writer: writer)
                .append(to: &bytes, at: offset)
            group.byteCount += chunk.uncompressedByteCount
            group.chunks.append(chunk)
        }
        metadata.rowCount += rows.count
        metadata.rowGroups.append(group)
        offset += bytes.count
        return bytes
    }

    // MARK: Schema

    private static func element(_ name: String, childCount: Int) -> ParquetSchemaElement {
        var element = ParquetSchemaElement()
        element.name = name
        element.childCount = childCount
        return element
    }

    private static func elements(_ field: Schema.Field) -> [ParquetSchemaElement] {
        var top = ParquetSchemaElement()
        top.name = field.name
        top.repetition = field.allowsMissing ? .optional : .required
        top.type = physicalType(field.type)
        switch field.type {
        case .string:
            top.logicalType = .string
            top.convertedType = 0
        case .timestamp:
            top.logicalType = .timestamp(.microseconds)
            top.convertedType = 10
        case .stringList:
            top.type = nil
            top.childCount = 1
            top.logicalType = .list
            top.convertedType = 3
            var list = element("list", childCount: 1)
            list.repetition = .repeated
            var text = ParquetSchemaElement()
            text.name = "element"
            text.type = .byteArray
            text.repetition = .required
            text.logicalType = .string
            text.convertedType = 0
            return [top, list, text]
        default: break
        }
        return [top]
    }

    /// The physical type of a column, or of the elements of its lists.
    static func physicalType(_ type: ColumnType) -> ParquetPhysicalType {
        switch type {
        case .bool: .boolean
        case .int64, .timestamp: .int64
        case .double: .double
        case .float: .float
        case .string, .stringList: .byteArray
        }
    }
}
