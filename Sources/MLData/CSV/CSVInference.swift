import MLCore

/// Finds the type of a column from all of its texts.
enum CSVInference {
    /// Tries the types from the narrowest to the widest; each try ends at the first text that does not fit.
    ///
    /// - Parameters:
    ///   - texts: A string column.
    ///   - acceptsNonFinite: Whether the words for NaN and infinity are numbers.
    ///   - lines: The line of each row.
    ///   - place: What errors call the column.
    ///   - input: What errors call the input.
    /// - Returns: The column under its type, and why it has that type.
    /// - Throws: ``DataError`` with code `valueOutOfRange` when all but NaN, infinite or too large numbers are finite
    ///   numbers.
    static func column(
        from texts: Column, acceptsNonFinite: Bool, lines: [Int], place: String, input: String
    ) throws(DataError) -> (column: Column, reason: String) {
        guard let content = texts.texts else { return (texts, "given") }
        let present = texts.count - texts.missingCount
        guard present > 0 else { return (texts, "no values, kept as text") }
        switch values(content, texts.validity, missing: false, CSVText.bool) {
        case .all(let values): return (Column(.bool(values), validity: texts.validity), "all are truth values")
        case .fails: break
        }
        let integers = values(content, texts.validity, missing: 0) { text in
            CSVText.isIntegerThatIsNoNumber(text) ? nil : NumberParser.int64(text)
        }
        switch integers {
        case .all(let values): return (Column(.int64(values), validity: texts.validity), "all are integers")
        case .fails: break
        }
        let numbers = values(content, texts.validity, missing: 0) { text -> Double? in
            if CSVText.isIntegerThatIsNoNumber(text) { return nil }
            return NumberParser.double(text) ?? CSVText.nonFinite(text) ?? (CSVText.isDecimal(text) ? .infinity : nil)
        }
        let failure: Int
        switch numbers {
        case .all(let values):
            if let column = try numeric(values, content, texts.validity, acceptsNonFinite, lines, place, input) {
                return (column, "all are numbers")
            }
            failure = 0
        case .fails(let row): failure = row
        }
        let times = values(content, texts.validity, missing: 0) { TimestampParser.timestamp($0)?.microseconds }
        switch times {
        case .all(let values): return (Column(.timestamp(values), validity: texts.validity), "all are times")
        case .fails(let row):
            let first = max(row, failure)
            let shown = String(content.string(at: first).prefix(40)).debugDescription
            return (texts, "line \(lines[first]) holds \(shown)")
        }
    }

    private enum Attempt<Value> {
        /// Every present text is of the type.
        case all([Value])
        /// The first row whose text is not.
        case fails(row: Int)
    }

    private static func values<Value>(
        _ texts: TextBuffer, _ validity: ValidityBitmap, missing: Value,
        _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Attempt<Value> {
        var values: [Value] = []
        for row in 0..<texts.count {
            guard validity[row] else {
                values.append(missing)
                continue
            }
            guard let value = texts.withUTF8(at: row, parse) else { return .fails(row: row) }
            values.append(value)
        }
        return .all(values)
    }

    /// The column of numbers, or `nil` when there is no finite number in it.
    private static func numeric(
        _ numbers: [Double], _ texts: TextBuffer, _ validity: ValidityBitmap, _ acceptsNonFinite: Bool, _ lines: [Int],
        _ place: String, _ input: String
    ) throws(DataError) -> Column? {
        let bad = numbers.indices.first { row in
            !numbers[row].isFinite && !(acceptsNonFinite && texts.withUTF8(at: row, CSVText.isNonFiniteWord))
        }
        guard let bad else { return Column(.double(numbers), validity: validity) }
        guard numbers.indices.contains(where: { validity[$0] && numbers[$0].isFinite }) else { return nil }
        let shown = String(texts.string(at: bad).prefix(40)).debugDescription
        throw DataError(
            .valueOutOfRange, "\(shown) stands in a column of numbers and is not a finite one",
            at: "\(input), line \(lines[bad]), \(place)",
            remedy: "List it as a missing token, accept words for NaN and infinity, or give the column a type.")
    }
}
