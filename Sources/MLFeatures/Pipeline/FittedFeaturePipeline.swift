public import MLCore
public import MLData

/// A fitted feature pipeline: the same kernels make the features of a whole table and of a single request.
///
/// Immutable; one value serves any number of threads. What a table gives for a row is what the row alone gives, bit for
/// bit.
public struct FittedFeaturePipeline: Hashable {
    /// The fitted steps, one for each column of each step of the configuration.
    public let steps: [FittedFeatureStep]
    /// The columns that are needed, with the types that were fitted; a value may be missing where all steps allow it.
    ///
    /// A step for numbers also takes numbers of another type than the one fitted.
    public let inputs: Schema
    /// The names of the features.
    public let features: FeatureSchema
    /// Whether features are stored sparsely, where an absent feature is zero.
    public let isSparse: Bool
    /// Where the features of each step begin.
    let starts: [Int]

    /// Creates a pipeline of fitted steps.
    ///
    /// - Parameters:
    ///   - steps: The fitted steps, in order; at least one.
    ///   - types: The types of the columns; has every column that a step reads.
    ///   - isSparse: Whether features are stored sparsely; `nil` does so when any step prefers it.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `unknownColumn`, `typeMismatch`, or
    ///   `limitExceeded` when long roots make the names of the features take more than 256 MiB; `CoreError` with code
    ///   `duplicateName` when two features have the same name, or `limitExceeded`.
    public init(steps: [FittedFeatureStep], types: Schema, isSparse: Bool? = nil) throws {
        guard !steps.isEmpty else {
            throw FeatureError(.invalidConfiguration, "there are no steps", at: "feature pipeline")
        }
        try FeatureError.checkColumns(steps.map(\.column), of: types, in: "feature pipeline")
        let needed = Set(steps.lazy.filter { !$0.transformer.allowsMissing }.map(\.column))
        var seen: Set<String> = []
        var fields: [Schema.Field] = []
        var names: [String] = []
        var starts: [Int] = []
        var rootBytes = 0
        for step in steps {
            let type = try types.field(step.column).type
            guard step.transformer.acceptedTypes.contains(type) else {
                throw FeatureError(
                    .typeMismatch, "the column has type \(type.rawValue)", at: "column \"\(step.column)\"",
                    remedy: "Taken are: \(step.transformer.acceptedTypes.map(\.rawValue).joined(separator: ", ")).")
            }
            if seen.insert(step.column).inserted {
                fields.append(Schema.Field(step.column, type, allowsMissing: !needed.contains(step.column)))
            }
            starts.append(names.count)
            try Self.checkNames(of: step, bytes: &rootBytes)
            let stepNames = step.transformer.featureNames(root: step.root)
            guard stepNames.count == step.transformer.featureCount else {
                throw FeatureError(
                    .malformedOutput, "\(stepNames.count) names for \(step.transformer.featureCount) features",
                    at: "column \"\(step.column)\"")
            }
            names += stepNames
        }
        self.steps = steps
        self.starts = starts
        inputs = try Schema(fields)
        features = try FeatureSchema(names)
        self.isSparse = isSparse ?? steps.contains { $0.transformer.isSparse }
    }

    /// Throws when the names would repeat the roots of the steps in more than 256 MiB.
    private static func checkNames(of step: FittedFeatureStep, bytes: inout Int) throws(FeatureError) {
        let (size, isTooLarge) = step.root.utf8.count.multipliedReportingOverflow(by: step.transformer.featureCount)
        let (sum, overflow) = bytes.addingReportingOverflow(size)
        guard !isTooLarge, !overflow, sum <= 1 << 28 else {
            throw FeatureError(
                .limitExceeded, "a name of \(step.root.utf8.count) bytes begins \(step.transformer.featureCount) names",
                at: "column \"\(step.column.prefix(64))\"", remedy: "Use shorter names of columns and prefixes.")
        }
        bytes = sum
    }
}

extension FittedFeaturePipeline: Transformer {
    /// The features of one row.
    ///
    /// - Parameter row: Has the columns of ``inputs``, in any order; further ones are not used.
    /// - Returns: One value for each of ``features``.
    /// - Throws: ``FeatureError`` with code `unknownColumn`, `typeMismatch`, `missingValue` or `unseenCategory`.
    public func transform(_ row: Row) throws -> FeatureVector<Double> {
        var blocks: [FeatureBlock] = []
        blocks.reserveCapacity(steps.count)
        for step in steps {
            guard let position = row.schema.position(of: step.column) else {
                try FeatureError.checkColumns(inputs.names, of: row.schema, in: "row")
                throw FeatureError(.unknownColumn, "there is no column \"\(step.column)\"", at: "row")
            }
            let slice = ColumnSlice(row.values[position], name: step.column)
            blocks.append(try step.transformer.features(of: slice, isSparse: isSparse))
        }
        let joined = joined(blocks, rowCount: 1)
        guard isSparse else { return FeatureVector(joined.values) }
        return try FeatureVector(
            count: features.count, columns: joined.columns, values: joined.values, absentMeans: .zero)
    }
}

extension FittedFeaturePipeline {
    /// How many rows are transformed at a time; a matter of memory, not of results.
    static let chunkSize = 512

    /// The features of all rows of a table.
    ///
    /// - Parameters:
    ///   - frame: Has the columns of ``inputs``, in any order; further ones are not used.
    ///   - threads: How many threads may be used; the result does not depend on it.
    ///   - cancellation: Stops the work when cancelled.
    /// - Returns: One row for each row of the table; sparse or dense as ``isSparse`` says.
    /// - Throws: ``FeatureError`` with code `unknownColumn`, `typeMismatch`, `missingValue`, `unseenCategory` or
    ///   `limitExceeded`; the text names column and row, and is that of the first bad chunk of rows. `CoreError` with
    ///   code `cancelled`.
    public func transform(
        frame: DataFrame, threads: Int = 1, cancellation: CancellationToken = CancellationToken()
    ) throws -> FeatureMatrix<Double> {
        try FeatureError.checkColumns(inputs.names, of: frame.schema, in: "data frame")
        let columns = try steps.map { try frame.column($0.column) }
        let (size, overflow) = frame.rowCount.multipliedReportingOverflow(by: features.count)
        guard isSparse || (!overflow && size <= DenseSize.limit) else {
            throw FeatureError(
                .limitExceeded,
                "\(frame.rowCount) rows of \(features.count) features are too many to store densely",
                at: "data frame", remedy: "Ask the pipeline for sparse storage, or transform fewer rows at a time.")
        }
        let chunks = Chunks(count: frame.rowCount, size: Self.chunkSize)
        let parts = try parallelMap(count: chunks.chunkCount, threads: threads) { (chunk) throws -> FeatureRows in
            try cancellation.check()
            let rows = chunks.range(chunk)
            var blocks: [FeatureBlock] = []
            for (step, column) in zip(steps, columns) {
                let slice = ColumnSlice(column, rows: rows, name: step.column)
                blocks.append(try step.transformer.features(of: slice, isSparse: isSparse))
            }
            return joined(blocks, rowCount: rows.count)
        }
        return try matrix(of: parts, rowCount: frame.rowCount)
    }

    /// The features of all rows of a table, computed away from the cooperative thread pool; cancelling the task cancels
    /// the work.
    ///
    /// - Parameters:
    ///   - frame: Has the columns of ``inputs``.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: One row for each row of the table.
    /// - Throws: What ``transform(frame:threads:cancellation:)`` throws.
    public func transforming(frame: DataFrame, threads: Int = 1) async throws -> FeatureMatrix<Double> {
        let token = CancellationToken()
        return try await offCooperativePool(cancelling: token) {
            try transform(frame: frame, threads: threads, cancellation: token)
        }
    }
}
