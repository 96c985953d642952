import MLCore
import MLTrain
import Testing

/// Data with one thing wrong.
enum DiagnosticExamples {
    static let boosting = GradientBoosting(rounds: 20, maximumLeaves: 8, minimumLeafRows: 5)

    /// Data with further columns, made from the row and its class or number.
    static func adding(
        _ names: [String], to data: TrainingSet, _ values: (Int, Double) -> [Double]
    ) throws -> TrainingSet {
        let truth: [Double]
        switch data.targets {
        case .numbers(let numbers): truth = numbers
        case .classes(let classes): truth = classes.indices.map { Double($0) }
        case .labelSets: truth = []
        }
        let rows = try (0..<data.rowCount).flatMap { row in
            try data.features.row(row).dense + values(row, truth[row])
        }
        return try TrainingSet(
            features: FeatureMatrix(
                values: rows, rowCount: data.rowCount, schema: FeatureSchema(data.features.schema.names + names)),
            targets: data.targets, weights: data.weights)
    }

    /// The finding of one check.
    static func finding(
        _ check: DiagnosticCheck, for estimator: some Estimator = boosting, on data: TrainingSet,
        in context: TrainingContext = TrainingContext(seed: 1)
    ) throws -> DiagnosticFinding {
        let report = try TrainingDiagnostics(checks: [check]).report(for: estimator, on: data, in: context)
        return try #require(report.findings.first)
    }
}
