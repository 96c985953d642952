import MLCore

// Each of these reads the fields of a column from a row on, and stops at the first field that is not of its type.
// Fields of the usual form are read in place; all others go through `FieldColumn.content`.

extension ColumnPart {
    mutating func readIntegers(_ fields: FieldColumn, from first: Int, isOpen: Bool, _ scratch: inout [UInt8]) -> Int {
        let values = integers
        let tables = DigitWords.Tables()
        let isPlain = fields.rules.areNumbersPlain
        let isEmptyMissing = fields.rules.isEmptyMissing
        var row = first
        while row < fields.rowCount {
            let (start, end) = fields.bounds(row)
            if isPlain, let value = DigitWords.integer(fields.bytes + start, fields.bytes + end, tables) {
                values[row] = value
                if value == 0, fields.bytes[start] == UInt8(ascii: "-") { negativeZeros.append(row) }
            } else if start == end, isEmptyMissing {
                values[row] = 0
                setMissing(row)
            } else {
                values[row] = 0
                switch fields.content(row, &scratch) {
                case .missing: setMissing(row)
                case .text(let text):
                    guard let value = NumberParser.int64(text), !isOpen || !CSVText.isIntegerThatIsNoNumber(text)
                    else { return row }
                    values[row] = value
                    if value == 0, text.first == UInt8(ascii: "-") { negativeZeros.append(row) }
                }
            }
            row &+= 1
        }
        return row
    }

    mutating func readDoubles(_ fields: FieldColumn, from first: Int, isOpen: Bool, _ scratch: inout [UInt8]) -> Int {
        let values = doubles
        var areFinite = false
        defer { hasFiniteNumber = hasFiniteNumber || areFinite }
        let tables = DigitWords.Tables()
        let isPlain = fields.rules.areNumbersPlain
        let isEmptyMissing = fields.rules.isEmptyMissing
        var row = first
        while row < fields.rowCount {
            let (start, end) = fields.bounds(row)
            if start == end, isEmptyMissing {
                values[row] = 0
                setMissing(row)
            } else if isPlain, let value = DigitWords.decimal(fields.bytes + start, fields.bytes + end, tables) {
                values[row] = value
                areFinite = true
            } else if isPlain, let long = DigitWords.longDecimal(fields.bytes + start, fields.bytes + end),
                let value = NumberParser.double(significand: long.significand, exponent: long.exponent)
            {
                values[row] = Double(bitPattern: value.bitPattern | (long.isNegative ? 1 : 0) &<< 63)
                areFinite = true
            } else {
                values[row] = 0
                switch fields.content(row, &scratch) {
                case .missing: setMissing(row)
                case .text(let text):
                    guard let value = number(text, fields.rules, row, isOpen: isOpen) else { return row }
                    values[row] = value
                }
            }
            row &+= 1
        }
        return row
    }

    private mutating func number(
        _ text: UnsafeBufferPointer<UInt8>, _ rules: FieldRules, _ row: Int, isOpen: Bool
    ) -> Double? {
        if isOpen, CSVText.isIntegerThatIsNoNumber(text) { return nil }
        if let value = NumberParser.double(text) {
            hasFiniteNumber = true
            return value
        }
        if let value = CSVText.nonFinite(text), isOpen || rules.acceptsNonFinite {
            if !rules.acceptsNonFinite { firstBadNumber = firstBadNumber ?? row }
            return value
        }
        guard isOpen, CSVText.isDecimal(text) else { return nil }
        firstBadNumber = firstBadNumber ?? row
        return .infinity
    }

    mutating func readFloats(_ fields: FieldColumn, from first: Int, _ scratch: inout [UInt8]) -> Int {
        let values = floats
        for row in first..<fields.rowCount {
            values[row] = 0
            switch fields.content(row, &scratch) {
            case .missing: setMissing(row)
            case .text(let text):
                let word = fields.rules.acceptsNonFinite ? CSVText.nonFinite(text).map { Float($0) } : nil
                guard let value = NumberParser.float(text) ?? word else { return row }
                values[row] = value
            }
        }
        return fields.rowCount
    }

    mutating func readBools(_ fields: FieldColumn, from first: Int, _ scratch: inout [UInt8]) -> Int {
        let values = bools
        let isPlain = fields.rules.missingTokens.isEmpty
        var row = first
        while row < fields.rowCount {
            let (start, end) = fields.bounds(row)
            let last = UnsafeRawPointer(fields.bytes + end - 4).loadUnaligned(as: UInt32.self).littleEndian
            let word = last | 0x2020_2020
            let count = end &- start
            // "true", and "alse" behind an "f".
            let isTrue = word == 0x6575_7274 && count == 4
            let isFalse = word == 0x6573_6C61 && count == 5 && fields.bytes[start] | 0x20 == UInt8(ascii: "f")
            if isPlain, isTrue || isFalse {
                values[row] = isTrue
            } else {
                values[row] = false
                switch fields.content(row, &scratch) {
                case .missing: setMissing(row)
                case .text(let text):
                    guard let value = CSVText.bool(text) else { return row }
                    values[row] = value
                }
            }
            row &+= 1
        }
        return row
    }

    mutating func readTexts(_ fields: FieldColumn, _ scratch: inout [UInt8]) {
        let ends = textEnds
        let isPlain = fields.rules.missingTokens.isEmpty && !fields.rules.trimsSpaces
        let isEmptyMissing = fields.rules.isEmptyMissing
        let quote = UInt8(ascii: "\"")
        var target = text
        var row = 0
        while row < fields.rowCount {
            let (start, end) = fields.bounds(row)
            let count = end &- start
            let source = fields.bytes + start
            if isPlain, source.pointee != quote, count > 0 || !isEmptyMissing {
                Self.copy(source, count, to: target)
                target += count
            } else {
                switch fields.content(row, &scratch) {
                case .missing: setMissing(row)
                case .text(let text):
                    if let base = text.baseAddress { target.update(from: base, count: text.count) }
                    target += text.count
                }
            }
            ends[row] = UInt32(truncatingIfNeeded: target - text)
            row &+= 1
        }
        textCount = target - text
    }

    /// Copies bytes, and up to fifteen more than asked for.
    @inline(__always)
    static func copy(_ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>) {
        var done = 0
        repeat {
            let bytes = UnsafeRawPointer(source + done).loadUnaligned(as: SIMD16<UInt8>.self)
            UnsafeMutableRawPointer(target + done).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
            done &+= 16
        } while done < count
    }

    mutating func readLists(_ fields: FieldColumn, from first: Int, _ scratch: inout [UInt8]) -> Int {
        for row in first..<fields.rowCount {
            switch fields.content(row, &scratch) {
            case .missing:
                setMissing(row)
                lists?.appendMissing()
            case .text(let text):
                guard let list = CSVText.list(text) else { return row }
                for element in list { lists?.appendElement(element) }
                lists?.endList()
            }
        }
        return fields.rowCount
    }
}
