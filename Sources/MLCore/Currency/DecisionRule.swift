/// Turns the outputs of a classifier into labels: a threshold for each output.
///
/// Binary tasks give the positive label when its probability is at least the threshold. Multi-label tasks give every
/// label whose probability is at least its threshold. Multi-class tasks give the label with the highest probability,
/// the first one on ties; their thresholds are not used. NaN reaches no threshold and is never the highest, so outputs
/// of nothing but NaN give the negative label of a binary task and no label otherwise.
public struct DecisionRule: Sendable, Hashable {
    /// One threshold for each output, from 0 to 1.
    public let thresholds: [Double]

    /// Creates a rule.
    ///
    /// - Parameter thresholds: One threshold for each output, from 0 to 1.
    /// - Throws: ``CoreError`` with code `invalidConfiguration` that lists every threshold out of range.
    public init(thresholds: [Double]) throws(CoreError) {
        let bad = thresholds.indices.filter { !(0...1).contains(thresholds[$0]) }
        guard bad.isEmpty else {
            throw CoreError(
                .invalidConfiguration,
                "thresholds outside of 0 to 1: " + bad.map { "\($0): \(thresholds[$0])" }.joined(separator: ", "),
                at: "decision rule")
        }
        self.thresholds = thresholds
    }

    /// The same threshold of 0.5 for every output of a task.
    public static func standard(for task: PredictionTask) -> DecisionRule {
        DecisionRule(unchecked: [Double](repeating: 0.5, count: task.outputCount))
    }

    private init(unchecked thresholds: [Double]) { self.thresholds = thresholds }

    /// The labels for the outputs of one row; empty for a regression.
    ///
    /// - Parameters:
    ///   - outputs: The outputs of one row.
    ///   - task: What they mean.
    /// - Returns: The labels in output order.
    /// - Throws: ``CoreError`` with code `shapeMismatch` when the counts differ.
    public func labels(
        for outputs: some RandomAccessCollection<Double>, task: PredictionTask
    ) throws(CoreError) -> [String] {
        guard outputs.count == thresholds.count, outputs.count == task.outputCount else {
            throw CoreError(
                .shapeMismatch, "\(outputs.count) outputs, \(thresholds.count) thresholds, \(task.outputCount) labels",
                at: "decision rule")
        }
        switch task {
        case .regression: return []
        case .binary(let negative, let positive):
            return zip(outputs, thresholds).map { $0 >= $1 ? positive : negative }
        case .multiclass(let labels):
            var best: (position: Int, output: Double)?
            for (position, output) in outputs.enumerated() where !output.isNaN {
                if let best, best.output >= output { continue }
                best = (position, output)
            }
            return best.map { [labels[$0.position]] } ?? []
        case .multilabel(let labels):
            return zip(labels, zip(outputs, thresholds)).filter { $0.1.0 >= $0.1.1 }.map(\.0)
        }
    }
}

extension DecisionRule: Codable {
    /// Decodes a list of thresholds.
    ///
    /// - Throws: `DecodingError`, or ``CoreError`` with code `invalidConfiguration`.
    public init(from decoder: any Decoder) throws {
        try self.init(thresholds: try decoder.singleValueContainer().decode([Double].self))
    }

    /// Encodes the list of thresholds.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(thresholds)
    }
}
