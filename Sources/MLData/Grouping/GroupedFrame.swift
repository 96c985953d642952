import MLCore

/// A frame whose rows are in groups: those with the same values of some columns.
///
/// Groups are in the order of their first rows. A missing value is a value of its own, NaN is one value, 0.0 and -0.0
/// are the same, and texts are the same when they are equal as strings: canonically equivalent, whatever their bytes.
public struct GroupedFrame: Sendable {
    /// The frame.
    public let frame: DataFrame
    /// The columns that rows are grouped by.
    public let keyNames: [String]
    /// For each row the number of its group.
    public let groupOfRow: [Int]
    /// The values of the columns that rows are grouped by, one row for each group.
    public let keys: DataFrame
    let groupRows: GroupRows

    init(_ frame: DataFrame, by names: [String]) throws(DataError) {
        self.frame = frame
        keyNames = names
        let codes = try RowCodes(try frame.selecting(names).columns, rowCount: frame.rowCount)
        groupOfRow = codes.codes
        keys = try frame.selecting(names).taking(codes.firstRows)
        groupRows = GroupRows(codes.codes, groupCount: codes.count)
    }

    /// The number of groups.
    public var groupCount: Int { groupRows.starts.count - 1 }

    /// The rows of a group, rising.
    ///
    /// - Throws: ``DataError`` with code `invalidArgument` when there is no such group.
    public func rows(ofGroup group: Int) throws(DataError) -> [Int] {
        guard group >= 0, group < groupCount else {
            throw DataError(.invalidArgument, "group \(group) of \(groupCount)", at: "grouped frame")
        }
        return Array(groupRows[group])
    }

    /// One row for each group: the columns that rows are grouped by, and one column for each aggregation.
    ///
    /// - Parameter aggregations: What is made of the rows of each group.
    /// - Returns: The groups, in the order of their first rows.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn`, `typeMismatch` when a column has a type
    ///   that an aggregation cannot use, `valueOutOfRange` when a sum of integers has more than 64 bits, or
    ///   `invalidArgument`.
    /// - Complexity: O(rows × aggregations); quantiles sort their groups.
    public func aggregated(_ aggregations: [Aggregation]) throws(DataError) -> DataFrame {
        var result = keys
        for aggregation in aggregations {
            result = try result.appending(try column(of: aggregation), named: aggregation.name)
        }
        return result
    }
}

extension DataFrame {
    /// The frame with its rows in groups.
    ///
    /// - Parameter names: The columns whose values make a group; without any, all rows are one group.
    /// - Returns: The groups, in the order of their first rows.
    /// - Throws: ``DataError`` with code `unknownColumn` or `duplicateColumn`.
    /// - Complexity: O(rows × names) expected.
    public func grouped(by names: [String]) throws(DataError) -> GroupedFrame { try GroupedFrame(self, by: names) }

    /// The first row of each combination of values.
    ///
    /// - Parameter names: The columns that make a combination; `nil` for all.
    /// - Returns: The rows that stay, in order.
    /// - Throws: ``DataError`` with code `unknownColumn` or `duplicateColumn`.
    /// - Complexity: O(rows × names) expected.
    public func distinct(by names: [String]? = nil) throws(DataError) -> DataFrame {
        let keys = try names.map { (names) throws(DataError) in try selecting(names).columns } ?? columns
        return uncheckedTaking(try RowCodes(keys, rowCount: rowCount).firstRows)
    }
}
