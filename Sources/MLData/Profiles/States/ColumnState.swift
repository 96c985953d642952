import MLCore
import MLStatistics

/// What is known of a column so far.
struct ColumnState: Sendable, Hashable, Codable {
    let name: String
    let type: ColumnType
    var rowCount: Int64 = 0
    var missingCount: Int64 = 0
    /// The values of numbers, truth values as 0 and 1, and times in microseconds.
    var numbers: NumberState?
    var texts: TextState?
    var lists: ListState?

    init(_ name: String, _ type: ColumnType) {
        self.name = name
        self.type = type
        switch type {
        case .bool, .int64, .timestamp: numbers = NumberState(.integers)
        case .double, .float: numbers = NumberState(.numbers)
        case .string: texts = TextState()
        case .stringList: lists = ListState()
        }
    }

    /// Adds the values of a column of the same type.
    ///
    /// Rows are taken in blocks of a fixed size, so that the state does not depend on threads.
    mutating func add(_ column: Column, _ configuration: ProfileConfiguration, _ scratch: KeyScratch) {
        rowCount = rowCount.addingClamped(Int64(column.count))
        missingCount = missingCount.addingClamped(Int64(column.missingCount))
        let blocks = Chunks(count: column.count, size: Self.blockSize)
        if numbers?.runs != nil, ManyValues.areCertain(in: column, limit: configuration.distinctLimit, scratch) {
            numbers?.beginSketching(configuration)
        }
        for block in 0..<blocks.chunkCount {
            let rows = blocks.range(block)
            switch column.storage {
            case .string(let values): texts?.add(values, column.validity, rows, configuration)
            case .stringList(let values): lists?.add(values, column.validity, rows, configuration)
            default:
                let keys = scratch.gather(column, rows)
                numbers?.count(nan: keys.nan, below: keys.below, above: keys.above)
                numbers?.add(keys.words, scratch, configuration)
            }
        }
    }

    /// Adds the values of another state of the same name and type.
    mutating func merge(_ other: ColumnState, _ configuration: ProfileConfiguration) throws(StatisticsError) {
        rowCount = rowCount.addingClamped(other.rowCount)
        missingCount = missingCount.addingClamped(other.missingCount)
        if let theirs = other.numbers { try numbers?.merge(theirs, configuration) }
        if let theirs = other.texts { try texts?.merge(theirs, configuration) }
        if let theirs = other.lists { try lists?.merge(theirs, configuration) }
    }

    /// How many rows are looked at together.
    static var blockSize: Int { 1 << 16 }
}
