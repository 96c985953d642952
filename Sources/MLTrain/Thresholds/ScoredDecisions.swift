import MLCore

/// Probabilities and truths of yes-or-no decisions, one decision for each row and output.
struct ScoredDecisions {
    /// A probability and whether the label turned out to be carried.
    typealias Pair = (probability: Double, isPositive: Bool)

    let outputCount: Int
    private let rowCount: Int
    private let probabilities: [Double]
    private let truths: [Bool]

    /// Joins predictions and targets.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget`.
    init(_ predictions: Predictions, _ targets: Targets) throws(TrainError) {
        func mismatch(_ text: String) -> TrainError { TrainError(.invalidTarget, text, at: "threshold tuner") }
        outputCount = predictions.outputCount
        rowCount = predictions.rowCount
        guard targets.rowCount == rowCount else {
            throw mismatch("\(rowCount) predictions for \(targets.rowCount) targets")
        }
        var truths = [Bool](repeating: false, count: predictions.values.count)
        switch (predictions.task, targets) {
        case (.binary(let negative, let positive), .classes(let classes)):
            guard classes.labels == [negative, positive] else {
                throw mismatch("the classes are not those of the model")
            }
            for (row, index) in classes.indices.enumerated() { truths[row] = index == 1 }
        case (.multilabel(let labels), .labelSets(let sets)):
            guard sets.labels == labels else { throw mismatch("the labels are not those of the model") }
            for row in 0..<rowCount {
                for position in sets.range(ofRow: row) {
                    truths[row * outputCount + Int(sets.indices[position])] = true
                }
            }
        default: throw mismatch("thresholds are for binary and multi-label tasks with matching targets")
        }
        if let bad = predictions.values.firstIndex(where: { !(0...1).contains($0) }) {
            throw mismatch("output \(bad % max(1, outputCount)) of row \(bad / max(1, outputCount)) is not from 0 to 1")
        }
        probabilities = predictions.values
        self.truths = truths
    }

    /// The decisions about one output.
    func pairs(of output: Int) -> [Pair] {
        (0..<rowCount).map { (probabilities[$0 * outputCount + output], truths[$0 * outputCount + output]) }
    }
}
