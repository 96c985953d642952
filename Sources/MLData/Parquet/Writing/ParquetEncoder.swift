import MLCore

/// Makes the bytes of a file from frames that come one after the other.
struct ParquetEncoder {
    private let writer: ParquetWriter
    private let schema: Schema
    private var metadata = ParquetMetadata()
    private var offset = 0
    /// Rows that do not fill a row group yet.
    private var pending: DataFrame?

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
    /// - Returns: The bytes that are complete by now.
    mutating func add(_ frame: DataFrame) throws(DataError) -> [UInt8] {
        var rows = frame.decoded()
        if let pending { rows = try pending.concatenating(frame) }
        var bytes = begin()
        var start = 0
        while rows.rowCount - start >= writer.rowGroupRowCount {
            try appendGroup(rows, start..<start + writer.rowGroupRowCount, to: &bytes)
            start += writer.rowGroupRowCount
        }
        pending = start == rows.rowCount ? nil : start == 0 ? rows : rows.suffix(rows.rowCount - start)
        offset += bytes.count
        return bytes
    }

    /// Ends the file.
    ///
    /// - Returns: The rest of its bytes.
    mutating func finish() throws(DataError) -> [UInt8] {
        var bytes = begin()
        if let pending, pending.rowCount > 0 { try appendGroup(pending, 0..<pending.rowCount, to: &bytes) }
        pending = nil
        let footer = metadata.encoded
        guard let size = UInt32(exactly: footer.count) else {
            throw DataError(.limitExceeded, "the footer has more than 4 GiB", at: "Parquet writer")
        }
        bytes += footer
        for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: size >> shift)) }
        bytes += Array("PAR1".utf8)
        return bytes
    }

    private func begin() -> [UInt8] { offset == 0 ? Array("PAR1".utf8) : [] }

    private mutating func appendGroup(_ frame: DataFrame, _ rows: Range<Int>, to bytes: inout [UInt8]) throws(DataError)
    {
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
