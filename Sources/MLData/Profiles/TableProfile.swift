import MLCore
import MLReport

/// What a table looks like: for each column counts, ranges, quantiles and the most frequent values.
///
/// A profile does not depend on the order of the rows, except for the last bits of means and deviations.
public struct TableProfile: Sendable, Hashable, Codable {
    /// The number of rows.
    public let rowCount: Int
    /// The columns, in order.
    public let columns: [ColumnProfile]
    /// How many rows are equal to an earlier row in all columns; `nil` in profiles that did not count them.
    public let duplicateRowCount: Int?

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - distinctLimit: Up to how many distinct values of a column are counted; beyond, most frequent values are not
    ///     known.
    ///   - topCount: How many of the most frequent values are kept.
    /// - Throws: ``DataError`` with code `invalidArgument` for a limit or count below zero.
    /// - Complexity: O(values × log rows) for numbers, O(bytes) for texts and for repeated rows.
    public init(of frame: DataFrame, distinctLimit: Int = 100_000, topCount: Int = 10) throws(DataError) {
        guard distinctLimit >= 0, topCount >= 0 else {
            throw DataError(
                .invalidArgument, "a distinct limit of \(distinctLimit) and a top count of \(topCount)", at: "profile")
        }
        rowCount = frame.rowCount
        columns = zip(frame.columnNames, frame.columns).map {
            ColumnProfile(of: $1, named: $0, distinctLimit: distinctLimit, topCount: topCount)
        }
        duplicateRowCount = Self.duplicateRowCount(of: frame)
    }

    /// The profile of a column.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn` that lists the columns there are.
    public func column(_ name: String) throws(DataError) -> ColumnProfile {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw DataError(
                .unknownColumn, "there is no column \"\(name)\"", at: "profile",
                remedy: "Columns are: \(columns.map(\.name).joined(separator: ", ")).")
        }
        return column
    }
}

extension TableProfile: CustomStringConvertible {
    /// One line for each column.
    public var description: String {
        var table = TextTable([
            ("column", .leading), ("type", .leading), ("missing", .trailing), ("distinct", .trailing),
            ("content", .leading),
        ])
        for column in columns {
            table.append([
                column.name, column.type.rawValue, "\(column.missingCount)", column.distinct.description,
                column.summary,
            ])
        }
        return "\(rowCount) rows, \(columns.count) columns\n\(table.aligned)"
    }
}
