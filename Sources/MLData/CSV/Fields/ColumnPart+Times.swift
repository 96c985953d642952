import MLCore

extension ColumnPart {
    /// Reads the times of a column from a row on, and stops at the first field that is none.
    mutating func readTimes(
        _ fields: FieldColumn, _ parser: TimestampParser, from first: Int, _ scratch: inout [UInt8]
    ) -> Int {
        let values = integers
        let isPlain = fields.rules.areNumbersPlain && parser.isStandard
        let isEmptyMissing = fields.rules.isEmptyMissing
        var words = TimeWords()
        var row = first
        while row < fields.rowCount {
            let (start, end) = fields.bounds(row)
            if isPlain, let value = words.microseconds(fields.bytes + start, fields.bytes + end) {
                values[row] = value
            } else {
                values[row] = 0
                if start == end, isEmptyMissing {
                    setMissing(row)
                } else {
                    switch fields.content(row, &scratch) {
                    case .missing: setMissing(row)
                    case .text(let text):
                        guard let value = parser.microseconds(text) else { return row }
                        values[row] = value
                    }
                }
            }
            row &+= 1
        }
        return row
    }
}
