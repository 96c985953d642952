import MLCore

/// The fields of an Arrow file or stream.
struct ArrowSchema: Sendable {
    private static let maximumDepth = 32

    /// How much may still be read.
    private struct Rest {
        /// How many fields, nested ones included.
        var fields: Int
        /// How many bytes of names: fields may share their names, but all together have no more than there are bytes.
        var nameBytes: Int
        let place: String
        let isVersion4: Bool
    }

    private(set) var fields: [ArrowField] = []
    /// The fields whose values are in dictionaries, by their numbers; nested ones included.
    private(set) var dictionaries: [Int64: ArrowField] = [:]
    /// The number of nodes that every batch has.
    private(set) var nodeCount = 0
    /// Where the nodes and buffers of each field begin; `nil` when each batch tells it.
    private(set) var positions: [ArrowPosition]?

    /// Reads the table `Schema` of the message.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - version: The version of the metadata; 4 is the newest one.
    ///   - limits: Tells the most columns.
    ///   - place: What errors call the input.
    /// - Throws: ``DataError`` with code `malformedFile`, `unsupportedFormat`, `duplicateColumn` or `limitExceeded`.
    init(_ table: FlatTable, version: Int16, limits: ColumnarLimits, at place: String) throws(DataError) {
        guard version == 3 || version == 4 else {
            throw DataError(
                .unsupportedFormat, "the metadata have version \(Int(version) + 1), and 4 and 5 are read", at: place,
                remedy: "Write the data with a version of Arrow since 0.8.")
        }
        guard try table.integer(0, default: 0 as Int16) == 0 else {
            throw DataError(.unsupportedFormat, "the numbers are big-endian", at: place)
        }
        var rest = Rest(
            fields: limits.maximumColumnCount, nameBytes: table.messageByteCount, place: place, isVersion4: version == 3
        )
        var names: Set<String> = []
        for field in try Self.tables(table, 1, &rest) {
            let field = try read(field, depth: 0, &rest)
            guard names.insert(field.name).inserted else {
                throw DataError(.duplicateColumn, "two columns are called \"\(field.name)\"", at: place)
            }
            fields.append(field)
        }
        nodeCount = fields.reduce(0) { $0 + $1.nodeCount }
        if !fields.contains(where: \.hasVariadicPart) { positions = positions(variadicCounts: []) }
    }

    /// Where the nodes and buffers of each field begin.
    ///
    /// - Parameter variadicCounts: How many buffers the variadic ones of a batch list.
    /// - Returns: One position for each field.
    func positions(variadicCounts: [Int]) -> [ArrowPosition] {
        var positions: [ArrowPosition] = []
        var next = ArrowPosition()
        for field in fields {
            positions.append(next)
            next.skip(field, variadicCounts: variadicCounts)
        }
        return positions
    }

    /// The fields that a table refers to, several times perhaps.
    private static func tables(_ table: FlatTable, _ field: Int, _ rest: inout Rest) throws(DataError) -> [FlatTable] {
        let count = try table.count(field)
        guard count <= rest.fields else {
            throw DataError(
                .limitExceeded, "there are more columns, or fields within them, than maximumColumnCount",
                at: rest.place, remedy: "Raise maximumColumnCount if the input is trusted.")
        }
        rest.fields -= count
        return try table.tables(field)
    }

    private mutating func read(_ table: FlatTable, depth: Int, _ rest: inout Rest) throws(DataError) -> ArrowField {
        let place = rest.place
        guard depth < Self.maximumDepth else {
            throw DataError(.limitExceeded, "the fields are nested too deep", at: place)
        }
        var children: [ArrowField] = []
        for child in try Self.tables(table, 5, &rest) { children.append(try read(child, depth: depth + 1, &rest)) }
        let nameByteCount = try table.count(0)
        guard nameByteCount <= rest.nameBytes else {
            throw DataError(.malformedFile, "the names of the columns are longer than the metadata", at: place)
        }
        rest.nameBytes -= nameByteCount
        let name = try table.text(0) ?? ""
        let layout = try Self.layout(
            table, children, isVersion4: rest.isVersion4, at: "\(place), column \"\(name)\"")
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
            if let other = dictionaries[dictionary.id] {
                guard other.layout == layout else {
                    throw DataError(
                        .malformedFile, "columns of different types share the dictionary \(dictionary.id)", at: place)
                }
                return field
            }
            dictionaries[dictionary.id] = ArrowField(
                name: name, allowsMissing: true, layout: layout, dictionary: nil)
        }
        return field
    }

    /// How the values of a field lie in buffers (`Schema.fbs`, union `Type`).
    private static func layout(
        _ field: FlatTable, _ children: [ArrowField], isVersion4: Bool, at place: String
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
            // Up to version 4 of the metadata, unions had a bitmap of missing values as other types have.
            return .other(buffers: (isDense ? 2 : 1) + (isVersion4 ? 1 : 0), isVariadic: false, children: children)
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
