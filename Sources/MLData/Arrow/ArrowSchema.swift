import MLCore

/// The fields of an Arrow file or stream.
struct ArrowSchema: Sendable {
    /// The most fields, nested ones included.
    private static let maximumFieldCount = 1_000_000
    private static let maximumDepth = 32

    private(set) var fields: [ArrowField] = []
    /// The fields whose values are in dictionaries, by their numbers; nested ones included.
    private(set) var dictionaries: [Int64: ArrowField] = [:]

    /// Reads the table `Schema` of the message.
    ///
    /// - Throws: ``DataError`` with code `malformedFile`, `unsupportedFormat`, `duplicateColumn` or `limitExceeded`.
    init(_ table: FlatTable, limits: ColumnarLimits, at place: String) throws(DataError) {
        guard try table.integer(0, default: 0 as Int16) == 0 else {
            throw DataError(.unsupportedFormat, "the numbers are big-endian", at: place)
        }
        var count = 0
        var names: Set<String> = []
        for field in try table.tables(1) {
            let field = try read(field, depth: 0, count: &count, place)
            guard names.insert(field.name).inserted else {
                throw DataError(.duplicateColumn, "two columns are called \"\(field.name)\"", at: place)
            }
            fields.append(field)
        }
        guard fields.count <= limits.maximumColumnCount else {
            throw DataError(.limitExceeded, "\(fields.count) columns", at: place)
        }
    }

    private mutating func read(
        _ table: FlatTable, depth: Int, count: inout Int, _ place: String
    ) throws(DataError) -> ArrowField {
        count += 1
        guard depth < Self.maximumDepth, count <= Self.maximumFieldCount else {
            throw DataError(.limitExceeded, "the fields are nested too deep, or too many", at: place)
        }
        var children: [ArrowField] = []
        for child in try table.tables(5) {
            children.append(try read(child, depth: depth + 1, count: &count, place))
        }
        let name = try table.text(0) ?? ""
        let layout = try Self.layout(table, children, at: "\(place), column \"\(name)\"")
        var dictionary: ArrowField.Dictionary?
        if let encoding = try table.table(4) {
            let index = try encoding.table(1)
            dictionary = ArrowField.Dictionary(
                id: try encoding.integer(0, default: 0),
                bitWidth: Int(try index?.integer(0, default: 0 as Int32) ?? 32),
                isSigned: try index?.bool(1) ?? true)
        }
        let field = ArrowField(
            name: name, allowsMissing: try table.bool(1), layout: layout, dictionary: dictionary)
        if let dictionary {
            guard [8, 16, 32, 64].contains(dictionary.bitWidth) else {
                throw DataError(.malformedFile, "a dictionary is numbered with \(dictionary.bitWidth) bits", at: place)
            }
            dictionaries[dictionary.id] = ArrowField(
                name: name, allowsMissing: true, layout: layout, dictionary: nil)
        }
        return field
    }

    /// How the values of a field lie in buffers (`Schema.fbs`, union `Type`).
    private static func layout(
        _ field: FlatTable, _ children: [ArrowField], at place: String
    ) throws(DataError) -> ArrowField.Layout {
        let kind = try field.integer(2, default: 0 as UInt8)
        guard let type = try field.table(3) else {
            throw DataError(.malformedFile, "the column has no type", at: place)
        }
        func unit(_ field: Int, default value: Int16) throws(DataError) -> ArrowField.Scale {
            switch try type.integer(field, default: value) {
            case 0: return .multiplied(1_000_000)
            case 1: return .multiplied(1000)
            case 2: return .none
            case 3: return .divided(1000)
            default: throw DataError(.malformedFile, "a time has a unit that does not exist", at: place)
            }
        }
        func child() throws(DataError) -> ArrowField {
            guard children.count == 1 else { throw DataError(.malformedFile, "a list has no element", at: place) }
            return children[0]
        }
        switch kind {
        case 1: return .nothing
        case 2:
            let width = Int(try type.integer(0, default: 0 as Int32))
            guard [8, 16, 32, 64].contains(width) else {
                throw DataError(.malformedFile, "integers have \(width) bits", at: place)
            }
            return .integer(bitWidth: width, isSigned: try type.bool(1), .none, isTime: false)
        case 3:
            switch try type.integer(0, default: 0 as Int16) {
            case 0: return .half
            case 1: return .float
            case 2: return .double
            default: throw DataError(.malformedFile, "numbers have a precision that does not exist", at: place)
            }
        case 4, 5: return .texts(offsetWidth: 4)
        case 6: return .bool
        case 7:
            let width = Int(try type.integer(2, default: 128 as Int32))
            let scale = Int(try type.integer(1, default: 0 as Int32))
            guard [32, 64, 128, 256].contains(width), abs(scale) < 1000 else {
                throw DataError(.malformedFile, "decimal numbers have \(width) bits", at: place)
            }
            return .decimal(bitWidth: width, scale: scale)
        case 8:
            return try type.integer(0, default: 1 as Int16) == 0
                ? .integer(bitWidth: 32, isSigned: true, .multiplied(86_400_000_000), isTime: true)
                : .integer(bitWidth: 64, isSigned: true, .multiplied(1000), isTime: true)
        case 9:
            let width = Int(try type.integer(1, default: 32 as Int32))
            guard width == 32 || width == 64 else {
                throw DataError(.malformedFile, "times have \(width) bits", at: place)
            }
            return .integer(bitWidth: width, isSigned: true, try unit(0, default: 1), isTime: false)
        case 10: return .integer(bitWidth: 64, isSigned: true, try unit(0, default: 0), isTime: true)
        case 11: return .other(buffers: 2, isVariadic: false, children: [])
        case 12: return .list(offsetWidth: 4, try child())
        case 13: return .other(buffers: 1, isVariadic: false, children: children)
        case 14:
            let isDense = try type.integer(0, default: 0 as Int16) == 1
            return .other(buffers: isDense ? 2 : 1, isVariadic: false, children: children)
        case 15:
            let width = Int(try type.integer(0, default: 0 as Int32))
            guard width >= 0 else { throw DataError(.malformedFile, "values have \(width) bytes", at: place) }
            return .fixedBytes(width: width)
        case 16:
            let count = Int(try type.integer(0, default: 0 as Int32))
            guard count >= 0 else { throw DataError(.malformedFile, "lists have \(count) elements", at: place) }
            return .fixedList(count: count, try child())
        case 17: return .other(buffers: 2, isVariadic: false, children: children)
        case 18: return .integer(bitWidth: 64, isSigned: true, try unit(0, default: 1), isTime: false)
        case 19, 20: return .texts(offsetWidth: 8)
        case 21: return .list(offsetWidth: 8, try child())
        case 22: return .other(buffers: 0, isVariadic: false, children: children)
        case 23, 24: return .views
        case 25, 26: return .other(buffers: 3, isVariadic: false, children: children)
        default: throw DataError(.unsupportedFormat, "the column has a type of a newer format", at: place)
        }
    }
}
