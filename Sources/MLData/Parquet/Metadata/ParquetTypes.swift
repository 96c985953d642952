import MLCore

/// The physical types of Parquet (`parquet.thrift`, `Type`).
enum ParquetPhysicalType: Int, Sendable {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case int96 = 3
    case float = 4
    case double = 5
    case byteArray = 6
    case fixedLengthByteArray = 7

    /// The bytes of a value in plain encoding, where all have the same number.
    func width(typeLength: Int) -> Int? {
        switch self {
        case .boolean, .byteArray: nil
        case .int32, .float: 4
        case .int64, .double: 8
        case .int96: 12
        case .fixedLengthByteArray: typeLength
        }
    }
}

/// How often a field occurs (`parquet.thrift`, `FieldRepetitionType`).
enum ParquetRepetition: Int, Sendable {
    case required = 0
    case optional = 1
    case repeated = 2
}

/// The encodings of values and levels (`parquet.thrift`, `Encoding`).
enum ParquetEncoding: Int, Sendable {
    case plain = 0
    case plainDictionary = 2
    case rle = 3
    case bitPacked = 4
    case deltaBinaryPacked = 5
    case deltaLengthByteArray = 6
    case deltaByteArray = 7
    case rleDictionary = 8
    case byteStreamSplit = 9
}

/// The kinds of pages (`parquet.thrift`, `PageType`).
enum ParquetPageType: Int, Sendable {
    case data = 0
    case index = 1
    case dictionary = 2
    case dataVersion2 = 3
}

/// How the pages of a column are compressed.
public enum ParquetCompression: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not at all.
    case uncompressed
    /// With Snappy.
    case snappy

    /// The number in `parquet.thrift`, `CompressionCodec`.
    var code: Int { self == .snappy ? 1 : 0 }
}

/// The codecs that are read, by their numbers in `parquet.thrift`.
enum ParquetCodec {
    /// The decompressor of a codec; `nil` for pages that are not compressed.
    ///
    /// - Throws: ``DataError`` with code `unsupportedFormat`.
    static func decompressor(_ code: Int, at place: String) throws(DataError) -> (any Decompressor)? {
        switch code {
        case 0: return nil
        case 1: return Snappy()
        case 2: return Gzip()
        case 6: return Zstandard()
        case 7: return LZ4Block()
        case 3, 4, 5:
            throw DataError(
                .unsupportedFormat, "the pages are compressed with \(["LZO", "Brotli", "LZ4 of Hadoop"][code - 3])",
                at: place,
                remedy: "Write the file with snappy, gzip, zstd or without compression.")
        default: throw DataError(.malformedFile, "the pages have a compression that does not exist", at: place)
        }
    }
}
