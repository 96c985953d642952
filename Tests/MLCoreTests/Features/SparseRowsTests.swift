import MLCore
import Testing

@Suite("Sparse rows")
struct SparseRowsTests {
    private struct Malformed: Sendable {
        var offsets: [Int]
        var columns: [Int32]
        var count = 4
        var columnCount = 5
        var code = CoreError.Code.malformedInput
    }

    @Test("Well-formed rows are kept as they are")
    func accepted() throws {
        let rows = try SparseRows(
            offsets: [0, 2, 2, 4], columns: [0, 4, 1, 2], values: [1.0, .nan, 0, -.infinity], columnCount: 5)
        #expect(rows.rowCount == 3)
        #expect((0..<3).map { rows.range(ofRow: $0) } == [0..<2, 2..<2, 2..<4])
        let empty = try SparseRows<Float>(offsets: [0], columns: [], values: [], columnCount: 0)
        #expect(empty.rowCount == 0)
        #expect(try SparseRows<Float>(offsets: [0, 0, 0], columns: [], values: [], columnCount: 0).rowCount == 2)
    }

    private static let cases = [
        // Counts.
        Malformed(offsets: [], columns: [], count: 0, code: .shapeMismatch),
        Malformed(offsets: [], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [0, 3], columns: [0, 1, 2], code: .shapeMismatch),
        Malformed(offsets: [0, 3], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [0, 5], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [1, 4], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [-1, 4], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [4], columns: [0, 1, 2, 3], code: .shapeMismatch),
        Malformed(offsets: [0], columns: [0, 1, 2, 3], code: .shapeMismatch),
        // Offsets that fall or leave the data.
        Malformed(offsets: [0, 3, 1, 4], columns: [0, 1, 2, 3]),
        Malformed(offsets: [0, 5, 4], columns: [0, 1, 2, 3]),
        Malformed(offsets: [0, .max, 4], columns: [0, 1, 2, 3]),
        Malformed(offsets: [0, -1, 4], columns: [0, 1, 2, 3]),
        Malformed(offsets: [0, .min, 4], columns: [0, 1, 2, 3]),
        // Columns that are negative, too large, repeated or out of order.
        Malformed(offsets: [0, 4], columns: [-1, 1, 2, 3]),
        Malformed(offsets: [0, 2, 4], columns: [0, 1, .min, 3]),
        Malformed(offsets: [0, 4], columns: [0, 1, 2, 5]),
        Malformed(offsets: [0, 4], columns: [0, 1, 2, .max]),
        Malformed(offsets: [0, 4], columns: [0, 1, 1, 2]),
        Malformed(offsets: [0, 2, 4], columns: [0, 1, 3, 2]),
        Malformed(offsets: [0, 4], columns: [0, 1, 2, 3], columnCount: 0),
        Malformed(offsets: [0, 4], columns: [0, 1, 2, 3], columnCount: -1),
    ]

    @Test("Every kind of malformed rows is refused", arguments: cases.indices)
    func refused(index: Int) {
        let malformed = Self.cases[index]
        expectCoreError(malformed.code) {
            try SparseRows(
                offsets: malformed.offsets, columns: malformed.columns,
                values: [Double](repeating: 1, count: malformed.count), columnCount: malformed.columnCount)
        }
    }

    @Test("The error names the row")
    func names() {
        #expect {
            try SparseRows(offsets: [0, 1, 3], columns: [0, 2, 2], values: [1.0, 1, 1], columnCount: 3)
        } throws: { "\($0)".contains("row 1") }
    }
}
