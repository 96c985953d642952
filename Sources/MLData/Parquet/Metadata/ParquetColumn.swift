import MLCore

/// A column of the file that can become a column of a frame.
struct ParquetColumn: Sendable {
    /// The name at the top of the schema.
    let name: String
    /// The number of the leaf, which is the position of its chunk in each row group.
    let leaf: Int
    let physicalType: ParquetPhysicalType
    /// The bytes of a value of fixed length.
    let typeLength: Int
    /// How stored values become those of the column.
    let conversion: ParquetConversion
    /// The level of a value that is present.
    let maximumDefinition: Int
    /// Whether the column holds lists, and from which level on a row has a list that is not missing.
    let list: List?

    /// The levels of lists.
    struct List: Sendable {
        /// From this level on the list is present; 0 when lists are never missing.
        let presentLevel: Int
        /// From this level on the list has an element.
        let elementLevel: Int
    }

    /// The type of the column of the frame.
    var type: ColumnType { list == nil ? conversion.type : .stringList }

    /// Whether rows may be missing.
    var allowsMissing: Bool {
        conversion == .nothing || (list.map { $0.presentLevel > 0 } ?? (maximumDefinition > 0))
    }

    /// The field of the schema of the frame.
    var field: Schema.Field { Schema.Field(name, type, allowsMissing: allowsMissing) }
}

/// How the stored values of a leaf become those of a column.
enum ParquetConversion: Sendable, Hashable {
    case bool
    case float
    case double
    case half
    case int32
    case int64
    case unsigned32
    case unsigned64
    /// An integer of 32 bits times a factor, as microseconds: of a time of day, or since the epoch.
    case scaled32(factor: Int64, isTime: Bool)
    /// An integer of 64 bits times a factor.
    case multiplied64(factor: Int64, isTime: Bool)
    /// An integer of 64 bits divided by a number and rounded down.
    case divided64(divisor: Int64, isTime: Bool)
    /// Nanoseconds of a day and the Julian day, as Hive and Impala wrote times.
    case julian
    case decimal(scale: Int)
    case text
    case uuid
    /// A column without any value.
    case nothing

    /// The type of the column.
    var type: ColumnType {
        switch self {
        case .bool: .bool
        case .float, .half: .float
        case .double, .decimal: .double
        case .int32, .int64, .unsigned32, .unsigned64: .int64
        case .scaled32(_, let isTime), .multiplied64(_, let isTime), .divided64(_, let isTime):
            isTime ? .timestamp : .int64
        case .julian: .timestamp
        case .text, .uuid, .nothing: .string
        }
    }

    /// How the values of a leaf are converted, or `nil` when there is no column type for them.
    init?(_ element: ParquetSchemaElement) {
        guard let type = element.type else { return nil }
        switch element.meaning {
        case .decimal(let scale):
            guard [.int32, .int64, .byteArray, .fixedLengthByteArray].contains(type), scale >= 0 else { return nil }
            self = .decimal(scale: scale)
        case .date where type == .int32: self = .scaled32(factor: 86_400_000_000, isTime: true)
        case .time(.milliseconds) where type == .int32: self = .scaled32(factor: 1000, isTime: false)
        case .time(.microseconds) where type == .int64: self = .int64
        case .time(.nanoseconds) where type == .int64: self = .divided64(divisor: 1000, isTime: false)
        case .timestamp(let unit) where type == .int64:
            switch unit {
            case .milliseconds: self = .multiplied64(factor: 1000, isTime: true)
            case .microseconds: self = .multiplied64(factor: 1, isTime: true)
            case .nanoseconds: self = .divided64(divisor: 1000, isTime: true)
            }
        case .integer(_, let isSigned) where type == .int32: self = isSigned ? .int32 : .unsigned32
        case .integer(_, let isSigned) where type == .int64: self = isSigned ? .int64 : .unsigned64
        case .unknown: self = .nothing
        case .uuid where type == .fixedLengthByteArray && element.typeLength == 16: self = .uuid
        case .float16 where type == .fixedLengthByteArray && element.typeLength == 2: self = .half
        case .string where type == .byteArray || type == .fixedLengthByteArray,
            .enumeration where type == .byteArray || type == .fixedLengthByteArray,
            .json where type == .byteArray || type == .fixedLengthByteArray:
            self = .text
        case nil:
            switch type {
            case .boolean: self = .bool
            case .int32: self = .int32
            case .int64: self = .int64
            case .int96: self = .julian
            case .float: self = .float
            case .double: self = .double
            // Bytes that are said to be nothing else have to be text.
            case .byteArray, .fixedLengthByteArray: self = .text
            }
        default: return nil
        }
    }
}

extension ParquetSchemaElement {
    /// What the values mean by the logical type, or by the older converted type.
    var meaning: ParquetLogicalType? {
        if let logicalType { return logicalType }
        switch convertedType {
        case nil: return nil
        case 0: return .string
        case 1, 2: return .map
        case 3: return .list
        case 4: return .enumeration
        case 5: return .decimal(scale: scale ?? 0)
        case 6: return .date
        case 7: return .time(.milliseconds)
        case 8: return .time(.microseconds)
        case 9: return .timestamp(.milliseconds)
        case 10: return .timestamp(.microseconds)
        case 11, 12, 13, 14: return .integer(bitWidth: 8 << ((convertedType ?? 11) - 11), isSigned: false)
        case 15, 16, 17, 18: return .integer(bitWidth: 8 << ((convertedType ?? 15) - 15), isSigned: true)
        case 19: return .json
        default: return .other(convertedType ?? -1)
        }
    }
}
