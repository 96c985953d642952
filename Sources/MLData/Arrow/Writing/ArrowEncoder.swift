import MLCore

/// Makes the bytes of a file or stream from frames that come one after the other.
struct ArrowEncoder {
    /// Where a message is, for the footer of a file.
    private struct Block {
        let offset: Int
        let metadataCount: Int
        let bodyCount: Int
    }

    private let writer: ArrowWriter
    private let schema: Schema
    /// For each column whose batches are numbers of texts, the numbers of the whole frame and the texts.
    private var dictionaries: [Int: CategoryTexts] = [:]
    /// How many rows of the whole frame were written.
    private var rowCount = 0
    private var offset = 0
    private var dictionaryBlocks: [Block] = []
    private var batchBlocks: [Block] = []

    /// Begins.
    ///
    /// - Parameters:
    ///   - writer: Says how.
    ///   - schema: The columns.
    ///   - whole: The only frame, if all is known; dictionaries are made of it.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    init(_ writer: ArrowWriter, schema: Schema, whole: DataFrame?) throws(DataError) {
        self.writer = try writer.validated()
        self.schema = schema
        guard let whole else { return }
        for (position, column) in whole.columns.enumerated() {
            switch column.content {
            case .categories(let texts): dictionaries[position] = texts
            case .values(.string(let texts)) where writer.usesDictionaries:
                let limit = min(1 << 20, texts.count / 2)
                dictionaries[position] = Column.categories(of: texts, column.validity, limit: limit)
            case .values: break
            }
        }
    }

    /// Adds the rows of a frame as batches.
    ///
    /// - Returns: The bytes that are complete by now.
    /// - Throws: ``DataError`` with code `limitExceeded`.
    mutating func add(_ frame: DataFrame) throws(DataError) -> [UInt8] {
        var bytes = begin()
        if batchBlocks.isEmpty {
            for (position, texts) in dictionaries.sorted(by: { $0.key < $1.key }) {
                let values = texts.categoryColumn
                var body = ArrowBody()
                try body.append(values, 0..<values.count)
                let header = FlatObject.table([
                    FlatObject.number(Int64(position)), .object(body.recordBatch(rowCount: values.count)),
                ])
                dictionaryBlocks.append(append(header, kind: 2, body: body.bytes, to: &bytes))
            }
        }
        let columns = frame.columns.enumerated().map { dictionaries[$0] == nil ? $1.decoded() : $1 }
        var start = 0
        while start < frame.rowCount {
            let rows = start..<min(frame.rowCount, start + writer.batchRowCount)
            var body = ArrowBody()
            for (position, column) in columns.enumerated() {
                if let texts = dictionaries[position] {
                    body.append(
                        codes: texts.codes[rowCount + rows.lowerBound..<rowCount + rows.upperBound], column.validity,
                        rows)
                } else {
                    try body.append(column, rows)
                }
            }
            batchBlocks.append(append(body.recordBatch(rowCount: rows.count), kind: 3, body: body.bytes, to: &bytes))
            start = rows.upperBound
        }
        rowCount += frame.rowCount
        return bytes
    }

    /// Ends the file or stream.
    ///
    /// - Returns: The rest of its bytes.
    mutating func finish() throws(DataError) -> [UInt8] {
        var bytes = begin()
        bytes += [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]
        guard writer.format == .file else { return bytes }
        let footer = FlatObject.table([
            FlatObject.number(Int16(4)), .object(schemaTable), .object(Self.blocks(dictionaryBlocks)),
            .object(Self.blocks(batchBlocks)),
        ]).message
        bytes += footer
        guard let size = Int32(exactly: footer.count) else {
            throw DataError(.limitExceeded, "the footer has more than 2 GiB", at: "Arrow writer")
        }
        withUnsafeBytes(of: size.littleEndian) { bytes.append(contentsOf: $0) }
        bytes += Array("ARROW1".utf8)
        return bytes
    }

    private static func blocks(_ blocks: [Block]) -> FlatObject {
        // The second number has 32 bits and padding, which is the same in little-endian order.
        .words(blocks.flatMap { [Int64($0.offset), Int64($0.metadataCount), Int64($0.bodyCount)] }, perElement: 3)
    }

    private mutating func begin() -> [UInt8] {
        guard offset == 0 else { return [] }
        var bytes = writer.format == .file ? Array("ARROW1\0\0".utf8) : []
        offset = bytes.count
        _ = append(schemaTable, kind: 1, body: [], to: &bytes, startingAt: bytes.count)
        return bytes
    }

    /// Adds a message; gives where it is.
    private mutating func append(
        _ header: FlatObject, kind: UInt8, body: [UInt8], to bytes: inout [UInt8], startingAt start: Int? = nil
    ) -> Block {
        var message = FlatObject.table([
            FlatObject.number(Int16(4)), FlatObject.number(kind), .object(header), FlatObject.number(Int64(body.count)),
        ]).message
        // The body begins at a multiple of 64 bytes.
        while (offset + 8 + message.count) % 64 != 0 { message += [0, 0, 0, 0, 0, 0, 0, 0] }
        let block = Block(offset: offset, metadataCount: 8 + message.count, bodyCount: body.count)
        bytes += [0xFF, 0xFF, 0xFF, 0xFF]
        withUnsafeBytes(of: Int32(message.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes += message
        bytes += body
        offset += 8 + message.count + body.count
        return block
    }

    // MARK: Schema

    private var schemaTable: FlatObject {
        .table([
            nil,
            .object(
                .tables(
                    schema.fields.enumerated().map { Self.field($1, dictionary: dictionaries[$0] == nil ? nil : $0) })),
        ])
    }

    private static func field(_ field: Schema.Field, dictionary: Int?) -> FlatObject {
        let kind: UInt8
        let type: FlatObject
        var children: [FlatObject] = []
        switch field.type {
        case .bool: (kind, type) = (6, .table([]))
        case .int64: (kind, type) = (2, .table([FlatObject.number(Int32(64)), FlatObject.bool(true)]))
        case .float: (kind, type) = (3, .table([FlatObject.number(Int16(1))]))
        case .double: (kind, type) = (3, .table([FlatObject.number(Int16(2))]))
        case .string: (kind, type) = (5, .table([]))
        case .timestamp: (kind, type) = (10, .table([FlatObject.number(Int16(2)), .object(.text("UTC"))]))
        case .stringList:
            (kind, type) = (12, .table([]))
            children = [Self.field(Schema.Field("item", .string), dictionary: nil)]
        }
        let encoding = dictionary.map { id in
            FlatObject.Field.object(
                .table([
                    FlatObject.number(Int64(id)),
                    .object(.table([FlatObject.number(Int32(32)), FlatObject.bool(true)])), FlatObject.bool(false),
                ]))
        }
        return .table([
            .object(.text(field.name)), FlatObject.bool(field.allowsMissing), FlatObject.number(kind), .object(type),
            encoding, .object(.tables(children)),
        ])
    }
}
