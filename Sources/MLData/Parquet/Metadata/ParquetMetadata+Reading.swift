import MLCore

extension ParquetMetadata {
    /// Reads the footer; fields that are not needed are passed over.
    init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 2:
                for _ in 0..<(try reader.list(field, of: .structure)) {
                    let element = try ParquetSchemaElement(reading: &reader)
                    guard element.type != nil || element.childCount > 0 || schema.isEmpty else {
                        throw reader.malformed("node \"\(element.name)\" of the schema is neither leaf nor group")
                    }
                    schema.append(element)
                }
            case 3: rowCount = try reader.size(field)
            case 4:
                for _ in 0..<(try reader.list(field, of: .structure)) {
                    rowGroups.append(try ParquetRowGroup(reading: &reader))
                }
            case 6: createdBy = try reader.text(field)
            case 7:
                for leaf in 0..<(try reader.list(field, of: .structure)) {
                    var lastChoice = 0
                    while let choice = try reader.nextField(after: &lastChoice) {
                        // The order of the type is the only one that is known.
                        if choice.id == 1 { orderedLeaves.insert(leaf) }
                        try reader.skip(choice)
                    }
                }
            case 8:
                throw DataError(.unsupportedFormat, "the file is encrypted", remedy: "Write it without encryption.")
            default: try reader.skip(field)
            }
        }
    }
}

extension ThriftReader {
    /// A count or a size, which is not negative.
    mutating func size(_ field: Field) throws(DataError) -> Int {
        let value = try integer(field)
        guard value >= 0 else { throw malformed("field \(field.id) is negative") }
        return Int(value)
    }
}

extension ParquetSchemaElement {
    fileprivate init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1:
                guard let value = ParquetPhysicalType(rawValue: try reader.int32(field)) else {
                    throw reader.malformed("a column has a type that does not exist")
                }
                type = value
            case 2: typeLength = try reader.int32(field)
            case 3: repetition = ParquetRepetition(rawValue: try reader.int32(field))
            case 4: name = try reader.text(field)
            case 5: childCount = try reader.int32(field)
            case 6: convertedType = try reader.int32(field)
            case 7: scale = try reader.int32(field)
            case 10:
                try reader.expectStructure(field)
                logicalType = try ParquetLogicalType(reading: &reader)
            default: try reader.skip(field)
            }
        }
    }
}

extension ParquetLogicalType {
    /// Reads the union.
    fileprivate init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        var result = ParquetLogicalType.other(0)
        while let field = try reader.nextField(after: &last) {
            try reader.expectStructure(field)
            switch field.id {
            case 5: result = .decimal(scale: try Self.integers(&reader)[1] ?? 0)
            case 7: result = .time(try Self.unit(&reader))
            case 8: result = .timestamp(try Self.unit(&reader))
            case 10:
                let (width, isSigned) = try Self.integer(&reader)
                result = .integer(bitWidth: width, isSigned: isSigned)
            default:
                result =
                    switch field.id {
                    case 1: .string
                    case 2: .map
                    case 3: .list
                    case 4: .enumeration
                    case 6: .date
                    case 11: .unknown
                    case 12: .json
                    case 14: .uuid
                    case 15: .float16
                    default: .other(field.id)
                    }
                try reader.skip(field)
            }
        }
        self = result
    }

    /// The integers of a structure by field.
    private static func integers(_ reader: inout ThriftReader) throws(DataError) -> [Int: Int] {
        var last = 0
        var values: [Int: Int] = [:]
        while let field = try reader.nextField(after: &last) {
            if field.id < 3 { values[field.id] = try reader.int32(field) } else { try reader.skip(field) }
        }
        return values
    }

    private static func integer(_ reader: inout ThriftReader) throws(DataError) -> (Int, Bool) {
        var last = 0
        var width = 0
        var isSigned = true
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1: width = try reader.int32(field)
            case 2: isSigned = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
        return (width, isSigned)
    }

    /// The unit of a time; whether it is adjusted to UTC makes no difference here.
    private static func unit(_ reader: inout ThriftReader) throws(DataError) -> ParquetTimeUnit {
        var last = 0
        var unit: ParquetTimeUnit?
        while let field = try reader.nextField(after: &last) {
            guard field.id == 2 else {
                try reader.skip(field)
                continue
            }
            try reader.expectStructure(field)
            var lastUnit = 0
            while let choice = try reader.nextField(after: &lastUnit) {
                unit = ParquetTimeUnit(rawValue: choice.id)
                try reader.skip(choice)
            }
        }
        guard let unit else { throw reader.malformed("a time has a unit that does not exist") }
        return unit
    }
}

extension ParquetRowGroup {
    fileprivate init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1:
                for _ in 0..<(try reader.list(field, of: .structure)) {
                    let chunk = try ParquetColumnChunk(reading: &reader)
                    guard chunk.hasMetadata, !chunk.hasPath else {
                        throw DataError(.unsupportedFormat, "the values of a column are encrypted or in another file")
                    }
                    chunks.append(chunk)
                }
            case 2: byteCount = Int(clamping: try reader.integer(field))
            case 3: rowCount = try reader.size(field)
            default: try reader.skip(field)
            }
        }
    }
}

extension ParquetColumnChunk {
    fileprivate init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1:
                hasPath = true
                try reader.skip(field)
            case 3:
                try reader.expectStructure(field)
                hasMetadata = true
                try readMetadata(&reader)
            default: try reader.skip(field)
            }
        }
    }

    private mutating func readMetadata(_ reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1: type = ParquetPhysicalType(rawValue: try reader.int32(field))
            case 4: codec = try reader.int32(field)
            case 5: valueCount = try reader.size(field)
            case 6: uncompressedByteCount = try reader.size(field)
            case 7: compressedByteCount = try reader.size(field)
            case 9: dataPageOffset = try reader.size(field)
            case 11: dictionaryPageOffset = try reader.size(field)
            case 12:
                try reader.expectStructure(field)
                statistics = try ParquetStatistics(reading: &reader)
            default: try reader.skip(field)
            }
        }
    }
}

extension ParquetStatistics {
    fileprivate init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        var old: (minimum: [UInt8]?, maximum: [UInt8]?) = (nil, nil)
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1: old.maximum = try reader.binary(field)
            case 2: old.minimum = try reader.binary(field)
            case 3: nullCount = try reader.size(field)
            case 5: maximum = try reader.binary(field)
            case 6: minimum = try reader.binary(field)
            default: try reader.skip(field)
            }
        }
        if minimum == nil, maximum == nil, old.minimum != nil || old.maximum != nil {
            (minimum, maximum) = old
            isOldKind = true
        }
    }
}

extension ParquetPageHeader {
    /// Reads what stands before a page.
    init(reading reader: inout ThriftReader) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch field.id {
            case 1: type = ParquetPageType(rawValue: try reader.int32(field))
            case 2: uncompressedByteCount = try reader.size(field)
            case 3: compressedByteCount = try reader.size(field)
            case 4: checksum = UInt32(bitPattern: Int32(try reader.int32(field)))
            case 5, 7, 8:
                try reader.expectStructure(field)
                try readDetails(&reader, isVersion2: field.id == 8)
            default: try reader.skip(field)
            }
        }
    }

    private mutating func readDetails(_ reader: inout ThriftReader, isVersion2: Bool) throws(DataError) {
        var last = 0
        while let field = try reader.nextField(after: &last) {
            switch (field.id, isVersion2) {
            case (1, _): valueCount = try reader.size(field)
            case (2, false), (4, true): encoding = ParquetEncoding(rawValue: try reader.int32(field))
            // In the header of a dictionary, field 3 tells whether it is sorted.
            case (3, false) where field.type == .int32:
                definitionEncoding = ParquetEncoding(rawValue: try reader.int32(field))
            case (4, false): repetitionEncoding = ParquetEncoding(rawValue: try reader.int32(field))
            case (2, true): nullCount = try reader.size(field)
            case (3, true): rowCount = try reader.size(field)
            case (5, true): definitionByteCount = try reader.size(field)
            case (6, true): repetitionByteCount = try reader.size(field)
            case (7, true): isCompressed = try reader.bool(field)
            default: try reader.skip(field)
            }
        }
    }
}
