import MLCore

/// How well one feature alone predicts, by what the bins of its values tell about the target.
///
/// The share of each label, or the mean, of each bin is learned on the training rows and measured on the held-out rows,
/// so the power of noise is near chance, a relation may have any form, and being missing may tell something. Classes:
/// the mean area under the curve of the classes; label sets: the greatest one of a label with ten rows of either kind,
/// as one label that is given away is enough; numbers: the share of the variance that is explained.
struct FeaturePower {
    private enum Truth {
        case numbers([Double])
        /// For each row the positions of its labels.
        case labels(offsets: [Int], labels: [Int32], count: Int, isExclusive: Bool)

        init(_ targets: Targets) {
            switch targets {
            case .numbers(let numbers): self = .numbers(numbers)
            case .classes(let classes):
                self = .labels(
                    offsets: Array(0...classes.indices.count), labels: classes.indices, count: classes.labels.count,
                    isExclusive: true)
            case .labelSets(let sets):
                self = .labels(
                    offsets: sets.offsets, labels: sets.indices, count: sets.labels.count, isExclusive: false)
            }
        }
    }

    private let training: (columns: MatrixColumns, truth: Truth)
    private let heldOut: (columns: MatrixColumns, truth: Truth)

    /// The least number of rows of either kind for the curve of a label of label sets.
    private static let leastLabelRows = 10.0

    /// Prepares rows.
    init(training: TrainingSet, heldOut: TrainingSet) {
        self.training = (MatrixColumns(training.features), Truth(training.targets))
        self.heldOut = (MatrixColumns(heldOut.features), Truth(heldOut.targets))
    }

    /// The power of a feature, or `nil` when it is undefined.
    func value(of feature: Int) -> Double? {
        let known = training.columns.column(feature)
        let bins = ValueBins(known)
        switch (training.truth, heldOut.truth) {
        case (.numbers(let learned), .numbers(let measured)):
            return Self.explained(bins, known, learned, heldOut.columns.column(feature), measured)
        case (.labels(_, _, let count, let isExclusive), .labels):
            let learned = Self.labelCounts(bins, known, training.truth, count)
            let measured = Self.labelCounts(bins, heldOut.columns.column(feature), heldOut.truth, count)
            return Self.area(learned, measured, labelCount: count, isExclusive: isExclusive)
        default: return nil
        }
    }

    private static func explained(
        _ bins: ValueBins, _ known: MatrixColumns.Column, _ learned: [Double], _ new: MatrixColumns.Column,
        _ measured: [Double]
    ) -> Double? {
        let mean = learned.reduce(0) { $0 + $1 / Double(learned.count) }
        // One row with the mean of all stands in every bin, so that bins of few rows claim little.
        var sums = [Double](repeating: mean, count: bins.count)
        var counts = [Double](repeating: 1, count: bins.count)
        for (row, bin) in codes(bins, known).enumerated() {
            sums[bin] += learned[row]
            counts[bin] += 1
        }
        let truthMean = measured.reduce(0) { $0 + $1 / Double(measured.count) }
        var (residuals, variance) = (0.0, 0.0)
        for (row, bin) in codes(bins, new).enumerated() {
            let (error, distance) = (measured[row] - sums[bin] / counts[bin], measured[row] - truthMean)
            residuals += error * error
            variance += distance * distance
        }
        let value = 1 - residuals / variance
        return variance > 0 && value.isFinite ? value : nil
    }

    private static func codes(_ bins: ValueBins, _ column: MatrixColumns.Column) -> [Int] {
        var codes = [Int](repeating: bins.bin(of: column.absent), count: column.rowCount)
        column.forEachStored { codes[$0] = bins.bin(of: $1) }
        return codes
    }

    /// For each bin the number of its rows, then the numbers of its rows with each label.
    private static func labelCounts(
        _ bins: ValueBins, _ column: MatrixColumns.Column, _ truth: Truth, _ labelCount: Int
    ) -> [[Double]] {
        guard case .labels(let offsets, let labels, _, _) = truth else { return [] }
        var counts = [[Double]](
            repeating: [Double](repeating: 0, count: labelCount + 1), count: bins.count)
        // Rows without a stored value have what all rows have minus what the others have.
        var absent = [Double](repeating: 0, count: labelCount + 1)
        absent[0] = Double(column.rowCount)
        for label in labels { absent[Int(label) + 1] += 1 }
        column.forEachStored { row, value in
            let bin = bins.bin(of: value)
            counts[bin][0] += 1
            absent[0] -= 1
            for position in offsets[row]..<offsets[row + 1] {
                counts[bin][Int(labels[position]) + 1] += 1
                absent[Int(labels[position]) + 1] -= 1
            }
        }
        let bin = bins.bin(of: column.absent)
        for position in absent.indices { counts[bin][position] += absent[position] }
        return counts
    }

    private static func area(
        _ learned: [[Double]], _ measured: [[Double]], labelCount: Int, isExclusive: Bool
    ) -> Double? {
        let rows = learned.reduce(0) { $0 + $1[0] }
        let total = measured.reduce(0) { $0 + $1[0] }
        var areas: [Double] = []
        for label in labelCount == 2 && isExclusive ? 1..<2 : 0..<labelCount {
            let positives = measured.reduce(0) { $0 + $1[label + 1] }
            let least = isExclusive ? 1 : leastLabelRows
            guard positives >= least, total - positives >= least, rows > 0 else { continue }
            let prior = learned.reduce(0) { $0 + $1[label + 1] } / rows
            let shares = learned.map { ($0[label + 1] + prior) / ($0[0] + 1) }
            areas.append(area(shares, measured, label: label, positives: positives, total: total))
        }
        guard !areas.isEmpty else { return nil }
        return isExclusive ? areas.reduce(0, +) / Double(areas.count) : areas.max()
    }

    /// The area under the curve of rows whose scores are those of their bins.
    private static func area(
        _ scores: [Double], _ measured: [[Double]], label: Int, positives: Double, total: Double
    ) -> Double {
        var groups: [(score: Double, positives: Double, negatives: Double)] = []
        for bin in scores.indices.sorted(by: { (scores[$0], $0) < (scores[$1], $1) }) {
            let found = measured[bin][label + 1]
            if let last = groups.last, last.score == scores[bin] {
                groups[groups.count - 1].positives += found
                groups[groups.count - 1].negatives += measured[bin][0] - found
            } else {
                groups.append((scores[bin], found, measured[bin][0] - found))
            }
        }
        var (below, doubled) = (0.0, 0.0)
        for group in groups {
            doubled += group.positives * (2 * below + group.negatives)
            below += group.negatives
        }
        return doubled / (2 * positives * (total - positives))
    }
}
