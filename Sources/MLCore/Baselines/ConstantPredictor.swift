/// A fitted baseline that gives the same outputs for every row: class shares, label shares or a mean.
///
/// Features are not looked at, so missing values are accepted.
public struct ConstantPredictor: Sendable, Hashable {
    /// The outputs of every row.
    public let outputs: [Double]
    /// The number of features that the model takes and ignores.
    public let featureCount: Int
    /// What the outputs mean.
    public let task: PredictionTask

    /// Creates a predictor.
    ///
    /// - Parameters:
    ///   - outputs: One finite number for each output of the task; from 0 to 1 unless the task is a regression.
    ///   - featureCount: The number of features of a row.
    ///   - task: What the outputs mean.
    /// - Throws: ``CoreError`` with code `malformedModel`.
    public init(outputs: [Double], featureCount: Int, task: PredictionTask) throws(CoreError) {
        guard outputs.count == task.outputCount, !outputs.isEmpty, featureCount >= 0 else {
            throw CoreError(
                .malformedModel, "\(outputs.count) outputs for a task of \(task.outputCount)", at: Self.kind)
        }
        let isRegression = if case .regression = task { true } else { false }
        if let bad = outputs.firstIndex(where: { !$0.isFinite || (!isRegression && !(0...1).contains($0)) }) {
            throw CoreError(.malformedModel, "output \(bad) is \(outputs[bad])", at: Self.kind)
        }
        self.outputs = outputs
        self.featureCount = featureCount
        self.task = task
    }
}

extension ConstantPredictor: Predictor {
    /// The outputs, whatever the row.
    ///
    /// - Parameter features: ``featureCount`` features; not looked at.
    /// - Returns: ``outputs``.
    /// - Throws: ``CoreError`` with code `shapeMismatch` for a wrong width.
    public func predict(_ features: FeatureVector<Double>) throws -> [Double] {
        try checkWidth(features.count)
        return outputs
    }

    /// Repeats the outputs for every row.
    ///
    /// - Parameters:
    ///   - features: Rows of ``featureCount`` features; not looked at.
    ///   - outputs: Row-major, rows × outputs; overwritten.
    ///   - threads: Not used.
    /// - Throws: ``CoreError`` with code `shapeMismatch`.
    public func predict(_ features: FeatureMatrix<Double>, into outputs: inout [Double], threads: Int) throws {
        try checkShapes(features, outputs: outputs)
        let width = self.outputs.count
        for position in outputs.indices { outputs[position] = self.outputs[position % width] }
    }
}

extension ConstantPredictor: StoredComponent {
    /// The stable name of the stored form.
    public static var kind: String { "baseline.constant" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var featureCount: Int
        var outputs: [Double]
        var task: PredictionTask
    }

    /// The stored form: parameters only.
    ///
    /// - Throws: ``CoreError`` when a parameter cannot be stored.
    public func encoded() throws -> EncodedComponent {
        try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(featureCount: featureCount, outputs: outputs, task: task))
    }

    /// Reads the stored form and checks it.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        try self.init(
            outputs: parameters.outputs, featureCount: parameters.featureCount, task: parameters.task)
    }
}
