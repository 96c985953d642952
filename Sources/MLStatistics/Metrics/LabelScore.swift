import MLCore

/// Precision, recall or F from counts, with averaging: the kernel of the metrics on decided labels.
struct LabelScore: Sendable {
    /// What is computed from the counts of a label.
    enum Quantity: Sendable, Hashable {
        case precision
        case recall
        /// F with the given weight of recall.
        case f(beta: Double)
    }

    let quantity: Quantity
    let averaging: LabelAveraging
    let zeroDivision: ZeroDivision
    let name: String

    /// The value for the counts of all labels: true positives, false positives and false negatives of each.
    func value(labels: [String], counts: [Double], rowWeight: Double) -> MetricValue {
        guard rowWeight > 0, !labels.isEmpty else { return .undefined(reason: "there are no rows") }
        switch averaging {
        case .micro:
            var sums = (0.0, 0.0, 0.0)
            for label in labels.indices {
                sums.0 += counts[3 * label]
                sums.1 += counts[3 * label + 1]
                sums.2 += counts[3 * label + 2]
            }
            return single(sums.0, sums.1, sums.2, of: "all labels")
        case .macro: return mean(labels: labels, counts: counts) { _ in 1 }
        case .weighted:
            return mean(labels: labels, counts: counts) { label in counts[3 * label] + counts[3 * label + 2] }
        case .positive:
            guard labels.count == 2 else { return .undefined(reason: "the task has no positive label") }
            return score(1, labels: labels, counts: counts)
        case .label(let name):
            guard let label = labels.firstIndex(of: name) else {
                return .undefined(reason: "there is no label \"\(name)\"")
            }
            return score(label, labels: labels, counts: counts)
        }
    }

    /// Throws when the labels of a task do not have what the averaging asks for.
    func check(_ rows: ClassificationRows) throws(CoreError) {
        switch averaging {
        case .micro, .macro, .weighted: return
        case .positive:
            guard rows.isBinary else {
                throw CoreError(
                    .typeMismatch, "only binary tasks have a positive label", at: "metric \(name)",
                    remedy: "Average over labels or name one label.")
            }
        case .label(let label):
            guard rows.labels.contains(label) else {
                throw CoreError(
                    .unknownName, "there is no label \"\(label)\"", at: "metric \(name)",
                    remedy: "Labels are: \(rows.labels.joined(separator: ", ")).")
            }
        }
    }

    private func mean(labels: [String], counts: [Double], weight: (Int) -> Double) -> MetricValue {
        var (sum, total) = (0.0, 0.0)
        for label in labels.indices {
            guard let score = ratio(counts[3 * label], counts[3 * label + 1], counts[3 * label + 2]) else { continue }
            let weight = weight(label)
            sum += weight * score
            total += weight
        }
        if total > 0 { return .defined(sum / total) }
        return zeroDivision == .zero ? .defined(0) : .undefined(reason: "the score of every label is undefined")
    }

    private func score(_ label: Int, labels: [String], counts: [Double]) -> MetricValue {
        single(counts[3 * label], counts[3 * label + 1], counts[3 * label + 2], of: "label \"\(labels[label])\"")
    }

    private func single(_ right: Double, _ wrong: Double, _ missed: Double, of what: String) -> MetricValue {
        if let ratio = ratio(right, wrong, missed) { return .defined(ratio) }
        let never = quantity == .precision ? "is never decided" : "never occurs"
        return .undefined(reason: "\(what) \(never)")
    }

    /// The score, or `nil` where a zero denominator leaves it undefined.
    private func ratio(_ right: Double, _ wrong: Double, _ missed: Double) -> Double? {
        let (over, under): (Double, Double) =
            switch quantity {
            case .precision: (right, right + wrong)
            case .recall: (right, right + missed)
            case .f(let beta): ((1 + beta * beta) * right, (1 + beta * beta) * right + beta * beta * missed + wrong)
            }
        if under > 0 { return over / under }
        return zeroDivision == .zero ? 0 : nil
    }
}
