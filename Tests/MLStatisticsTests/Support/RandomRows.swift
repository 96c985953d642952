import MLCore

/// Random classification rows, with ties among the scores.
struct RandomRows {
    var predictions: Predictions
    var targets: Targets
    var weights: [Double]

    enum Kind: CaseIterable {
        case binary, multiclass, multilabel
    }

    init(_ kind: Kind, rows: Int, labelCount: Int = 5, seed: UInt64, levels: Double = 20) throws {
        var generator = SeededGenerator(seed: seed)
        let labels = (0..<labelCount).map { "label \($0)" }
        let task: PredictionTask =
            switch kind {
            case .binary: .binary(negative: "no", positive: "yes")
            case .multiclass: .multiclass(labels: labels)
            case .multilabel: .multilabel(labels: labels)
            }
        let values = (0..<rows * task.outputCount).map { _ in
            (generator.nextUniform() * levels).rounded() / levels
        }
        predictions = try Predictions(values: values, rowCount: rows, task: task)
        switch kind {
        case .binary:
            targets = .classes(
                try ClassTargets(
                    indices: (0..<rows).map { generator.nextUniform() < 0.3 + 0.4 * values[$0] ? 1 : 0 },
                    labels: ["no", "yes"]))
        case .multiclass:
            targets = .classes(
                try ClassTargets(
                    indices: (0..<rows).map { _ in Int32(generator.next(below: labelCount)) }, labels: labels))
        case .multilabel:
            let sets = (0..<rows).map { row in
                labels.indices.filter { generator.nextUniform() < 0.1 + 0.4 * values[row * labelCount + $0] }
                    .map { labels[$0] }
            }
            targets = .labelSets(try LabelSets(sets, labels: labels))
        }
        weights = (0..<rows).map { _ in 0.1 + generator.nextUniform() }
    }

    func selecting(_ rows: [Int]) throws -> RandomRows {
        var copy = self
        copy.predictions = try predictions.selecting(rows: rows)
        copy.targets = try targets.selecting(rows: rows)
        copy.weights = rows.map { weights[$0] }
        return copy
    }
}
