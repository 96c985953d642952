public import MLCore
import MLStatistics

/// Everything that a profile is made from, in a form that goes on: more rows can be added, and states of parts joined.
///
/// The state is input of validation and reference of drift as well, and is stored with its format version.
///
/// What is exact is the same bit for bit however the rows were divided and ordered: counts, missing values, ranges,
/// means, deviations, repeated rows up to `rowLimit`, and everything about columns with at most `distinctLimit`
/// distinct values: quantiles, histograms, frequencies. Beyond, the number of distinct values comes from HyperLogLog
/// and is still the same bit for bit; quantiles and frequent values come from sketches whose state depends on how the
/// rows were divided, within their bounds; skewness, kurtosis and correlations agree up to rounding. The same rows
/// added by the same calls give the same bytes with any number of threads.
///
/// ```swift
/// var state = try TableProfileState(schema: frame.schema)
/// for chunk in chunks { try state.add(chunk, threads: 4) }
/// let profile = state.profile()
/// ```
public struct TableProfileState: Sendable, Hashable {
    /// The version of the stored form that is written.
    public static let formatVersion = 1

    /// The names and types of the columns.
    public let schema: Schema
    /// How the table is profiled.
    public let configuration: ProfileConfiguration
    /// How many rows were added.
    public internal(set) var rowCount: Int64 = 0
    var columns: [ColumnState]
    var rows: RowFingerprints
    var correlations: CorrelationState
    var target: TargetState?

    /// Creates the state of a table without rows.
    ///
    /// - Parameters:
    ///   - schema: The names and types of the columns.
    ///   - configuration: How the table is profiled.
    /// - Throws: ``DataError`` with code `invalidArgument` for a bad configuration, or `unknownColumn` for a target
    ///   that the schema does not have.
    public init(schema: Schema, configuration: ProfileConfiguration = ProfileConfiguration()) throws(DataError) {
        self.schema = schema
        self.configuration = try configuration.validated()
        columns = schema.fields.map { ColumnState($0.name, $0.type) }
        rows = RowFingerprints()
        let numeric = schema.fields.indices.filter {
            schema.fields[$0].type.isNumeric || schema.fields[$0].type == .bool
        }
        correlations = CorrelationState(columns: Array(numeric.prefix(configuration.correlationLimit)))
        if let name = configuration.target {
            guard let position = schema.position(of: name) else {
                throw DataError(
                    .unknownColumn, "there is no column \"\(name)\"", at: "target of the profile",
                    remedy: "Columns are: \(schema.names.joined(separator: ", ")).")
            }
            target = TargetState(column: position, columnCount: schema.fields.count)
        }
    }

    /// Adds the rows of a table.
    ///
    /// - Parameters:
    ///   - frame: A table with the columns of ``schema``, in that order.
    ///   - threads: How many threads may work; the state does not depend on it.
    /// - Throws: ``DataError`` with code `typeMismatch` for other columns; nothing is changed then.
    /// - Complexity: O(values).
    public mutating func add(_ frame: DataFrame, threads: Int = 1) throws(DataError) {
        let names = zip(frame.schema.fields, schema.fields)
        guard frame.columns.count == columns.count, names.allSatisfy({ $0.name == $1.name && $0.type == $1.type })
        else {
            throw DataError(
                .typeMismatch, "the table has other columns than the profile", at: "profile",
                remedy:
                    "The profile has: \(schema.fields.map { "\($0.name) (\($0.type.rawValue))" }.joined(separator: ", "))."
            )
        }
        let frame = frame.decoded()
        rowCount = rowCount.addingClamped(Int64(frame.rowCount))
        let configuration = configuration
        let held = columns
        columns = []
        let pool = KeyScratchPool(capacity: min(frame.rowCount, ColumnState.blockSize))
        columns = parallelMap(count: held.count, threads: threads) { position in
            var state = held[position]
            pool.with { state.add(frame.columns[position], configuration, $0) }
            return state
        }
        if !columns.isEmpty { rows.add(frame, limit: configuration.rowLimit, threads: threads) }
        correlations.add(frame, threads: threads)
        target?.add(frame)
    }

    /// Adds the rows of another state; its rows follow those of this one.
    ///
    /// - Parameter other: A state of the same columns and configuration.
    /// - Throws: ``DataError`` with code `typeMismatch` for other columns, or `invalidArgument` for another
    ///   configuration; nothing is changed then.
    public mutating func merge(_ other: TableProfileState) throws(DataError) {
        guard columns.map(\.name) == other.columns.map(\.name), columns.map(\.type) == other.columns.map(\.type) else {
            throw DataError(.typeMismatch, "the other profile has other columns", at: "profile")
        }
        guard configuration == other.configuration else {
            throw DataError(
                .invalidArgument, "the other profile has another configuration", at: "profile",
                remedy: "Make both with one configuration.")
        }
        var merged = columns
        for position in merged.indices {
            do {
                try merged[position].merge(other.columns[position], configuration)
            } catch {
                throw DataError(
                    .invalidArgument, error.details.problem, at: "column \"\(merged[position].name)\"", cause: error)
            }
        }
        columns = merged
        rowCount = rowCount.addingClamped(other.rowCount)
        rows.merge(other.rows, limit: configuration.rowLimit)
        correlations.merge(other.correlations.pairs)
        if let theirs = other.target { target?.merge(theirs) }
    }
}
