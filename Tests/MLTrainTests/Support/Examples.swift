import MLCore
import Testing

/// Small synthetic data with structure that can be learned.
enum Examples {
    /// Dense rows of `width` normal features; the score is a fixed linear function with an interaction.
    static func matrix(rows: Int, width: Int = 4, seed: UInt64 = 1) throws -> FeatureMatrix<Double> {
        var generator = SeededGenerator(seed: seed)
        let values = (0..<rows * width).map { _ in generator.nextNormal() }
        return try FeatureMatrix(values: values, rowCount: rows, schema: try .numbered(width))
    }

    /// The score behind the targets: deterministic in the features plus noise.
    static func scores(_ matrix: FeatureMatrix<Double>, noise: Double, seed: UInt64) throws -> [Double] {
        var generator = SeededGenerator(seed: seed &+ 1000)
        return try (0..<matrix.rowCount).map { row in
            let x = try matrix.row(row).dense
            return 1.5 * x[0] - x[1] + x[2] * x[0] + noise * generator.nextNormal()
        }
    }

    static func regression(rows: Int = 120, seed: UInt64 = 1) throws -> TrainingSet {
        let matrix = try matrix(rows: rows, seed: seed)
        return try TrainingSet(features: matrix, targets: .numbers(try scores(matrix, noise: 0.3, seed: seed)))
    }

    static func binary(rows: Int = 120, seed: UInt64 = 1) throws -> TrainingSet {
        let matrix = try matrix(rows: rows, seed: seed)
        let classes = try ClassTargets(
            indices: try scores(matrix, noise: 0.5, seed: seed).map { $0 > 0.2 ? 1 : 0 }, labels: ["no", "yes"])
        return try TrainingSet(features: matrix, targets: .classes(classes))
    }

    static func multiclass(rows: Int = 150, seed: UInt64 = 1) throws -> TrainingSet {
        let matrix = try matrix(rows: rows, seed: seed)
        let classes = try ClassTargets(
            indices: try scores(matrix, noise: 0.4, seed: seed).map { $0 < -0.7 ? 0 : $0 < 0.8 ? 1 : 2 },
            labels: ["low", "middle", "high"])
        return try TrainingSet(features: matrix, targets: .classes(classes))
    }

    /// Sparse rows of word-like features with three labels, of which each likes some of the words.
    static func sparseLabels(rows: Int = 150, vocabulary: Int = 40, seed: UInt64 = 1) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed)
        var (offsets, columns, values) = ([0], [Int32](), [Double]())
        var sets: [[String]] = []
        for _ in 0..<rows {
            let words = try generator.sample(6, from: vocabulary).sorted()
            columns.append(contentsOf: words.map { Int32($0) })
            values.append(contentsOf: words.map { _ in 0.2 + generator.nextUniform() })
            offsets.append(columns.count)
            var labels: [String] = []
            if words.contains(where: { $0 < 5 }) { labels.append("crime") }
            if words.contains(where: { (5..<9).contains($0) }) { labels.append("drama") }
            if generator.nextUniform() < 0.2 { labels.append("western") }
            sets.append(labels)
        }
        let sparse = try SparseRows(offsets: offsets, columns: columns, values: values, columnCount: vocabulary)
        let features = try FeatureMatrix(rows: sparse, absentMeans: .zero, schema: try .numbered(vocabulary))
        let targets = try LabelSets(sets, labels: ["crime", "drama", "western"])
        return try TrainingSet(features: features, targets: .labelSets(targets))
    }

    /// The same matrix without its zeros.
    static func sparse(_ matrix: FeatureMatrix<Double>) throws -> FeatureMatrix<Double> {
        var (offsets, columns, values) = ([0], [Int32](), [Double]())
        for row in 0..<matrix.rowCount {
            for (column, value) in try matrix.row(row).dense.enumerated() where value != 0 {
                columns.append(Int32(column))
                values.append(value)
            }
            offsets.append(columns.count)
        }
        let rows = try SparseRows(offsets: offsets, columns: columns, values: values, columnCount: matrix.featureCount)
        return try FeatureMatrix(rows: rows, absentMeans: .zero, schema: matrix.schema)
    }

    /// The mean log loss of a classifier.
    static func logLoss(_ predictor: some Predictor, _ data: TrainingSet) throws -> Double {
        let predictions = try predictor.predictions(for: data.features)
        guard case .classes(let classes) = data.targets else { return .nan }
        var loss = 0.0
        for row in 0..<data.rowCount {
            let outputs = Array(try predictions.row(row))
            let truth = Int(classes.indices[row])
            let probability = outputs.count == 1 ? (truth == 1 ? outputs[0] : 1 - outputs[0]) : outputs[truth]
            loss -= Elementary.log(max(probability, 1e-15))
        }
        return loss / Double(data.rowCount)
    }
}
