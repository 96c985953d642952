import MLCore

extension TimestampParser {
    /// The text of a time that ``timestamp(_:)`` reads back.
    ///
    /// - Throws: ``DataError`` with code `valueOutOfRange` for years of more than four digits.
    package static func text(_ microseconds: Int64, row: Int) throws(DataError) -> String {
        let time = Timestamp(microseconds: microseconds)
        let year = time.date.year
        guard (-9999...9999).contains(year) else {
            throw DataError(
                .valueOutOfRange, "the year \(year) has no text of four digits", at: "row \(row)",
                remedy: "Write the column as integers.")
        }
        return time.description
    }
}
