import MLCore
import MLReport

/// What a table looks like: for each column counts, ranges, quantiles and the most frequent values.
///
/// A profile is made from a ``TableProfileState``, which says what of it depends on the order of the rows: nothing in
/// columns with few distinct values but the last bits of correlations.
public struct TableProfile: Sendable, Hashable, Codable {
    /// The number of rows.
    public let rowCount: Int
    /// The columns, in order.
    public let columns: [ColumnProfile]
    /// How many rows are equal to an earlier row in all columns; `nil` in profiles that did not count them.
    public let duplicateRowCount: Int?

    /// How the columns of numbers and truth values go together, pair by pair; `nil` in profiles without it.
    public let correlations: [ColumnCorrelation]?
    /// The column that a model shall predict, if one was named.
    public let target: String?

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - distinctLimit: Up to how many distinct values of a column are counted exactly; beyond, sketches answer.
    ///   - topCount: How many of the most frequent values are kept.
    /// - Throws: ``DataError`` with code `invalidArgument` for a limit or count below zero.
    /// - Complexity: O(values).
    public init(of frame: DataFrame, distinctLimit: Int = 100_000, topCount: Int = 10) throws(DataError) {
        try self.init(
            of: frame, configuration: ProfileConfiguration(distinctLimit: distinctLimit, topCount: topCount))
    }

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - frame: The table.
    ///   - configuration: What is counted exactly, and how large the sketches beyond are.
    ///   - threads: How many threads may work; the profile does not depend on it.
    /// - Throws: ``DataError`` with code `invalidArgument` for a bad configuration, or `unknownColumn` for a target that
    ///   the table does not have.
    /// - Complexity: O(values).
    public init(of frame: DataFrame, configuration: ProfileConfiguration, threads: Int = 1) throws(DataError) {
        var state = try TableProfileState(schema: frame.schema, configuration: configuration)
        try state.add(frame, threads: threads)
        self = state.profile()
    }

    init(
        rowCount: Int, columns: [ColumnProfile], duplicateRowCount: Int?, correlations: [ColumnCorrelation]?,
        target: String?
    ) {
        self.rowCount = rowCount
        self.columns = columns
        self.duplicateRowCount = duplicateRowCount
        self.correlations = correlations
        self.target = target
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
