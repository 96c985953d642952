/// Fitted predictors side by side: the outputs of one after the other are the outputs of the whole.
///
/// A member is a model of one label against the rest, or of several labels at once. For a multi-label task the outputs
/// are those of the members. For a multi-class task the outputs of a row are divided by their sum (equal shares when
/// the sum is zero), as scikit-learn's `OneVsRestClassifier` does.
public struct OneVsRestModel: Sendable {
    /// The members, in output order.
    public let members: [any Predictor]
    /// The number of features that every member takes.
    public let featureCount: Int
    /// What the outputs mean: a multi-label or multi-class task.
    public let task: PredictionTask

    /// Creates a model from fitted members.
    ///
    /// - Parameters:
    ///   - members: At least one; together they have as many outputs as the task, and no member is a regression.
    ///   - task: A multi-label or multi-class task.
    /// - Throws: ``CoreError`` with code `malformedModel`.
    public init(members: [any Predictor], task: PredictionTask) throws(CoreError) {
        switch task {
        case .multilabel, .multiclass: break
        case .regression, .binary:
            throw CoreError(.malformedModel, "the task is neither multi-label nor multi-class", at: Self.kind)
        }
        var outputCount = 0
        for (position, member) in members.enumerated() {
            if case .regression = member.task {
                throw CoreError(.malformedModel, "the member is a regression", at: "member \(position)")
            }
            guard member.featureCount == members[0].featureCount else {
                throw CoreError(
                    .malformedModel,
                    "\(member.featureCount) features where other members take \(members[0].featureCount)",
                    at: "member \(position)")
            }
            let (sum, overflow) = outputCount.addingReportingOverflow(member.task.outputCount)
            guard !overflow, member.task.outputCount >= 1 else {
                throw CoreError(.malformedModel, "no or too many outputs", at: "member \(position)")
            }
            outputCount = sum
        }
        guard let first = members.first, outputCount == task.outputCount else {
            throw CoreError(
                .malformedModel, "\(outputCount) outputs of members for a task of \(task.outputCount)", at: Self.kind)
        }
        self.members = members
        self.task = task
        featureCount = first.featureCount
    }
}

extension OneVsRestModel: Predictor {
    /// Predicts one row.
    ///
    /// - Parameter features: ``featureCount`` features.
    /// - Returns: One probability for each label.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width, or what a member throws.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        var outputs: [Double] = []
        for member in members { outputs.append(contentsOf: try member.predict(features)) }
        if case .multiclass = task { normalizeShares(&outputs, in: outputs.indices) }
        return outputs
    }

    /// Predicts a batch into memory of the caller, member by member.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features.
    ///   - outputs: Row-major, rows × outputs; overwritten. After an error the content is not specified.
    ///   - threads: How many threads each member may use; the result does not depend on it.
    /// - Throws: ``CoreError`` with code `shapeMismatch`, or what a member throws.
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let width = task.outputCount
        if members.count == 1 {
            try members[0].predict(features, into: &outputs, threads: threads)
        } else {
            var start = 0
            for member in members {
                let count = member.task.outputCount
                var part = [Double](repeating: 0, count: features.rowCount * count)
                try member.predict(features, into: &part, threads: threads)
                for row in 0..<features.rowCount {
                    for output in 0..<count { outputs[row * width + start + output] = part[row * count + output] }
                }
                start += count
            }
        }
        guard case .multiclass = task else { return }
        for row in 0..<features.rowCount { normalizeShares(&outputs, in: row * width..<(row + 1) * width) }
    }
}

extension OneVsRestModel: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "composition.one-vs-rest" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var task: PredictionTask
    }

    /// The stored form: the task, and the members as nested components.
    ///
    /// - Throws: ``CoreError`` when a member cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion, parameters: Parameters(task: task),
            children: try members.map { try $0.encoded() })
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Decodes the members.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput`, `typeMismatch` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(members: try encoded.children.map { try catalog.predictor(from: $0) }, task: parameters.task)
    }
}
