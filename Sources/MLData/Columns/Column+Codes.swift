import MLCore

/// The distinct values of a column, numbered in the order in which they first occur.
package struct ColumnCodes: Sendable {
    /// For each row the number of its value, or -1 when it is missing.
    package let codes: [Int]
    /// For each number, the first row with the value.
    package let firstRows: [Int]

    /// The number of distinct values.
    package var count: Int { firstRows.count }

    /// For each number, how many rows have the value.
    package var counts: [Int] {
        var counts = [Int](repeating: 0, count: count)
        for code in codes where code >= 0 { counts[code] += 1 }
        return counts
    }
}

extension Column {
    /// Numbers the distinct values; texts are the same when they are equal as strings, numbers when they are equal, and
    /// NaN is one value.
    ///
    /// - Complexity: O(count) expected.
    package func codes() -> ColumnCodes { codes(limit: .max) ?? ColumnCodes(codes: [], firstRows: []) }

    /// As ``codes()``, or `nil` when there are more than `limit` distinct values.
    package func codes(limit: Int) -> ColumnCodes? {
        if case .categories(let texts) = content { return categoryCodes(limit, texts) }
        switch storage {
        case .bool(let values): return wordCodes(limit) { values[$0] ? 1 : 0 }
        case .int64(let values), .timestamp(let values): return wordCodes(limit) { UInt64(bitPattern: values[$0]) }
        case .double(let values): return wordCodes(limit) { values[$0].isNaN ? .max : (values[$0] + 0).bitPattern }
        case .float(let values):
            return wordCodes(limit) { values[$0].isNaN ? .max : UInt64((values[$0] + 0).bitPattern) }
        case .string(let texts): return textCodes(limit, texts)
        case .stringList(let lists): return valueCodes(limit) { lists.list(at: $0) }
        }
    }

    /// Numbers values by words that are equal when the values are.
    @inline(__always)
    private func wordCodes(_ limit: Int, _ key: (Int) -> UInt64) -> ColumnCodes? {
        var table = CodeTable()
        return numbered(limit) { row in table.code(of: key(row)) }
    }

    /// Numbers texts by their bytes.
    ///
    /// Different bytes of which one side is ASCII are the same text only in the cases of ``ASCIIEquivalents``, so
    /// strings are made of texts with other characters alone, unless one of these occurs.
    private func textCodes(_ limit: Int, _ texts: TextBuffer) -> ColumnCodes? {
        var table = CodeTable()
        var rowsOfCodes: [Int] = []
        var others: [String: Int] = [:]
        return texts.withBytes { bytes, offsets in
            let hasEquivalents = ASCIIEquivalents.occur(in: bytes)
            return numbered(limit) { row in
                let text = UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]])
                let hash = table.hash(text)
                let known = table.count
                let code = table.code(ofHash: hash) { number in
                    let first = rowsOfCodes[number]
                    let other = bytes[offsets[first]..<offsets[first + 1]]
                    return other.count == text.count && text.elementsEqual(other)
                }
                guard code == known else { return code }
                rowsOfCodes.append(row)
                return code
            } canonical: { row, code in
                let text = bytes[offsets[row]..<offsets[row + 1]]
                guard hasEquivalents || !text.allSatisfy({ $0 < 0x80 }) else { return code }
                let string = String(decoding: text, as: UTF8.self)
                if let first = others[string] { return first }
                others[string] = code
                return code
            }
        }
    }

    /// Numbers the texts of categories: different categories may be the same text.
    private func categoryCodes(_ limit: Int, _ texts: CategoryTexts) -> ColumnCodes? {
        let numbers = texts.categoryColumn.codes().codes
        var table = [Int](repeating: -1, count: texts.categories.count)
        var next = 0
        return numbered(limit) { row in
            let number = numbers[Int(texts.codes[row])]
            if table[number] < 0 {
                table[number] = next
                next += 1
            }
            return table[number]
        }
    }

    /// Numbers values that can only be compared as Swift values.
    private func valueCodes<Key: Hashable>(_ limit: Int, _ key: (Int) -> Key) -> ColumnCodes? {
        var numbers: [Key: Int] = [:]
        return numbered(limit) { row in
            let next = numbers.count
            let value = key(row)
            if let number = numbers[value] { return number }
            numbers[value] = next
            return next
        }
    }

    /// Calls `code` for each present row.
    ///
    /// - Parameters:
    ///   - limit: The largest number of codes.
    ///   - code: The number of the value of a row; the first one is 0, and each new one the next.
    ///   - canonical: For the first row of a number, the number of an earlier value that is the same after all, or the
    ///     number itself.
    /// - Returns: The final numbers, or `nil` when there are more than `limit`.
    @inline(__always)
    private func numbered(
        _ limit: Int, _ code: (Int) -> Int, canonical: ((_ row: Int, _ code: Int) -> Int)? = nil
    ) -> ColumnCodes? {
        var firstRows: [Int] = []
        // The final number of each number that `code` gives.
        var finals: [Int] = []
        var codes = [Int](repeating: -1, count: count)
        for row in 0..<count where validity[row] {
            let number = code(row)
            if number == finals.count {
                let same = canonical.map { $0(row, number) } ?? number
                if same < number {
                    finals.append(finals[same])
                } else {
                    guard firstRows.count < limit else { return nil }
                    finals.append(firstRows.count)
                    firstRows.append(row)
                }
            }
            codes[row] = finals[number]
        }
        return ColumnCodes(codes: codes, firstRows: firstRows)
    }
}
