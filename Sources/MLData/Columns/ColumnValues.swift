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
