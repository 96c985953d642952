import MLCore

/// The values of one column in one block of records, in memory of a ``PartArena``.
struct ColumnPart {
    /// The type of the values; for open columns the one that the kind gives.
    private(set) var type: ColumnType
    /// What the fields are, in columns of open type.
    var kind = FieldKind.unknown
    /// Eight bytes for each row: integers, times, doubles; floats and truth values use the first of them.
    let values: UnsafeMutableRawPointer
    /// A bit for each row, set where the value is present.
    let validity: UnsafeMutablePointer<UInt64>
    let rowCount: Int
    var missingCount = 0
    /// The texts one after the other, and where each of them ends.
    var text: UnsafeMutablePointer<UInt8>
    var textCount = 0
    /// Lists of texts, which are built the slow way.
    var lists: ColumnBuilder?
    /// The first row with a number that no double holds, in a column of open type.
    var firstBadNumber: Int?
    /// Whether any number is finite.
    var hasFiniteNumber = false
    /// Rows with an integer that is written with a minus sign and is zero.
    var negativeZeros: [Int] = []

    /// Takes memory for a number of rows.
    init(type: ColumnType, rowCount: Int, from arena: inout PartArena.Regions) {
        self.type = type
        self.rowCount = rowCount
        values = arena.values
        validity = arena.validity
        text = arena.text
        let words = (rowCount + 63) / 64
        arena.values += 8 * rowCount
        arena.validity += words
        reset(to: type)
    }

    /// Forgets the values.
    mutating func reset(to type: ColumnType) {
        self.type = type
        missingCount = 0
        textCount = 0
        lists = type == .stringList ? ColumnBuilder(.stringList) : nil
        firstBadNumber = nil
        hasFiniteNumber = false
        negativeZeros = []
        let words = rowCount / 64
        validity.update(repeating: .max, count: words)
        if rowCount % 64 > 0 { validity[words] = 1 << UInt64(rowCount % 64) - 1 }
    }

    var integers: UnsafeMutablePointer<Int64> { values.assumingMemoryBound(to: Int64.self) }
    var doubles: UnsafeMutablePointer<Double> { values.assumingMemoryBound(to: Double.self) }
    var floats: UnsafeMutablePointer<Float> { values.assumingMemoryBound(to: Float.self) }
    var bools: UnsafeMutablePointer<Bool> { values.assumingMemoryBound(to: Bool.self) }
    var textEnds: UnsafeMutablePointer<UInt32> { values.assumingMemoryBound(to: UInt32.self) }

    @inline(__always)
    mutating func setMissing(_ row: Int) {
        validity[row &>> 6] &= ~(1 &<< UInt64(truncatingIfNeeded: row & 63))
        missingCount = missingCount &+ 1
    }

    func isPresent(_ row: Int) -> Bool { validity[row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// The first row with a value.
    var firstPresent: Int? { missingCount == rowCount ? nil : (0..<rowCount).first(where: isPresent) }
}

/// Memory for the parts of all columns of a block; it is used again for the next one.
final class PartArena {
    /// What is left of the memory.
    struct Regions {
        var values: UnsafeMutableRawPointer
        var validity: UnsafeMutablePointer<UInt64>
        var text: UnsafeMutablePointer<UInt8>
    }

    private var values = UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 16)
    private var valueCapacity = 0
    private var validity = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    private var validityCapacity = 0
    private var text = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    private var textCapacity = 0

    deinit {
        values.deallocate()
        validity.deallocate()
        text.deallocate()
    }

    /// Memory for a number of columns and rows, whose texts have up to a number of bytes together.
    func regions(columns: Int, rows: Int, textBytes: Int) -> Regions {
        let valueCount = 8 * columns * rows + 16
        if valueCapacity < valueCount {
            values.deallocate()
            values = .allocate(byteCount: valueCount, alignment: 16)
            valueCapacity = valueCount
        }
        let wordCount = columns * ((rows + 63) / 64) + 1
        if validityCapacity < wordCount {
            validity.deallocate()
            validity = .allocate(capacity: wordCount)
            validityCapacity = wordCount
        }
        // Copies write whole vectors.
        let byteCount = textBytes + RecordBuffer.padding
        if textCapacity < byteCount {
            text.deallocate()
            text = .allocate(capacity: byteCount)
            textCapacity = byteCount
        }
        return Regions(values: values, validity: validity, text: text)
    }
}
