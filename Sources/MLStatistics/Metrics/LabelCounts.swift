public import MLCore

/// How often each label was decided rightly, decided wrongly and missed: the state of precision, recall and F.
///
/// Rows without weights count 1 each, so the counts are whole numbers and merging is exact. Weighted counts are sums of
/// doubles: rows are added in order and merged states on top, so their last bits depend on how rows were split.
public struct LabelCounts: MetricState, Hashable {
    /// The labels; empty before the first row.
    public private(set) var labels: [String]
    /// The weight of all rows.
    public private(set) var rowWeight: Double
    /// For each label its true positives, false positives and false negatives.
    private(set) var counts: [Double]

    /// Creates the state of no rows.
    public init() {
        labels = []
        rowWeight = 0
        counts = []
    }

    init(labels: [String], counts: [Double], rowWeight: Double) {
        self.labels = labels
        self.counts = counts
        self.rowWeight = rowWeight
    }

    /// The weight of the rows where the label was decided and true; 0 for an unknown label.
    public func truePositives(_ label: String) -> Double { count(label, .truePositive) }

    /// The weight of the rows where the label was decided but not true; 0 for an unknown label.
    public func falsePositives(_ label: String) -> Double { count(label, .falsePositive) }

    /// The weight of the rows where the label was true but not decided; 0 for an unknown label.
    public func falseNegatives(_ label: String) -> Double { count(label, .falseNegative) }

    /// The weight of the rows where the label was neither true nor decided; the whole weight for an unknown label.
    public func trueNegatives(_ label: String) -> Double {
        rowWeight - truePositives(label) - falsePositives(label) - falseNegatives(label)
    }

    /// Joins the counts of another state, label by label.
    public mutating func merge(_ other: LabelCounts) {
        rowWeight += other.rowWeight
        if labels == other.labels {
            for index in counts.indices { counts[index] += other.counts[index] }
        } else if labels.isEmpty {
            (labels, counts) = (other.labels, other.counts)
        } else if !other.labels.isEmpty {
            let union = Set(labels).union(other.labels).sorted()
            counts = union.flatMap { label in
                (0..<3).map { self.count(label, $0) + other.count(label, $0) }
            }
            labels = union
        }
    }

    /// Adds the outcomes of rows, in order.
    mutating func add(_ outcomes: RowOutcomes, weights: [Double]?) {
        let zeros = [Double](repeating: 0, count: 3 * outcomes.labels.count)
        if labels.isEmpty {
            labels = outcomes.labels
            counts = zeros
        }
        guard labels == outcomes.labels else {
            var added = LabelCounts(labels: outcomes.labels, counts: zeros, rowWeight: 0)
            added.add(outcomes, weights: weights)
            merge(added)
            return
        }
        for row in 0..<outcomes.rowCount {
            let weight = weights?[row] ?? 1
            rowWeight += weight
            for position in outcomes.offsets[row]..<outcomes.offsets[row + 1] {
                counts[Int(outcomes.codes[position])] += weight
            }
        }
    }

    private func count(_ label: String, _ outcome: RowOutcomes.Outcome) -> Double {
        count(label, Int(outcome.rawValue))
    }

    private func count(_ label: String, _ outcome: Int) -> Double {
        labels.firstIndex(of: label).map { counts[3 * $0 + outcome] } ?? 0
    }
}
