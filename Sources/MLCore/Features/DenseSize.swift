/// The size of dense numeric memory, checked before it is allocated.
package enum DenseSize {
    /// The largest number of values that one operation allocates: 2³¹, which are 16 GiB of doubles.
    package static let limit = 1 << 31

    /// The product of two counts.
    ///
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - columns: The number of values in a row.
    ///   - place: What is allocated, for the error.
    /// - Returns: The number of values.
    /// - Throws: ``CoreError`` with code `limitExceeded` when a count is negative or the product is above ``limit``.
    package static func checked(rows: Int, columns: Int, at place: String) throws(CoreError) -> Int {
        let (product, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard rows >= 0, columns >= 0, !overflow, product <= limit else {
            throw CoreError(
                .limitExceeded, "\(rows) rows of \(columns) values are too many to store densely", at: place,
                remedy: "Use fewer rows or columns; at most \(limit) values are stored.")
        }
        return product
    }
}
