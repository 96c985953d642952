import MLCore
import MLData

/// Counting the terms of a column, which all text vectorizers begin with.
enum TermFitting {
    /// Counts the terms of the texts of a column.
    ///
    /// The counts are whole numbers and the terms are sorted afterwards, so parts counted by different threads add up
    /// to the same result.
    ///
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or `missingValue` where the policy is to refuse.
    static func count(
        _ column: Column, name: String, tokenizer: Tokenizer, missing: MissingTextPolicy, threads: Int,
        cancellation: CancellationToken
    ) throws -> TermCounter {
        let parts = max(1, min(threads, column.count))
        let scanner = TermScanner(tokenizer)
        let counters = try parallelMap(count: parts, threads: threads) { (part) throws -> TermCounter in
            let rows = (column.count * part / parts)..<(column.count * (part + 1) / parts)
            var scanner = scanner
            var counter = TermCounter()
            var row = rows.lowerBound
            try ColumnSlice(column, rows: rows, name: name).forEachText { text in
                defer { row += 1 }
                if row & 1023 == 0 { try cancellation.check() }
                guard let text else {
                    if missing == .refuse { throw missingText(at: "column \"\(name)\", row \(row)") }
                    return
                }
                counter.beginDocument()
                scanner.scan(text)
                scanner.forEachTerm { counter.add($0) }
            }
            return counter
        }
        guard var total = counters.first else { return TermCounter() }
        for counter in counters.dropFirst() { total.merge(counter) }
        return total
    }

    /// The error for a missing text where the policy is to refuse.
    static func missingText(at place: String) -> FeatureError {
        FeatureError(
            .missingValue, "the text is missing", at: place,
            remedy: "Give a text, possibly empty, or use the missing policy emptyRow.")
    }
}
