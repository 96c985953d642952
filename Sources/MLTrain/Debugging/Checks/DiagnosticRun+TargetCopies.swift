import MLCore
import MLReport

extension DiagnosticRun {
    /// How many rows of a label a copy of it has to have at least.
    private static var leastCopies: Int { 10 }

    /// Whether features are copies of the target: one value for each class or label, or the number itself.
    func targetCopies() -> DiagnosticFinding {
        let count = rows.training.rowCount
        guard count >= Self.leastTestedRows else { return tooFewRows(.targetCopies) }
        let columns = MatrixColumns(rows.training.features)
        guard columns.featureCount > 0 else { return noFeatures(.targetCopies) }
        guard ConstantLoss.value(rows.training.targets) > 0 else {
            return .notApplicable(
                .targetCopies, .constantTarget, rowCount: count, "All rows have the same target.")
        }
        let codes: TargetCodes?
        switch rows.training.targets {
        case .numbers: codes = nil
        case .classes(let classes): codes = TargetCodes(classes)
        case .labelSets(let sets): codes = TargetCodes(sets, least: Self.leastCopies)
        }
        var found: [DiagnosticFinding.Feature] = []
        for feature in 0..<columns.featureCount {
            let column = columns.column(feature)
            let note: String?
            if let codes {
                note = codes.copied(by: column)
            } else if case .numbers(let numbers) = rows.training.targets {
                note = Self.isMultiple(column, of: numbers) ? "the target, up to scale and offset" : nil
            } else {
                note = nil
            }
            if let note { found.append(.init(name: rows.names[feature], note: note)) }
        }
        guard !found.isEmpty else {
            return DiagnosticFinding(
                .targetCopies, .passed, measures: [.init("copies", 0, atMost: 0)], rowCount: count,
                explanation: "No feature is a copy of the target.")
        }
        return DiagnosticFinding(
            .targetCopies, .failed, measures: [.init("copies", Double(found.count), atMost: 0)], rowCount: count,
            features: found,
            explanation:
                "\(Figure.count(found.count, "feature")) \(found.count == 1 ? "is a copy" : "are copies") of the "
                + "target.", remedy: "Leave such features out: they are not known when a prediction is asked for.")
    }

    /// Whether all values are a linear function of the target.
    private static func isMultiple(_ column: MatrixColumns.Column, of numbers: [Double]) -> Bool {
        var values = [Double](repeating: column.absent, count: column.rowCount)
        column.forEachStored { values[$0] = $1 }
        guard values.allSatisfy(\.isFinite), let least = numbers.indices.min(by: { numbers[$0] < numbers[$1] }),
            let greatest = numbers.indices.max(by: { numbers[$0] < numbers[$1] }),
            numbers.contains(where: { $0 > numbers[least] && $0 < numbers[greatest] })
        else { return false }
        let slope = (values[greatest] - values[least]) / (numbers[greatest] - numbers[least])
        let scale = max(abs(values[greatest]), abs(values[least]))
        guard slope.isFinite, slope != 0 else { return false }
        return numbers.indices.allSatisfy { row in
            abs(values[least] + slope * (numbers[row] - numbers[least]) - values[row]) <= 1e-12 * scale
        }
    }
}

/// Classes or labels as codes that a feature may copy.
struct TargetCodes {
    private let names: [String]
    /// For each row the positions of its labels.
    private let offsets: [Int]
    private let labels: [Int32]
    private let counts: [Int]
    private let least: Int
    private let isExclusive: Bool
    private let rowCount: Int

    init(_ classes: ClassTargets) {
        self.init(
            classes.labels, offsets: Array(0...classes.indices.count), classes.indices, least: 1, isExclusive: true)
    }

    init(_ sets: LabelSets, least: Int) {
        self.init(sets.labels, offsets: sets.offsets, sets.indices, least: least, isExclusive: false)
    }

    private init(_ names: [String], offsets: [Int], _ labels: [Int32], least: Int, isExclusive: Bool) {
        self.names = names
        self.offsets = offsets
        self.labels = labels
        self.least = least
        self.isExclusive = isExclusive
        rowCount = offsets.count - 1
        var counts = [Int](repeating: 0, count: names.count)
        for label in labels { counts[Int(label)] += 1 }
        self.counts = counts
    }

    /// What a column is a copy of, or `nil`.
    ///
    /// A copy has few values, each of which occurs with one class only, or with a label always or never.
    func copied(by column: MatrixColumns.Column) -> String? {
        let limit = isExclusive ? 2 * names.count : 4
        var numbers: [UInt64: Int] = [CanonicalRow.word(of: column.absent): 0]
        var rowsByValue = [0]
        var labelsByValue = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: 1)
        // The absent value has what all rows have minus what the stored values have.
        rowsByValue[0] = column.absentCount
        var fits = true
        var stored = [Int](repeating: 0, count: names.count)
        column.forEachStored { row, value in
            guard fits else { return }
            let word = CanonicalRow.word(of: value)
            let number = numbers[word] ?? rowsByValue.count
            if number == rowsByValue.count {
                guard number <= limit else {
                    fits = false
                    return
                }
                numbers[word] = number
                rowsByValue.append(0)
                labelsByValue.append([Int](repeating: 0, count: names.count))
            }
            rowsByValue[number] += 1
            for position in offsets[row]..<offsets[row + 1] {
                labelsByValue[number][Int(labels[position])] += 1
                stored[Int(labels[position])] += 1
            }
        }
        guard fits else { return nil }
        for label in names.indices { labelsByValue[0][label] += counts[label] - stored[label] }
        let used = rowsByValue.indices.filter { rowsByValue[$0] > 0 }
        guard used.count >= 2, used.count <= limit else { return nil }
        func isDecided(_ label: Int) -> Bool {
            used.allSatisfy { labelsByValue[$0][label] == 0 || labelsByValue[$0][label] == rowsByValue[$0] }
        }
        if isExclusive { return names.indices.allSatisfy(isDecided) ? "a copy of the class" : nil }
        return names.indices.first {
            counts[$0] >= least && rowCount - counts[$0] >= least && isDecided($0)
        }.map { "a copy of the label \(names[$0])" }
    }
}
