import MLCore

/// The stored form of a run of rows of one column: the same bytes for the same values, on every machine.
///
/// Numbers are little-endian; counts are LEB128.
///
/// ```text
/// magic       4 bytes "MLC1"
/// type        1 byte: 0 bool, 1 int64, 2 double, 3 float, 4 string, 5 timestamp, 6 list of strings
/// rows        count
/// missing     count of missing rows
/// validity    if any row is missing: ⌈rows / 64⌉ words of 64 bits, a set bit for a present row, the first row lowest
/// values      bool: one byte a row; int64, timestamp, double, float: the numbers by their bits;
///             string: for each row its number of bytes, a count of all bytes, the bytes;
///             list: for each row its number of strings, a count of all strings, then the strings as above
/// ```
///
/// Missing rows hold zero, `false`, or nothing. Reading checks all of it.
enum ColumnChunk {
    private static let magic = Array("MLC1".utf8)
    private static let types: [ColumnType] = [.bool, .int64, .double, .float, .string, .timestamp, .stringList]

    static func write(_ column: Column, to writer: inout BinaryWriter) {
        writer.writeBytes(magic)
        writer.write(UInt8(types.firstIndex(of: column.type) ?? 0))
        writer.writeCount(column.count)
        writer.writeCount(column.missingCount)
        if column.validity.hasMissing { writer.writeArray(column.validity.words) }
        switch column.storage {
        case .bool(let values): for value in values { writer.writeBool(value) }
        case .int64(let values), .timestamp(let values): writer.writeArray(values)
        case .double(let values): writer.writeArray(values)
        case .float(let values): writer.writeArray(values)
        case .string(let texts): write(texts, to: &writer)
        case .stringList(let lists):
            for row in 0..<lists.count { writer.writeCount(lists.range(at: row).count) }
            writer.writeCount(lists.texts.count)
            write(lists.texts, to: &writer)
        }
    }

    private static func write(_ texts: TextBuffer, to writer: inout BinaryWriter) {
        for index in 0..<texts.count { writer.writeCount(texts.byteCount(at: index)) }
        writer.writePrefixedBytes(texts.bytes)
    }

    static func read(_ reader: inout BinaryReader) throws(CoreError) -> Column {
        try reader.expect(magic, "the signature of a column")
        let code = Int(try reader.read(UInt8.self))
        guard types.indices.contains(code) else { throw reader.malformed("the column type \(code) is not known") }
        // The fewest bytes of a row are one, so the count is checked against what is there before anything is allocated.
        let count = try reader.readCount()
        let missingCount = try reader.readVariableLength()
        var validity = ValidityBitmap(presentCount: count)
        if missingCount > 0 {
            let words = try reader.readArray(of: UInt64.self, count: (count + 63) / 64)
            let flags = (0..<count).lazy.map { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
            validity = ValidityBitmap(flags)
            guard validity.words == words else { throw reader.malformed("bits are set beyond the last row") }
        }
        guard UInt64(validity.missingCount) == missingCount else {
            throw reader.malformed("\(validity.missingCount) rows are missing where \(missingCount) are announced")
        }
        let storage: Column.Storage
        switch types[code] {
        case .bool:
            var values: [Bool] = []
            for _ in 0..<count { values.append(try reader.readBool()) }
            storage = .bool(values)
        case .int64: storage = .int64(try reader.readArray(of: Int64.self, count: count))
        case .timestamp: storage = .timestamp(try reader.readArray(of: Int64.self, count: count))
        case .double: storage = .double(try reader.readArray(of: Double.self, count: count))
        case .float: storage = .float(try reader.readArray(of: Float.self, count: count))
        case .string: storage = .string(try readTexts(&reader, count: count))
        case .stringList:
            let offsets = try readOffsets(&reader, count: count)
            let textCount = try reader.readCount()
            let texts = try readTexts(&reader, count: textCount)
            guard let lists = TextListBuffer(texts: texts, offsets: offsets) else {
                throw reader.malformed("the lists do not add up to \(texts.count) strings")
            }
            storage = .stringList(lists)
        }
        let column = Column(storage, validity: validity)
        guard column.hasClearedMissing else { throw reader.malformed("a missing row holds a value") }
        return column
    }

    private static func readOffsets(_ reader: inout BinaryReader, count: Int) throws(CoreError) -> [Int] {
        try reader.budget.spend(count, elementSize: MemoryLayout<Int>.size)
        var offsets = [0]
        offsets.reserveCapacity(count + 1)
        var end = 0
        for _ in 0..<count {
            let length = try reader.readVariableLength()
            guard let length = Int(exactly: length), length <= Int.max - end else {
                throw reader.malformed("the lengths do not fit in 64 bits")
            }
            end += length
            offsets.append(end)
        }
        return offsets
    }

    private static func readTexts(_ reader: inout BinaryReader, count: Int) throws(CoreError) -> TextBuffer {
        let offsets = try readOffsets(&reader, count: count)
        let bytes = try reader.readPrefixedBytes()
        guard let texts = TextBuffer(bytes: bytes, offsets: offsets) else {
            throw reader.malformed("the lengths of strings do not add up to \(bytes.count) bytes")
        }
        // Whole strings have to be UTF-8, so no string may begin inside of a character.
        let isSound =
            UTF8Validation.firstInvalidOffset(in: bytes) == nil
            && offsets.allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
        guard isSound else { throw reader.malformed("a string is not valid UTF-8") }
        return texts
    }
}

extension Column {
    /// Whether missing rows hold zero, `false` or nothing, which makes the stored form unique.
    fileprivate var hasClearedMissing: Bool {
        guard validity.hasMissing else { return true }
        let rows = (0..<count).lazy.filter { !validity[$0] }
        switch storage {
        case .bool(let values): return rows.allSatisfy { !values[$0] }
        case .int64(let values), .timestamp(let values): return rows.allSatisfy { values[$0] == 0 }
        case .double(let values): return rows.allSatisfy { values[$0].bitPattern == 0 }
        case .float(let values): return rows.allSatisfy { values[$0].bitPattern == 0 }
        case .string(let texts): return rows.allSatisfy { texts.byteCount(at: $0) == 0 }
        case .stringList(let lists): return rows.allSatisfy { lists.range(at: $0).isEmpty }
        }
    }
}
