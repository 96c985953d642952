/// How many of the rows with a weight above zero carry a label.
struct MembershipCounts {
    /// The rows that carry the label.
    private(set) var positives = 0
    /// All rows.
    private(set) var rows = 0

    /// Counts rows.
    ///
    /// - Parameters:
    ///   - membership: Whether each row carries the label.
    ///   - weights: One weight for each row, or `nil` for weights of 1.
    init(_ membership: [Bool], weights: [Double]?) {
        for (row, isMember) in membership.enumerated() where weights.map({ $0[row] > 0 }) ?? true {
            rows += 1
            if isMember { positives += 1 }
        }
    }

    /// The probability of a label that no row or every row carries, `(positives + ½) / (rows + 1)`; `nil` for others.
    ///
    /// The estimate of Krichevsky and Trofimov; never 0 or 1, so the log loss of a surprise is finite.
    var constantRate: Double? {
        positives > 0 && positives < rows ? nil : (Double(positives) + 0.5) / (Double(rows) + 1)
    }
}
