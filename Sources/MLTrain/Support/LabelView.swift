import MLCore

/// Classes or label sets seen as one set of rows for each label.
struct LabelView: Sendable {
    /// The names of the labels.
    let labels: [String]
    /// The rows that carry each label, ascending.
    let rowsByLabel: [[Int32]]

    /// Creates a view.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget` for numbers or an empty vocabulary.
    init(_ targets: Targets, for kind: String) throws(TrainError) {
        switch targets {
        case .numbers:
            throw TrainError(
                .invalidTarget, "numbers are not labels", at: kind,
                remedy: "Use a regression, or turn the numbers into classes.")
        case .classes(let classes):
            var rows = [[Int32]](repeating: [], count: classes.labels.count)
            for (row, index) in classes.indices.enumerated() {
                rows[Int(index)].append(Int32(truncatingIfNeeded: row))
            }
            labels = classes.labels
            rowsByLabel = rows
        case .labelSets(let sets):
            labels = sets.labels
            var rows = [[Int32]](repeating: [], count: sets.labels.count)
            for row in 0..<sets.rowCount {
                for position in sets.range(ofRow: row) {
                    rows[Int(sets.indices[position])].append(Int32(truncatingIfNeeded: row))
                }
            }
            rowsByLabel = rows
        }
        guard !labels.isEmpty else { throw TrainError(.invalidTarget, "there are no labels", at: kind) }
    }

    /// Whether each row carries a label.
    func membership(of label: Int, rowCount: Int) -> [Bool] {
        var membership = [Bool](repeating: false, count: rowCount)
        for row in rowsByLabel[label] { membership[Int(row)] = true }
        return membership
    }

    /// The weight of the rows that carry each label as a share of the weight of all rows.
    func shares(weights: [Double]) -> [Double] {
        let total = weights.reduce(0, +)
        return rowsByLabel.map { rows in min(1, rows.reduce(0) { $0 + weights[Int($1)] } / total) }
    }
}
