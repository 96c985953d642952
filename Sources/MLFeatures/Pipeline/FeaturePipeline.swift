public import MLCore
public import MLData

/// How the columns of a table become the features of a model: configuration that fits a ``FittedFeaturePipeline``.
///
/// The features are those of the steps, in order, and within a step those of its columns, in order. Columns that no
/// step names are not used.
///
/// ```swift
/// let pipeline = FeaturePipeline([
///     .tfidf(["plot"], TFIDFVectorizer(selection: TermSelection(minimum: .count(2)))),
///     .oneHot(["country"], OneHotEncoder(unseen: .ignore)),
///     .numbers(["year"], [.impute(Imputer(.median)), .standardize()]),
/// ])
/// let features = try pipeline.fitted(to: training)
/// let matrix = try features.transform(frame: training, threads: 2)
/// let vector = try features.transform(row)
/// ```
public struct FeaturePipeline: Sendable, Hashable, Codable {
    /// The steps, in order.
    public var steps: [FeatureStep]
    /// Whether features are stored sparsely; `nil` does so when any step prefers it, which texts and categories do.
    public var isSparse: Bool?

    /// Creates a pipeline; the steps are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - steps: The steps, in order.
    ///   - isSparse: Whether features are stored sparsely; `nil` leaves it to the steps.
    public init(_ steps: [FeatureStep], isSparse: Bool? = nil) {
        self.steps = steps
        self.isSparse = isSparse
    }

    /// Checks the configuration of all steps.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws {
        var faults = steps.isEmpty ? ["there are no steps"] : []
        for (index, step) in steps.enumerated() {
            faults += step.faults.map { "step \(index + 1): \($0)" }
        }
        try ConfigurationFaults.check(faults, of: "feature pipeline")
    }

    /// Learns all steps from a table.
    ///
    /// - Parameters:
    ///   - frame: The training table; nothing but training rows, or evaluation will be too good.
    ///   - threads: How many threads may be used; the result does not depend on it.
    ///   - cancellation: Stops the work when cancelled.
    /// - Returns: The fitted pipeline.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `unknownColumn` that lists the columns there are, or
    ///   what a step throws; `CoreError` with code `duplicateName` when two features get the same name, or `cancelled`.
    public func fitted(
        to frame: DataFrame, threads: Int = 1, cancellation: CancellationToken = CancellationToken()
    ) throws -> FittedFeaturePipeline {
        try validated()
        try FeatureError.checkColumns(steps.flatMap(\.columns), of: frame.schema, in: "data frame")
        var fitted: [FittedFeatureStep] = []
        for step in steps {
            for name in step.columns {
                try cancellation.check()
                let transformer = try step.fitted(
                    to: try frame.column(name), named: name, threads: threads, cancellation: cancellation)
                fitted.append(FittedFeatureStep(column: name, root: step.prefix + name, transformer: transformer))
            }
        }
        return try FittedFeaturePipeline(steps: fitted, types: frame.schema, isSparse: isSparse)
    }

    /// Learns all steps from a table away from the cooperative thread pool; cancelling the task cancels the work.
    ///
    /// - Parameters:
    ///   - frame: The training table.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: The fitted pipeline.
    /// - Throws: What ``fitted(to:threads:cancellation:)`` throws.
    public func fitting(to frame: DataFrame, threads: Int = 1) async throws -> FittedFeaturePipeline {
        let token = CancellationToken()
        return try await offCooperativePool(cancelling: token) {
            try fitted(to: frame, threads: threads, cancellation: token)
        }
    }
}

extension FeatureStep {
    /// Every bad value as a phrase.
    var faults: [String] {
        var faults = columns.isEmpty ? ["no columns are named"] : []
        var seen = Set<String>()
        for column in columns where !seen.insert(column).inserted { faults.append("\"\(column)\" is named twice") }
        switch operation {
        case .tfidf(let vectorizer): return faults + vectorizer.faults
        case .termCounts(let vectorizer): return faults + vectorizer.faults
        case .oneHot(let encoder): return faults + encoder.faults
        case .numbers(let chain): return faults + chain.faults
        }
    }

    /// Learns the step from one of its columns.
    func fitted(
        to column: Column, named name: String, threads: Int, cancellation: CancellationToken
    ) throws -> any ColumnTransformer {
        switch operation {
        case .tfidf(let vectorizer):
            try vectorizer.fitted(to: column, named: name, threads: threads, cancellation: cancellation)
        case .termCounts(let vectorizer):
            try vectorizer.fitted(to: column, named: name, threads: threads, cancellation: cancellation)
        case .oneHot(let encoder): try encoder.fitted(to: column, named: name)
        case .numbers(let chain): try chain.fitted(to: column, named: name)
        }
    }
}

extension FeatureError {
    /// Throws when columns are absent; the text lists them and those that exist.
    static func checkColumns(_ names: [String], of schema: Schema, in place: String) throws(FeatureError) {
        var seen: Set<String> = []
        let absent = names.filter { schema.position(of: $0) == nil && seen.insert($0).inserted }
        guard !absent.isEmpty else { return }
        let limit = 50
        let present = schema.fields.prefix(limit).map { "\($0.name) (\($0.type.rawValue))" }
        let more = schema.fields.count > limit ? " and \(schema.fields.count - limit) more" : ""
        throw FeatureError(
            .unknownColumn, "there is no column \(absent.map { "\"\($0)\"" }.joined(separator: ", "))", at: place,
            remedy: present.isEmpty
                ? "There are no columns." : "Columns are: \(present.joined(separator: ", "))\(more).")
    }
}
