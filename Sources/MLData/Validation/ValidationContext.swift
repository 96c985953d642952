public import MLCore

/// What a table is validated against besides itself.
///
/// An expectation that needs something the context does not have cannot be evaluated, and the report says so.
public struct ValidationContext: Sendable {
    /// The time, for ``DataExpectation/Rule/fresh(column:maximumAge:)``.
    public var now: Timestamp?
    /// The profile of the table that distributions are compared with.
    public var reference: TableProfileState?
    /// Other tables by name, for references and numbers of rows.
    public var tables: [String: DataFrame]
    /// Earlier values of statistics, the latest last, for ``DataExpectation/Rule/steady(_:rule:)``.
    public var history: [DataStatistic: [Double]]

    /// Creates a context.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - reference: The profile of the table that distributions are compared with.
    ///   - tables: Other tables by name.
    ///   - history: Earlier values of statistics, the latest last.
    public init(
        now: Timestamp? = nil, reference: TableProfileState? = nil, tables: [String: DataFrame] = [:],
        history: [DataStatistic: [Double]] = [:]
    ) {
        self.now = now
        self.reference = reference
        self.tables = tables
        self.history = history
    }

    /// Another table.
    func table(_ name: String) throws(DataError) -> DataFrame {
        guard let table = tables[name] else {
            throw DataError(
                .invalidArgument, "the context has no table \"\(name)\"", at: "validation context",
                remedy: tables.isEmpty ? "Give it one." : "It has: \(tables.keys.sorted().joined(separator: ", ")).")
        }
        return table
    }
}
