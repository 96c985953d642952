/// The rows of a sparse matrix in compressed sparse row (CSR) form, checked on construction.
public struct SparseRows<Scalar: NumericScalar>: Sendable, Hashable {
    /// Where each row begins in ``columns`` and ``values``; one more element than there are rows.
    public let offsets: [Int]
    /// The column of each stored value, strictly increasing within a row.
    public let columns: [Int32]
    /// The stored values.
    public let values: [Scalar]

    /// Creates sparse rows.
    ///
    /// - Parameters:
    ///   - offsets: From 0 to `columns.count`, never falling; one more than the number of rows.
    ///   - columns: Strictly increasing within a row, from 0 to `columnCount - 1`.
    ///   - values: As many as `columns`.
    ///   - columnCount: The number of columns of the matrix.
    /// - Throws: ``CoreError`` with code `shapeMismatch` or `malformedInput` that names the row.
    /// - Complexity: O(stored values + rows).
    public init(offsets: [Int], columns: [Int32], values: [Scalar], columnCount: Int) throws(CoreError) {
        guard columns.count == values.count, offsets.first == 0, offsets.last == columns.count else {
            throw CoreError(
                .shapeMismatch, "offsets, columns and values disagree about their counts", at: "sparse rows")
        }
        for row in 0..<(offsets.count - 1) {
            let (start, end) = (offsets[row], offsets[row + 1])
            guard start <= end, end <= columns.count else {
                throw CoreError(.malformedInput, "offsets fall or leave the data", at: "sparse row \(row)")
            }
            var previous = -1
            for position in start..<end {
                let column = Int(columns[position])
                guard column > previous, column < columnCount else {
                    throw CoreError(
                        .malformedInput, "columns are not strictly increasing below \(columnCount)",
                        at: "sparse row \(row)")
                }
                previous = column
            }
        }
        self.init(uncheckedOffsets: offsets, columns: columns, values: values)
    }

    /// Creates sparse rows from parts that the caller has built in valid form.
    package init(uncheckedOffsets offsets: [Int], columns: [Int32], values: [Scalar]) {
        self.offsets = offsets
        self.columns = columns
        self.values = values
    }

    /// The number of rows.
    public var rowCount: Int { offsets.count - 1 }

    /// Where the stored values of a row are in ``columns`` and ``values``.
    package func range(ofRow row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }
}
