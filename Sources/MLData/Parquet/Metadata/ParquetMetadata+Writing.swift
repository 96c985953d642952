extension ParquetMetadata {
    /// The footer in the compact protocol.
    var encoded: [UInt8] {
        var writer = ThriftWriter()
        writer.beginStructure()
        // Version 2 allows what was added since; nothing of it is required of readers.
        writer.int32(1, 2)
        writer.structures(2, schema) { writer, element in element.write(to: &writer) }
        writer.int64(3, rowCount)
        writer.structures(4, rowGroups) { writer, group in group.write(to: &writer) }
        if let createdBy { writer.binary(6, createdBy.utf8) }
        // Bounds are ordered as the types of the columns say.
        let leaves = schema.count { $0.type != nil }
        writer.structures(7, Array(0..<leaves)) { writer, _ in writer.structure(1) { _ in } }
        writer.endStructure()
        return writer.bytes
    }
}

extension ParquetSchemaElement {
    fileprivate func write(to writer: inout ThriftWriter) {
        if let type { writer.int32(1, type.rawValue) }
        if let repetition { writer.int32(3, repetition.rawValue) }
        writer.binary(4, name.utf8)
        if type == nil { writer.int32(5, childCount) }
        if let convertedType { writer.int32(6, convertedType) }
        switch logicalType {
        case .string: writer.structure(10) { $0.structure(1) { _ in } }
        case .list: writer.structure(10) { $0.structure(3) { _ in } }
        case .timestamp(let unit):
            writer.structure(10) { writer in
                writer.structure(8) { writer in
                    writer.bool(1, true)
                    writer.structure(2) { $0.structure(unit.rawValue) { _ in } }
                }
            }
        default: break
        }
    }
}

extension ParquetRowGroup {
    fileprivate func write(to writer: inout ThriftWriter) {
        writer.structures(1, chunks) { writer, chunk in chunk.write(to: &writer) }
        writer.int64(2, byteCount)
        writer.int64(3, rowCount)
        if let first = chunks.first { writer.int64(5, first.firstPageOffset) }
        writer.int64(6, chunks.reduce(0) { $0 + $1.compressedByteCount })
    }
}

extension ParquetColumnChunk {
    fileprivate func write(to writer: inout ThriftWriter) {
        writer.int64(2, 0)
        writer.structure(3) { writer in
            writer.int32(1, type?.rawValue ?? 0)
            writer.integers(2, encodings.map(\.rawValue))
            writer.texts(3, path)
            writer.int32(4, codec)
            writer.int64(5, valueCount)
            writer.int64(6, uncompressedByteCount)
            writer.int64(7, compressedByteCount)
            writer.int64(9, dataPageOffset)
            if let dictionaryPageOffset { writer.int64(11, dictionaryPageOffset) }
            if let statistics {
                writer.structure(12) { writer in
                    if let count = statistics.nullCount { writer.int64(3, count) }
                    if let maximum = statistics.maximum { writer.binary(5, maximum) }
                    if let minimum = statistics.minimum { writer.binary(6, minimum) }
                }
            }
        }
    }
}

extension ParquetPageHeader {
    /// What stands before a page, in the compact protocol.
    var encoded: [UInt8] {
        var writer = ThriftWriter()
        writer.beginStructure()
        writer.int32(1, (type ?? .data).rawValue)
        writer.int32(2, uncompressedByteCount)
        writer.int32(3, compressedByteCount)
        if let checksum { writer.int32(4, Int(Int32(bitPattern: checksum))) }
        writer.structure(type == .dictionary ? 7 : 5) { writer in
            writer.int32(1, valueCount)
            writer.int32(2, (encoding ?? .plain).rawValue)
            if type == .data {
                writer.int32(3, ParquetEncoding.rle.rawValue)
                writer.int32(4, ParquetEncoding.rle.rawValue)
            }
        }
        writer.endStructure()
        return writer.bytes
    }
}
