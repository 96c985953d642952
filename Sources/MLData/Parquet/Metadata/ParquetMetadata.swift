/// The footer of a Parquet file: its schema, and where the values of each column are.
struct ParquetMetadata: Sendable {
    /// The nodes of the schema, depth first.
    var schema: [ParquetSchemaElement] = []
    var rowCount = 0
    var rowGroups: [ParquetRowGroup] = []
    var createdBy: String?
    /// The leaves whose statistics are in the order of their type.
    var orderedLeaves: Set<Int> = []
}

/// A node of the schema.
struct ParquetSchemaElement: Sendable {
    /// The type of a leaf; `nil` for groups.
    var type: ParquetPhysicalType?
    var typeLength = 0
    var repetition: ParquetRepetition?
    var name = ""
    var childCount = 0
    var convertedType: Int?
    var scale: Int?
    var logicalType: ParquetLogicalType?
}

/// What the values of a leaf mean (`parquet.thrift`, `LogicalType`).
enum ParquetLogicalType: Sendable, Hashable {
    case string
    case map
    case list
    case enumeration
    case decimal(scale: Int)
    case date
    case time(ParquetTimeUnit)
    case timestamp(ParquetTimeUnit)
    case integer(bitWidth: Int, isSigned: Bool)
    case unknown
    case json
    case uuid
    case float16
    /// One that is not listed here, by its number.
    case other(Int)
}

/// The units of times.
enum ParquetTimeUnit: Int, Sendable {
    case milliseconds = 1
    case microseconds = 2
    case nanoseconds = 3
}

/// A run of rows.
struct ParquetRowGroup: Sendable {
    var chunks: [ParquetColumnChunk] = []
    var rowCount = 0
    var byteCount = 0
}

/// The values of one column in one row group.
struct ParquetColumnChunk: Sendable {
    var type: ParquetPhysicalType?
    var codec = 0
    var valueCount = 0
    var uncompressedByteCount = 0
    var compressedByteCount = 0
    var dataPageOffset = 0
    var dictionaryPageOffset: Int?
    var statistics: ParquetStatistics?
    /// Whether the values are in another file.
    var hasPath = false
    /// Whether the metadata of the column are missing or encrypted.
    var hasMetadata = false

    // Only for writing.
    var path: [String] = []
    var encodings: [ParquetEncoding] = []

    /// Where the first page begins.
    var firstPageOffset: Int {
        guard let dictionaryPageOffset, dictionaryPageOffset > 0, dictionaryPageOffset < dataPageOffset else {
            return dataPageOffset
        }
        return dictionaryPageOffset
    }
}

/// The smallest and largest value of a column chunk in plain encoding.
struct ParquetStatistics: Sendable {
    var minimum: [UInt8]?
    var maximum: [UInt8]?
    var nullCount: Int?
    /// Whether the bounds are of the old kind, which compares all values as signed.
    var isOldKind = false
}

/// What stands before a page.
struct ParquetPageHeader {
    var type: ParquetPageType?
    var uncompressedByteCount = 0
    var compressedByteCount = 0
    var checksum: UInt32?
    var valueCount = 0
    var encoding: ParquetEncoding?
    /// The encodings of levels, which have to be `rle` in pages that have levels.
    var definitionEncoding: ParquetEncoding?
    var repetitionEncoding: ParquetEncoding?
    // Only in pages of version 2.
    var nullCount = 0
    var rowCount = 0
    var definitionByteCount = 0
    var repetitionByteCount = 0
    var isCompressed = true
}
