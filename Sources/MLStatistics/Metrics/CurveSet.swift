import MLCore

/// The sorted scores behind one averaged ranking metric.
struct CurveSet: Sendable {
    let averaging: LabelAveraging
    let skipsUndefinedLabels: Bool
    let names: [String]
    let curves: [RankedScores]

    init(_ rows: ScoredRows, averaging: LabelAveraging, skipsUndefinedLabels: Bool) {
        self.averaging = averaging
        self.skipsUndefinedLabels = skipsUndefinedLabels
        let width = rows.labels.count
        if case .micro = averaging, width > 1 {
            names = ["all labels"]
            let entryWeights = rows.weights.map { weights in
                rows.scores.indices.map { weights[$0 / width] }
            }
            curves = [
                RankedScores(scores: rows.scores, isPositive: rows.isPositive, weights: entryWeights) { $0 / width }
            ]
            return
        }
        var chosen = Array(0..<width)
        if case .label(let label) = averaging, width > 1 {
            chosen = rows.labels.indices.filter { rows.labels[$0] == label }
        }
        names = chosen.map { rows.labels[$0] }
        curves = chosen.map { column in
            let entries = stride(from: column, to: rows.scores.count, by: max(width, 1))
            return RankedScores(
                scores: entries.map { rows.scores[$0] }, isPositive: entries.map { rows.isPositive[$0] },
                weights: rows.weights
            ) { $0 }
        }
    }

    /// The averaged area under given weights of the rows.
    func value(weight: (Int) -> Double) -> MetricValue {
        var (sum, total) = (0.0, 0.0)
        var missing: [String] = []
        for (name, curve) in zip(names, curves) {
            let (area, positives) = curve.area(weight: weight)
            guard let area else {
                missing.append(name)
                continue
            }
            let share = averaging == .weighted ? positives : 1
            sum += share * area
            total += share
        }
        if curves.isEmpty { return .undefined(reason: "there are no rows") }
        if total == 0 || (!missing.isEmpty && !skipsUndefinedLabels) {
            let shown = missing.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
            return .undefined(reason: "the rows have only one class for \(shown)")
        }
        return .defined(sum / total)
    }
}
