public import MLCore

/// The promises that every estimator keeps, and its fitted predictor with it.
///
/// ```swift
/// let report = EstimatorChecks.run(LogisticRegression(), on: data, catalog: catalog)
/// #expect(report.passed, "\(report)")
/// ```
public enum EstimatorChecks {
    /// Checks an estimator.
    ///
    /// - Parameters:
    ///   - estimator: The estimator, with valid hyperparameters.
    ///   - data: Some rows that it can learn from, few enough to fit a dozen times.
    ///   - catalog: Knows the kind of the fitted predictor and of what it holds.
    /// - Returns: One check for each promise, the promises of ``PredictorChecks`` included.
    public static func run<Subject: Estimator>(
        _ estimator: Subject, on data: TrainingSet, catalog: ComponentCatalog
    ) -> CheckReport {
        var report = CheckReport(name: "estimator \(Subject.kind)")
        checkReproducibility(estimator, data, &report)
        checkRefusals(estimator, data, &report)
        report.check("the fitted predictor takes the features of the data and has its outputs") {
            let fitted = try estimator.fitted(to: data, in: TrainingContext(seed: 1))
            let outputs = fitted.task.outputNames
            let expected = Set(data.targets.task.outputNames)
            return fitted.featureCount == data.features.featureCount && expected.isSubset(of: outputs)
                ? nil : "\(fitted.featureCount) features, outputs \(outputs)"
        }
        report.check("the fitted predictor keeps the promises of predictors") {
            let fitted = try estimator.fitted(to: data, in: TrainingContext(seed: 1))
            let part = PredictorChecks.run(fitted, on: data.features, catalog: catalog)
            return part.passed ? nil : "\(part)"
        }
        return report
    }

    private static func checkReproducibility<Subject: Estimator>(
        _ estimator: Subject, _ data: TrainingSet, _ report: inout CheckReport
    ) {
        func bytes(_ subject: Subject, seed: UInt64 = 7, threads: Int = 1) throws -> EncodedComponent {
            try subject.fitted(to: data, in: TrainingContext(seed: seed, threads: threads)).encoded()
        }
        report.check("the same seed gives the same bytes") {
            for seed: UInt64 in [0, 7, .max] where try bytes(estimator, seed: seed) != bytes(estimator, seed: seed) {
                return "two fits with the seed \(seed) differ"
            }
            return nil
        }
        report.check("the number of threads does not change the bytes") {
            let one = try bytes(estimator)
            for threads in [2, 3] where try bytes(estimator, threads: threads) != one {
                return "\(threads) threads give other bytes"
            }
            return nil
        }
        report.check("the hyperparameters survive coding") {
            let text = try CanonicalJSONEncoder().encode(estimator)
            let restored = try CanonicalJSONDecoder().decode(Subject.self, from: text)
            guard try CanonicalJSONEncoder().encode(restored) == text else { return "coding again gives other text" }
            return try bytes(restored) == bytes(estimator) ? nil : "the restored estimator fits another predictor"
        }
        report.check("the order in which other fits happen does not matter") {
            let first = try bytes(estimator)
            _ = try bytes(estimator, seed: 8)
            return try bytes(estimator) == first ? nil : "a fit in between changed the bytes"
        }
    }

    private static func checkRefusals<Subject: Estimator>(
        _ estimator: Subject, _ data: TrainingSet, _ report: inout CheckReport
    ) {
        report.check("its hyperparameters are valid") {
            try estimator.validated()
            return nil
        }
        report.check("no rows are a typed error") {
            let none = try data.selecting(rows: [])
            let fitted = try outcome { try estimator.fitted(to: none, in: TrainingContext()) }
            return fitted == nil ? nil : "it was fitted"
        }
        report.check("cancelled work throws and returns nothing") {
            let token = CancellationToken()
            token.cancel()
            do {
                _ = try estimator.fitted(to: data, in: TrainingContext(cancellation: token))
                return "it was fitted"
            } catch let error as any ModuleError {
                return code(of: error) == "cancelled" ? nil : "threw \(error)"
            }
        }
        for (name, value) in [("missing", Double.nan), ("infinite", .infinity), ("huge", 1e308)] {
            report.check("a \(name) feature is learned from or is a typed error") {
                let features = try replacingFirstValue(of: data.features, with: value)
                let damaged = try TrainingSet(features: features, targets: data.targets, weights: data.weights)
                guard let fitted = try outcome({ try estimator.fitted(to: damaged, in: TrainingContext()) }) else {
                    return nil
                }
                let outputs = try fitted.predict(try data.features.row(data.rowCount - 1))
                return PredictorChecks.fault(of: outputs, task: fitted.task)
            }
        }
        report.check("a single row is learned from or is a typed error") {
            let one = try data.selecting(rows: [0])
            guard let fitted = try outcome({ try estimator.fitted(to: one, in: TrainingContext()) }) else { return nil }
            return PredictorChecks.fault(of: try fitted.predict(try one.features.row(0)), task: fitted.task)
        }
        report.check("weights of zero for all rows are a typed error") {
            let weightless = try TrainingSet(
                features: data.features, targets: data.targets,
                weights: [Double](repeating: 0, count: data.rowCount))
            let fitted = try outcome { try estimator.fitted(to: weightless, in: TrainingContext()) }
            return fitted == nil ? nil : "it was fitted"
        }
    }

    /// What `body` gives, or `nil` when it throws a typed error of a module.
    private static func outcome<Fitted: Predictor>(_ body: () throws -> Fitted) throws -> (any Predictor)? {
        do {
            return try body()
        } catch is any ModuleError {
            return nil
        }
    }

    private static func code(of error: some ModuleError) -> String { error.code.rawValue }

    private static func replacingFirstValue(
        of matrix: FeatureMatrix<Double>, with value: Double
    ) throws -> FeatureMatrix<Double> {
        switch matrix.storage {
        case .dense(var values):
            if !values.isEmpty { values[0] = value }
            return try FeatureMatrix(values: values, rowCount: matrix.rowCount, schema: matrix.schema)
        case .sparse(let rows, let absentMeans):
            var values = rows.values
            if !values.isEmpty { values[0] = value }
            let replaced = try SparseRows(
                offsets: rows.offsets, columns: rows.columns, values: values, columnCount: matrix.featureCount)
            return try FeatureMatrix(rows: replaced, absentMeans: absentMeans, schema: matrix.schema)
        }
    }
}
