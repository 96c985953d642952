import MLCore

/// For each row the labels that are decided or true, each with its outcome: right, wrong or missed.
///
/// Labels that are neither decided nor true are not stored, so a row of thirty labels takes a few numbers. Counting
/// outcomes, once or for a thousand resamples, is then a walk over small integers.
struct RowOutcomes: Sendable {
    /// What a stored label is: decided and true, decided only, true only.
    enum Outcome: UInt32 {
        case truePositive, falsePositive, falseNegative
    }

    let labels: [String]
    /// Where each row begins in ``codes``.
    private(set) var offsets: [Int]
    /// `3 · label + outcome`.
    private(set) var codes: [UInt32]

    var rowCount: Int { offsets.count - 1 }

    /// Decides the labels of each row and compares them with the truth.
    ///
    /// - Throws: `CoreError` when the rule has another number of thresholds than there are outputs.
    init(_ rows: ClassificationRows, rule: DecisionRule?, metric: String) throws(CoreError) {
        let rule = rule ?? .standard(for: rows.predictions.task)
        guard rule.thresholds.count == rows.outputCount else {
            throw CoreError(
                .shapeMismatch, "\(rule.thresholds.count) thresholds for \(rows.outputCount) outputs",
                at: "metric \(metric)")
        }
        // Codes are three times the position of a label and have 32 bits.
        guard rows.labels.count <= 1 << 30 else {
            throw CoreError(.limitExceeded, "\(rows.labels.count) labels", at: "metric \(metric)")
        }
        labels = rows.labels
        offsets = [0]
        offsets.reserveCapacity(rows.rowCount + 1)
        codes = []
        switch rows.truth {
        case .classes(let classes):
            for row in 0..<rows.rowCount {
                addClasses(true: classes[row], decided: Self.decidedClass(rows, row, rule.thresholds))
                offsets.append(codes.count)
            }
        case .sets(let sets):
            for row in 0..<rows.rowCount {
                addSet(rows, row, sets, rule.thresholds)
                offsets.append(codes.count)
            }
        }
    }

    /// Whether exactly the true labels were decided.
    func isExact(row: Int) -> Bool {
        codes[offsets[row]..<offsets[row + 1]].allSatisfy { $0 % 3 == Outcome.truePositive.rawValue }
    }

    /// How many labels of a row are wrong or missed.
    func mistakes(row: Int) -> Int {
        codes[offsets[row]..<offsets[row + 1]].count { $0 % 3 != Outcome.truePositive.rawValue }
    }

    private mutating func add(_ label: Int, _ outcome: Outcome) {
        codes.append(UInt32(label) * 3 + outcome.rawValue)
    }

    private mutating func addClasses(true truth: Int32, decided: Int?) {
        if let decided, decided == Int(truth) {
            add(decided, .truePositive)
        } else {
            if let decided { add(decided, .falsePositive) }
            add(Int(truth), .falseNegative)
        }
    }

    private mutating func addSet(_ rows: ClassificationRows, _ row: Int, _ sets: LabelSets, _ thresholds: [Double]) {
        let start = row * rows.outputCount
        var next = sets.offsets[row]
        let end = sets.offsets[row + 1]
        for label in 0..<rows.outputCount {
            let isTrue = next < end && sets.indices[next] == Int32(truncatingIfNeeded: label)
            if isTrue { next += 1 }
            let isDecided = rows.predictions.values[start + label] >= thresholds[label]
            switch (isDecided, isTrue) {
            case (true, true): add(label, .truePositive)
            case (true, false): add(label, .falsePositive)
            case (false, true): add(label, .falseNegative)
            case (false, false): break
            }
        }
    }

    /// The decision of ``DecisionRule`` for one class a row, as a position.
    private static func decidedClass(_ rows: ClassificationRows, _ row: Int, _ thresholds: [Double]) -> Int? {
        let values = rows.predictions.values
        if rows.isBinary { return values[row] >= thresholds[0] ? 1 : 0 }
        let start = row * rows.outputCount
        var best: Int?
        var highest = -Double.infinity
        for label in 0..<rows.outputCount where values[start + label] > highest {
            (best, highest) = (label, values[start + label])
        }
        return best
    }
}
