import MLCore

/// The values of a column by position: rows, or the texts of lists.
struct ParquetValues {
    private let column: Column

    init(_ column: Column) { self.column = column.decoded() }

    /// The positions of the values of rows that are present.
    func positions(_ rows: Range<Int>) -> [Int] {
        if case .stringList(let lists) = column.storage { return Array(texts(of: rows, lists)) }
        return column.validity.hasMissing ? rows.filter { column.validity[$0] } : Array(rows)
    }

    /// The number of positions of rows.
    func positionCount(_ rows: Range<Int>) -> Int {
        if case .stringList(let lists) = column.storage { return texts(of: rows, lists).count }
        return column.validity.hasMissing ? rows.count { column.validity[$0] } : rows.count
    }

    private func texts(of rows: Range<Int>, _ lists: TextListBuffer) -> Range<Int> {
        lists.offsets[rows.lowerBound]..<lists.offsets[rows.upperBound]
    }

    /// The bytes of a row in plain encoding.
    func byteCount(row: Int) -> Int {
        guard case .stringList(let lists) = column.storage else { return byteCount(row) }
        return lists.range(at: row).reduce(0) { $0 + byteCount($1) }
    }

    /// The bytes of a value in plain encoding; those of a truth value count as one.
    func byteCount(_ position: Int) -> Int {
        switch column.storage {
        case .bool: 1
        case .float: 4
        case .int64, .timestamp, .double: 8
        case .string(let texts): 4 + texts.byteCount(at: position)
        case .stringList(let lists): 4 + lists.texts.byteCount(at: position)
        }
    }

    /// The distinct values, or `nil` when there are more than `limit`, or of truth values.
    func distinct(_ positions: [Int], limit: Int) -> DistinctValues? {
        switch column.storage {
        case .bool: nil
        case .int64(let values), .timestamp(let values):
            DistinctValues(rows: positions, limit: limit) { UInt64(bitPattern: values[$0]) }
        case .double(let values): DistinctValues(rows: positions, limit: limit) { values[$0].bitPattern }
        case .float(let values): DistinctValues(rows: positions, limit: limit) { UInt64(values[$0].bitPattern) }
        case .string(let texts): DistinctValues(texts, rows: positions, limit: limit)
        case .stringList(let lists): DistinctValues(lists.texts, rows: positions, limit: limit)
        }
    }

    /// Adds values in plain encoding.
    ///
    /// - Throws: ``DataError`` with code `limitExceeded` for a text of 2 GiB.
    func appendPlain(_ positions: ArraySlice<Int>, to bytes: inout [UInt8], at name: String) throws(DataError) {
        switch column.storage {
        case .bool(let values):
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: (positions.count + 7) / 8))
            for (index, position) in positions.enumerated() where values[position] {
                bytes[start + index >> 3] |= 1 << UInt8(index & 7)
            }
        case .int64(let values), .timestamp(let values):
            for position in positions { Self.append(values[position].littleEndian, to: &bytes) }
        case .double(let values):
            for position in positions { Self.append(values[position].bitPattern.littleEndian, to: &bytes) }
        case .float(let values):
            for position in positions { Self.append(values[position].bitPattern.littleEndian, to: &bytes) }
        case .string(let texts): try Self.append(texts, positions, to: &bytes, at: name)
        case .stringList(let lists): try Self.append(lists.texts, positions, to: &bytes, at: name)
        }
    }

    private static func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    private static func append(
        _ texts: TextBuffer, _ positions: ArraySlice<Int>, to bytes: inout [UInt8], at name: String
    ) throws(DataError) {
        for position in positions {
            guard let count = Int32(exactly: texts.byteCount(at: position)) else {
                throw DataError(.limitExceeded, "a text has 2 GiB or more", at: "column \"\(name)\"")
            }
            append(count.littleEndian, to: &bytes)
            texts.withUTF8(at: position) { bytes.append(contentsOf: $0) }
        }
    }

    /// The smallest and largest of the values, NaN aside; both bounds of texts are left out when one is long.
    ///
    /// Some readers take a bound without the other one for an empty text.
    func statistics(_ positions: [Int]) -> ParquetStatistics {
        var statistics = ParquetStatistics()
        func set(_ bounds: (minimum: some FixedWidthInteger, maximum: some FixedWidthInteger)?) {
            guard let bounds else { return }
            statistics.minimum = withUnsafeBytes(of: bounds.minimum.littleEndian) { Array($0) }
            statistics.maximum = withUnsafeBytes(of: bounds.maximum.littleEndian) { Array($0) }
        }
        switch column.storage {
        case .bool(let values):
            set(Self.bounds(positions) { values[$0] ? 1 as UInt8 : 0 })
        case .int64(let values), .timestamp(let values): set(Self.bounds(positions) { values[$0] })
        case .double(let values):
            // A bound of zero stands for both zeros.
            set(
                Self.bounds(positions) { values[$0].isNaN ? nil : values[$0] }.map {
                    (($0 == 0 ? -0.0 : $0).bitPattern, ($1 == 0 ? 0.0 : $1).bitPattern)
                })
        case .float(let values):
            set(
                Self.bounds(positions) { values[$0].isNaN ? nil : values[$0] }.map {
                    (($0 == 0 ? -0.0 : $0).bitPattern, ($1 == 0 ? 0.0 : $1).bitPattern)
                })
        case .string(let texts):
            guard let first = positions.first else { break }
            var (least, most) = (first, first)
            for position in positions.dropFirst() {
                if texts.precedes(position, least) { least = position }
                if texts.precedes(most, position) { most = position }
            }
            guard texts.byteCount(at: least) <= 64, texts.byteCount(at: most) <= 64 else { break }
            statistics.minimum = texts.withUTF8(at: least) { Array($0) }
            statistics.maximum = texts.withUTF8(at: most) { Array($0) }
        case .stringList: break
        }
        return statistics
    }

    private static func bounds<Bound: Comparable>(
        _ positions: [Int], _ value: (Int) -> Bound?
    ) -> (minimum: Bound, maximum: Bound)? {
        var result: (minimum: Bound, maximum: Bound)?
        for position in positions {
            guard let value = value(position) else { continue }
            result = result.map { (min($0.minimum, value), max($0.maximum, value)) } ?? (value, value)
        }
        return result
    }
}

extension TextBuffer {
    /// Whether one text comes before another one, byte by byte.
    fileprivate func precedes(_ left: Int, _ right: Int) -> Bool {
        withUTF8(at: left) { left in withUTF8(at: right) { left.lexicographicallyPrecedes($0) } }
    }
}
