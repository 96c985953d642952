/// How two columns of numbers or truth values go together.
public struct ColumnCorrelation: Sendable, Hashable, Codable {
    /// The name of the column that comes first in the table.
    public let first: String
    /// The name of the other column.
    public let second: String
    /// Pearson's coefficient, from −1 to 1; `nil` with fewer than two rows or when one column does not vary.
    public let coefficient: Double?
    /// The number of rows where both have a finite number.
    public let count: Int
}
