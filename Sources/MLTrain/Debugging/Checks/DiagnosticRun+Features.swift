import MLCore
import MLReport
import MLStatistics

extension DiagnosticRun {
    /// How many held-out rows are predicted again to see whether a feature makes a difference.
    private static var probedRows: Int { 1000 }
    /// How many rows have to differ from the most frequent value for equal columns to be more than a coincidence.
    private static var leastCopiedRows: Int { 10 }

    /// Whether features are constant, missing everywhere or copies of others.
    ///
    /// Columns that are equal as both have another value than the usual one in the same few rows, as rare words of one
    /// text do, are no copies.
    func deadFeatures() throws -> DiagnosticFinding {
        let count = rows.all.rowCount
        guard count >= 2 else { return tooFewRows(.deadFeatures) }
        let columns = MatrixColumns(rows.all.features)
        guard columns.featureCount > 0 else { return noFeatures(.deadFeatures) }
        let names = rows.names
        let token = context.cancellation
        let summaries = try parallelMap(count: columns.featureCount, threads: context.threads) {
            feature throws(CoreError) in
            try token.check()
            return ColumnSummary(columns.column(feature))
        }
        var dead: [DiagnosticFinding.Feature] = []
        var (constantCount, copyCount) = (0, 0)
        var firstByHash: [UInt64: [Int]] = [:]
        for (feature, summary) in summaries.enumerated() {
            if let constant = summary.constant {
                constantCount += 1
                let note = constant.isNaN ? "missing in every row" : "always \(Figure.number(constant))"
                dead.append(.init(name: names[feature], note: note))
                continue
            }
            let twin = firstByHash[summary.hash]?.first {
                let (first, second) = (columns.column($0), columns.column(feature))
                return ColumnSummary.areSame(first, second)
                    && ColumnSummary.differingRows(second) >= Self.leastCopiedRows
            }
            if let twin {
                copyCount += 1
                dead.append(.init(name: names[feature], note: "the same as \(names[twin])"))
            } else {
                firstByHash[summary.hash, default: []].append(feature)
            }
        }
        let measures = [
            DiagnosticFinding.Measure("dead features", Double(dead.count), atMost: 0),
            .init("constant or missing", Double(constantCount)), .init("copies of others", Double(copyCount)),
            .init("features", Double(columns.featureCount)),
        ]
        guard !dead.isEmpty else {
            return DiagnosticFinding(
                .deadFeatures, .passed, measures: measures, rowCount: count,
                explanation: "No feature is constant, missing everywhere or a copy of another one.")
        }
        return DiagnosticFinding(
            .deadFeatures, constantCount == columns.featureCount ? .failed : .warning, measures: measures,
            rowCount: count, features: dead,
            explanation: "\(Figure.count(dead.count, "feature")) of \(Figure.count(columns.featureCount)) "
                + "\(dead.count == 1 ? "tells" : "tell") nothing new.",
            remedy: "Look at what makes them: a join that finds nothing, a renamed column, a unit. Leave out the rest.")
    }

    /// Whether every feature makes a difference to the predictions.
    ///
    /// The values of a feature are replaced by other ones that occur; a model whose predictions keep all their bits does
    /// not use it. Features that are constant are dead already.
    mutating func unusedFeatures() throws -> DiagnosticFinding {
        let (shared, missing) = try sharedModel(.unusedFeatures)
        let sample = rows.heldOut ?? rows.training
        guard let reference = shared else { return missing ?? tooFewRows(.unusedFeatures) }
        let width = sample.features.featureCount
        guard width > 0 else { return noFeatures(.unusedFeatures) }
        guard rows.training.rowCount >= 2 else { return tooFewRows(.unusedFeatures) }
        let generator = generator(.unusedFeatures)
        let probed = try sample.features.selecting(
            rows: Array(0..<min(sample.rowCount, max(1, min(Self.probedRows, (1 << 24) / width)))))
        let looked = Array(0..<min(width, settings.permutedFeatureLimit))
        let donors = MatrixColumns(rows.training.features)
        let (model, token) = (reference.model, context.cancellation)
        let isUsed: [Bool]
        do {
            let before = try model.predictions(for: probed)
            isUsed = try parallelMap(count: looked.count, threads: context.threads) { position in
                try token.check()
                var generator = generator.derived(UInt64(position))
                let values = ColumnSummary.distinctValues(donors.column(looked[position]))
                guard values.count > 1 else { return true }
                let replaced = (0..<probed.rowCount).map { _ in values[generator.next(below: values.count)] }
                let after = try model.predictions(for: try probed.replacing(looked[position], with: replaced))
                return zip(before.values, after.values).contains { $0.bitPattern != $1.bitPattern }
            }
        } catch {
            try context.checkCancellation()
            return failedFit(.unusedFeatures, error, rowCount: probed.rowCount)
        }
        let unused = looked.filter { !isUsed[$0] }
        let measures = [
            DiagnosticFinding.Measure("unused features", Double(unused.count), atMost: 0),
            .init("features looked at", Double(looked.count)), .init("features", Double(width)),
        ]
        guard !unused.isEmpty else {
            return DiagnosticFinding(
                .unusedFeatures, .passed, measures: measures, rowCount: probed.rowCount,
                explanation: "Every feature that was looked at makes a difference to the predictions.")
        }
        let features = unused.map { DiagnosticFinding.Feature(name: rows.names[$0], note: "makes no difference") }
        if unused.count == looked.count {
            return DiagnosticFinding(
                .unusedFeatures, looked.count == width ? .failed : .warning, measures: measures,
                rowCount: probed.rowCount, features: features,
                explanation:
                    "None of \(Figure.count(looked.count, "feature")) makes a difference: the model ignores its input.",
                remedy: "Train longer, weaken the regularisation, and check that features reach the estimator.")
        }
        return DiagnosticFinding(
            .unusedFeatures, .warning, measures: measures, rowCount: probed.rowCount, features: features,
            explanation: "\(Figure.count(unused.count, "feature")) of \(Figure.count(looked.count)) "
                + "\(unused.count == 1 ? "makes" : "make") no difference to the predictions.",
            remedy: "Leave them out: they cost work, and may break what reads them.")
    }
}

/// What tells columns apart.
struct ColumnSummary: Sendable {
    /// The only value, or `nil` when there are several.
    let constant: Double?
    /// The hash of all values.
    let hash: UInt64

    init(_ column: MatrixColumns.Column) {
        let absent = CanonicalRow.word(of: column.absent)
        var first = column.absentCount > 0 ? absent : column.values.first.map(CanonicalRow.word) ?? absent
        var isConstant = true
        var hash = StableHash.hash(UInt64(truncatingIfNeeded: column.rowCount))
        column.forEachStored { row, value in
            let word = CanonicalRow.word(of: value)
            if word != first { isConstant = false }
            // A stored value that equals the absent one changes nothing.
            guard column.rows == nil || word != absent else { return }
            hash = StableHash.combined(hash, UInt64(truncatingIfNeeded: row))
            hash = StableHash.combined(hash, word)
        }
        if column.rowCount == 0 { first = absent }
        constant = isConstant ? Double(bitPattern: first) : nil
        self.hash = hash
    }

    /// How many rows have another value than the most frequent one.
    static func differingRows(_ column: MatrixColumns.Column) -> Int {
        var counts = [CanonicalRow.word(of: column.absent): column.absentCount]
        column.forEachStored { counts[CanonicalRow.word(of: $1), default: 0] += 1 }
        return column.rowCount - (counts.values.max() ?? 0)
    }

    /// The values that occur, ascending with NaN at the end; of more than a thousand evenly chosen ones.
    static func distinctValues(_ column: MatrixColumns.Column) -> [Double] {
        var words = Set(column.values.map(CanonicalRow.word))
        if column.absentCount > 0 { words.insert(CanonicalRow.word(of: column.absent)) }
        let values = words.map { Double(bitPattern: $0) }.sorted { $1.isNaN ? !$0.isNaN : $0 < $1 }
        let limit = 1000
        guard values.count > limit else { return values }
        return (0..<limit).map { values[$0 * (values.count - 1) / (limit - 1)] }
    }

    /// Whether two columns of one matrix have the same values in every row.
    static func areSame(_ left: MatrixColumns.Column, _ right: MatrixColumns.Column) -> Bool {
        var (first, second) = (
            [UInt64](repeating: CanonicalRow.word(of: left.absent), count: left.rowCount), [UInt64]()
        )
        second = first
        left.forEachStored { first[$0] = CanonicalRow.word(of: $1) }
        right.forEachStored { second[$0] = CanonicalRow.word(of: $1) }
        return first == second
    }
}

extension FeatureMatrix<Double> {
    /// The matrix with other values of one feature; sparse rows stay sparse.
    ///
    /// - Throws: `CoreError` when the matrix would be too large.
    func replacing(_ feature: Int, with replaced: [Double]) throws(CoreError) -> FeatureMatrix {
        switch storage {
        case .dense(var values):
            for row in 0..<rowCount { values[row * featureCount + feature] = replaced[row] }
            return try FeatureMatrix(values: values, rowCount: rowCount, schema: schema)
        case .sparse(let rows, let absentMeans):
            var (offsets, columns, values) = ([0], [Int32](), [Double]())
            let column = Int32(truncatingIfNeeded: feature)
            let absent = CanonicalRow.word(of: absentMeans.value())
            for row in 0..<rowCount {
                var isPlaced = CanonicalRow.word(of: replaced[row]) == absent
                for position in rows.range(ofRow: row) where rows.columns[position] != column {
                    if !isPlaced, rows.columns[position] > column {
                        columns.append(column)
                        values.append(replaced[row])
                        isPlaced = true
                    }
                    columns.append(rows.columns[position])
                    values.append(rows.values[position])
                }
                if !isPlaced {
                    columns.append(column)
                    values.append(replaced[row])
                }
                offsets.append(columns.count)
            }
            return try FeatureMatrix(
                rows: try SparseRows(
                    offsets: offsets, columns: columns, values: values, columnCount: featureCount),
                absentMeans: absentMeans, schema: schema)
        }
    }
}
