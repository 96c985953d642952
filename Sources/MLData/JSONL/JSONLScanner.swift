import MLCore

/// Reads lines whose fields and types are known, and gives up at the first one that is otherwise.
///
/// What it accepts, `JSONTokenizer` and `JSONLColumn` would accept with the same values; what it gives up, they read or
/// refuse with a reason. Behind the bytes there is always a line feed, which ends whatever is being read.
struct JSONLScanner {
    /// What was seen of a column in a block.
    struct Sight {
        /// The last row with the field.
        var lastRow = -1
        /// Whether an integer is too large for a double to hold.
        var hasLargeInteger = false
    }

    /// Whether any string has characters beyond ASCII.
    private(set) var hasOtherCharacters = false
    private let plan: JSONLPlan
    private let fields: UnsafeMutablePointer<JSONLPlan.Field>
    private let keys: UnsafeMutablePointer<UInt8>
    private let columnCount: Int
    private let content: UnsafePointer<UInt8>
    var next: UnsafePointer<UInt8>
    let tables = DigitWords.Tables()
    private var words = TimeWords()
    private var scratch: [UInt8] = []

    init(_ plan: JSONLPlan, _ buffer: RecordBuffer) {
        self.plan = plan
        fields = plan.fields
        keys = plan.keys
        columnCount = plan.count
        content = UnsafePointer(buffer.content)
        next = content
    }

    /// Reads the lines of the block.
    ///
    /// - Precondition: There are `rowCount` line feeds, the last of them at the end.
    /// - Returns: Whether each line is a record.
    mutating func read(
        _ rowCount: Int, _ parts: inout UnsafeMutableBufferPointer<ColumnPart>,
        _ sights: inout UnsafeMutableBufferPointer<Sight>
    ) -> Bool {
        for row in 0..<rowCount {
            let start = next
            guard readRecord(row, &parts, &sights) else { return false }
            guard next - start <= plan.maximumLineByteCount else { return false }
            // The line feed.
            next += 1
        }
        return true
    }

    private mutating func readRecord(
        _ row: Int, _ parts: inout UnsafeMutableBufferPointer<ColumnPart>,
        _ sights: inout UnsafeMutableBufferPointer<Sight>
    ) -> Bool {
        guard skip(to: UInt8(ascii: "{")) else { return false }
        var expected = 0
        var seenCount = 0
        var valueCount = 1
        skipSpaces()
        if next.pointee == UInt8(ascii: "}") {
            next += 1
        } else {
            while true {
                guard next.pointee == UInt8(ascii: "\""), let position = position(expected) else { return false }
                guard sights[position].lastRow < row, skip(to: UInt8(ascii: ":")) else { return false }
                sights[position].lastRow = row
                seenCount &+= 1
                skipSpaces()
                guard readValue(row, position, &parts[position], &sights[position], &valueCount) else {
                    return false
                }
                expected = position &+ 1 == columnCount ? 0 : position &+ 1
                skipSpaces()
                let byte = next.pointee
                next += 1
                if byte == UInt8(ascii: "}") { break }
                guard byte == UInt8(ascii: ",") else { return false }
                skipSpaces()
            }
        }
        skipSpaces()
        guard next.pointee == UInt8(ascii: "\n"), valueCount <= plan.maximumValueCount else { return false }
        guard seenCount < columnCount else { return true }
        for position in 0..<columnCount where sights[position].lastRow < row {
            guard fields[position].allowsMissing else { return false }
            Self.setMissing(row, &parts[position])
        }
        return true
    }

    @inline(__always)
    private mutating func skipSpaces() {
        while next.pointee == 0x20 || next.pointee == 0x09 || next.pointee == 0x0D { next += 1 }
    }

    /// Goes behind a byte that may have spaces before it.
    @inline(__always)
    private mutating func skip(to byte: UInt8) -> Bool {
        skipSpaces()
        guard next.pointee == byte else { return false }
        next += 1
        return true
    }

    /// The column of the key at hand, which is mostly the one behind the last; goes behind the key.
    @inline(__always)
    private mutating func position(_ expected: Int) -> Int? {
        if skipKey(expected) { return expected }
        return otherPosition(expected)
    }

    @inline(never)
    private mutating func otherPosition(_ expected: Int) -> Int? {
        var position = expected
        for _ in 1..<max(1, min(columnCount, 64)) {
            position = position + 1 == columnCount ? 0 : position + 1
            if skipKey(position) { return position }
        }
        return nil
    }

    /// Goes behind the key when it is that of a column; keys are shorter than what may be read behind a block.
    @inline(__always)
    private mutating func skipKey(_ position: Int) -> Bool {
        let count = fields[position].keyCount
        let key = keys + fields[position].keyStart
        let start = next + 1
        // From the end: names often begin alike.
        var index = count
        while index >= 0 {
            if start[index] != key[index] { return false }
            index &-= 1
        }
        next = start + count + 1
        return true
    }

    /// Stores what columns hold where a value is missing.
    @inline(__always)
    private static func setMissing(_ row: Int, _ part: inout ColumnPart) {
        part.setMissing(row)
        switch part.type {
        case .bool: part.bools[row] = false
        case .float: part.floats[row] = 0
        case .stringList: part.lists?.appendMissing()
        case .int64, .double, .timestamp, .string: part.integers[row] = 0
        }
    }

    @inline(__always)
    private mutating func readValue(
        _ row: Int, _ position: Int, _ part: inout ColumnPart, _ sight: inout Sight, _ valueCount: inout Int
    ) -> Bool {
        valueCount &+= 1
        if next.pointee == UInt8(ascii: "n") {
            guard fields[position].allowsMissing, skipWord(0x6C6C_756E) else { return false }
            Self.setMissing(row, &part)
            return true
        }
        switch fields[position].type {
        case .string:
            guard let place = string() else { return false }
            part.integers[row] = place.bits
        case .double:
            guard let number = number(), let value = double(number) else { return false }
            part.doubles[row] = value
        case .int64:
            guard let number = number(), number.isInteger, let value = integer(number) else { return false }
            part.integers[row] = value
            if value.magnitude > 1 << 53 { sight.hasLargeInteger = true }
        case .bool:
            if skipWord(0x6575_7274) {
                part.bools[row] = true
            } else {
                // "alse" behind an "f".
                guard next.pointee == UInt8(ascii: "f") else { return false }
                next += 1
                guard skipWord(0x6573_6C61) else { return false }
                part.bools[row] = false
            }
        case .float:
            guard let number = number(),
                let value = NumberParser.float(
                    UnsafeBufferPointer(start: number.start, count: number.end - number.start))
            else { return false }
            part.floats[row] = value
        case .timestamp:
            guard let place = string(), !place.hasEscapes, let value = time(place, plan.times[position]) else {
                return false
            }
            part.integers[row] = value
        case .stringList: return readList(&part, &valueCount)
        case nil: return false
        }
        return true
    }

    /// Goes behind a word of four letters.
    @inline(__always)
    private mutating func skipWord(_ word: UInt32) -> Bool {
        guard UnsafeRawPointer(next).loadUnaligned(as: UInt32.self).littleEndian == word else { return false }
        next += 4
        return true
    }

    /// Goes behind a string.
    @inline(__always)
    private mutating func string() -> JSONLPlace? {
        guard next.pointee == UInt8(ascii: "\"") else { return nil }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let start = next + 1
        var text = start
        var hasEscapes = false
        var all: UInt64 = 0
        while true {
            let word = DigitWords.word(text)
            all |= word
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // A borrow can only mark bytes behind a true one.
            let found =
                ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word)
                & (ones &* 0x80)
            if found == 0 {
                text += 8
                continue
            }
            text += found.trailingZeroBitCount &>> 3
            if text.pointee == UInt8(ascii: "\"") { break }
            guard text.pointee == UInt8(ascii: "\\"), text[1] >= 0x20 else { return nil }
            hasEscapes = true
            text += 2
        }
        if all & (ones &* 0x80) != 0 { hasOtherCharacters = true }
        next = text + 1
        guard text - start <= plan.maximumStringByteCount else { return nil }
        return JSONLPlace(start: start - content, count: text - start, hasEscapes: hasEscapes)
    }

    private mutating func time(_ place: JSONLPlace, _ times: TimestampParser) -> Int64? {
        let start = content + place.start
        if times.isStandard, let value = words.microseconds(start, start + place.count) { return value }
        return times.microseconds(UnsafeBufferPointer(start: start, count: place.count))
    }

    private mutating func readList(_ part: inout ColumnPart, _ valueCount: inout Int) -> Bool {
        guard next.pointee == UInt8(ascii: "[") else { return false }
        next += 1
        skipSpaces()
        if next.pointee == UInt8(ascii: "]") {
            next += 1
            part.lists?.endList()
            return true
        }
        while true {
            guard let place = string() else { return false }
            valueCount &+= 1
            if place.hasEscapes {
                guard appendEscaped(place, to: &part) else { return false }
            } else {
                part.lists?.appendElement(
                    utf8: UnsafeBufferPointer(start: content + place.start, count: place.count))
            }
            skipSpaces()
            let byte = next.pointee
            next += 1
            if byte == UInt8(ascii: "]") { break }
            guard byte == UInt8(ascii: ",") else { return false }
            skipSpaces()
        }
        part.lists?.endList()
        return true
    }

    private mutating func appendEscaped(_ place: JSONLPlace, to part: inout ColumnPart) -> Bool {
        if scratch.count < place.count { scratch = [UInt8](repeating: 0, count: place.count) }
        let source = content + place.start
        return scratch.withUnsafeMutableBufferPointer { scratch in
            guard let target = scratch.baseAddress, let count = JSONLEscapes.append(source, place.count, to: target)
            else { return false }
            part.lists?.appendElement(utf8: UnsafeBufferPointer(start: target, count: count))
            return true
        }
    }
}
