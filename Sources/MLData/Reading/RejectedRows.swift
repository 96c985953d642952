import MLCore

/// Collects rejected rows, or throws for the first one when the options ask for it.
struct RejectedRows {
    let name: String
    let policy: ReadingOptions.MalformedRows
    private(set) var rows: [RejectedRow] = []

    /// Puts a row aside.
    ///
    /// - Throws: `error` under the policy `fail`, or ``DataError`` with code `limitExceeded` when too many were put aside.
    mutating func add(_ error: DataError, line: Int, text: UnsafeBufferPointer<UInt8>) throws(DataError) {
        guard case .quarantine(let limit) = policy else { throw error }
        guard rows.count < limit else {
            throw DataError(
                .limitExceeded, "more than \(limit) rows were rejected; the last one for: \(error.details.problem)",
                at: error.details.place ?? name, remedy: "Check the format, or raise the limit of the quarantine.")
        }
        var shown = text.prefix(RejectedRow.textLimit)
        // A character that the cut divided is left out as a whole.
        if shown.count < text.count {
            while let last = shown.last, last & 0xC0 == 0x80 { shown = shown.dropLast() }
            if let last = shown.last, last >= 0xC0 { shown = shown.dropLast() }
        }
        let lineBreaks: Set<Character> = ["\n", "\r", "\r\n"]
        var kept = String(decoding: shown, as: UTF8.self)
        while let last = kept.last, lineBreaks.contains(last) { kept.removeLast() }
        rows.append(
            RejectedRow(
                line: line, reason: error.details.problem, place: error.details.place ?? "\(name), line \(line)",
                text: kept))
    }
}
