public import MLCore

/// Scores with their truth, kept row by row: the state of ranking metrics such as ``ROCAUC``.
///
/// Memory grows with the rows: 9 bytes for each row and label. The value of a metric does not depend on the order of
/// the rows or on how states were merged, to the bit.
public struct ScoredRows: MetricState, Hashable {
    /// The name of each curve: a label.
    public private(set) var labels: [String]
    /// The number of rows.
    public private(set) var rowCount: Int
    /// Row-major, rows × labels.
    private(set) var scores: [Double]
    private(set) var isPositive: [Bool]
    /// One weight for each row; `nil` while all are 1.
    private(set) var weights: [Double]?
    /// Whether states of different labels were merged.
    private(set) var hasConflict: Bool

    /// Creates the state of no rows.
    public init() {
        labels = []
        rowCount = 0
        scores = []
        isPositive = []
        weights = nil
        hasConflict = false
    }

    init(labels: [String], scores: [Double], isPositive: [Bool], weights: [Double]?) {
        self.labels = labels
        self.scores = scores
        self.isPositive = isPositive
        self.weights = weights
        hasConflict = false
        rowCount = labels.isEmpty ? 0 : scores.count / labels.count
    }

    /// Appends the rows of another state; states with other labels make the value undefined.
    public mutating func merge(_ other: ScoredRows) {
        if labels.isEmpty {
            self = other
            return
        }
        guard !other.labels.isEmpty else { return }
        hasConflict = hasConflict || other.hasConflict || labels != other.labels
        guard !hasConflict else { return }
        if weights != nil || other.weights != nil {
            weights =
                (weights ?? [Double](repeating: 1, count: rowCount))
                + (other.weights ?? [Double](repeating: 1, count: other.rowCount))
        }
        scores += other.scores
        isPositive += other.isPositive
        rowCount += other.rowCount
    }
}

extension ScoredRows {
    /// The scores of the outputs of a classifier: one curve for a binary task, else one for each label.
    init(_ rows: ClassificationRows) {
        let names = rows.isBinary ? [rows.labels[1]] : rows.labels
        var isPositive = [Bool](repeating: false, count: rows.predictions.values.count)
        switch rows.truth {
        case .classes(let classes) where rows.isBinary:
            for (row, index) in classes.enumerated() { isPositive[row] = index == 1 }
        case .classes(let classes):
            for (row, index) in classes.enumerated() { isPositive[row * rows.outputCount + Int(index)] = true }
        case .sets(let sets):
            for row in 0..<rows.rowCount {
                for position in sets.range(ofRow: row) {
                    isPositive[row * rows.outputCount + Int(sets.indices[position])] = true
                }
            }
        }
        self.init(labels: names, scores: rows.predictions.values, isPositive: isPositive, weights: rows.weights)
    }
}
