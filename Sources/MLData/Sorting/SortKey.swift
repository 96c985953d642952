/// A column that rows are sorted by.
public struct SortKey: Sendable, Hashable {
    /// Where rows without a value go.
    public enum MissingPlace: String, Sendable, Hashable, Codable {
        /// In front of all values.
        case first
        /// Behind all values.
        case last
    }

    /// The name of the column.
    public let column: String
    /// Whether the greatest value comes first.
    public let isDescending: Bool
    /// Where rows without a value go, whatever the direction.
    public let missing: MissingPlace

    /// Creates a key.
    ///
    /// - Parameters:
    ///   - column: The name of the column.
    ///   - isDescending: Whether the greatest value comes first.
    ///   - missing: Where rows without a value go, whatever the direction.
    public init(_ column: String, isDescending: Bool = false, missing: MissingPlace = .last) {
        self.column = column
        self.isDescending = isDescending
        self.missing = missing
    }

    /// The least value first, rows without a value last.
    public static func ascending(_ column: String) -> Self { Self(column) }

    /// The greatest value first, rows without a value last.
    public static func descending(_ column: String) -> Self { Self(column, isDescending: true) }
}
