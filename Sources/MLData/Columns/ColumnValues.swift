import MLCore

/// The values of a column that grows, one array for each type; only the one that belongs to the type is used.
struct ColumnValues: Sendable {
    var bools: [Bool] = []
    /// Integers, and the microseconds of times.
    var integers: [Int64] = []
    var doubles: [Double] = []
    var floats: [Float] = []
    var texts = TextBuffer()
    var lists = TextListBuffer()

    /// Adds what is stored for missing values.
    mutating func appendMissing(_ count: Int, type: ColumnType) {
        switch type {
        case .bool: bools.append(contentsOf: repeatElement(false, count: count))
        case .int64, .timestamp: integers.append(contentsOf: repeatElement(0, count: count))
        case .double: doubles.append(contentsOf: repeatElement(0, count: count))
        case .float: floats.append(contentsOf: repeatElement(0, count: count))
        case .string: for _ in 0..<count { texts.appendEmpty() }
        case .stringList: for _ in 0..<count { lists.endList() }
        }
    }

    /// Adds the values of a part of a table, which has the type.
    mutating func append(_ part: ColumnPart, type: ColumnType) {
        let count = part.rowCount
        switch type {
        case .bool: bools.append(contentsOf: UnsafeBufferPointer(start: part.bools, count: count))
        case .int64, .timestamp: integers.append(contentsOf: UnsafeBufferPointer(start: part.integers, count: count))
        case .double: doubles.append(contentsOf: UnsafeBufferPointer(start: part.doubles, count: count))
        case .float: floats.append(contentsOf: UnsafeBufferPointer(start: part.floats, count: count))
        case .string:
            texts.append(
                utf8: UnsafeBufferPointer(start: part.text, count: part.textCount),
                ends: UnsafeBufferPointer(start: part.textEnds, count: count))
        case .stringList: if let added = part.lists?.column().lists { lists.append(contentsOf: added) }
        }
    }

    /// The values as the storage of a column.
    func storage(_ type: ColumnType) -> Column.Storage {
        switch type {
        case .bool: .bool(bools)
        case .int64: .int64(integers)
        case .double: .double(doubles)
        case .float: .float(floats)
        case .string: .string(texts)
        case .timestamp: .timestamp(integers)
        case .stringList: .stringList(lists)
        }
    }
}
