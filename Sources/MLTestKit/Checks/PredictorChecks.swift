public import MLCore

/// The promises that every fitted predictor keeps.
///
/// ```swift
/// let report = PredictorChecks.run(model, on: rows, catalog: catalog)
/// #expect(report.passed, "\(report)")
/// ```
public enum PredictorChecks {
    /// Checks a predictor.
    ///
    /// - Parameters:
    ///   - predictor: The predictor.
    ///   - rows: Some rows that it can score; at least two, and dense or sparse as it is used.
    ///   - catalog: Knows the kinds of the predictor and of what it holds.
    /// - Returns: One check for each promise.
    public static func run(
        _ predictor: any Predictor, on rows: FeatureMatrix<Double>, catalog: ComponentCatalog
    ) -> CheckReport {
        var report = CheckReport(name: "predictor \(type(of: predictor).kind)")
        checkOutputs(predictor, rows, &report)
        checkShapes(predictor, rows, &report)
        checkHostileValues(predictor, &report)
        checkCoding(predictor, rows, catalog, &report)
        return report
    }

    private static func checkOutputs(
        _ predictor: any Predictor, _ rows: FeatureMatrix<Double>, _ report: inout CheckReport
    ) {
        report.check("a batch gives the bits of its rows") {
            let batch = try predictor.predictions(for: rows)
            for row in 0..<rows.rowCount {
                let single = try predictor.predict(try rows.row(row))
                guard Bits.equal(single, Array(try batch.row(row))) else {
                    return "row \(row): \(single) alone, \(Array(try batch.row(row))) in the batch"
                }
            }
            return rows.rowCount >= 2 ? nil : "two rows are needed to compare"
        }
        report.check("the number of threads does not change the bits") {
            let one = try predictor.predictions(for: rows, threads: 1)
            for threads in [2, 3] {
                let several = try predictor.predictions(for: rows, threads: threads)
                guard Bits.equal(one.values, several.values) else { return "\(threads) threads give other outputs" }
            }
            return nil
        }
        report.check("outputs are defined and fit the task") {
            let outputs = try predictor.predictions(for: rows)
            for row in 0..<rows.rowCount {
                if let fault = fault(of: Array(try outputs.row(row)), task: predictor.task) {
                    return "row \(row): \(fault)"
                }
            }
            return nil
        }
    }

    private static func checkShapes(
        _ predictor: any Predictor, _ rows: FeatureMatrix<Double>, _ report: inout CheckReport
    ) {
        report.check("a row of the wrong width is refused") {
            for width in [predictor.featureCount + 1, predictor.featureCount - 1] where width >= 0 {
                let fault = StoredFormChecks.refusal(.shapeMismatch) {
                    _ = try predictor.predict(FeatureVector([Double](repeating: 0, count: width)))
                }
                if let fault { return fault }
            }
            return nil
        }
        report.check("a batch of the wrong width is refused") {
            let width = predictor.featureCount + 1
            let wide = try FeatureMatrix(
                values: [Double](repeating: 0, count: width), rowCount: 1, schema: try .numbered(width))
            return StoredFormChecks.refusal(.shapeMismatch) { _ = try predictor.predictions(for: wide) }
        }
        report.check("memory of the wrong size is refused") {
            var outputs = [Double](repeating: 0, count: rows.rowCount * predictor.task.outputCount + 1)
            return StoredFormChecks.refusal(.shapeMismatch) { try predictor.predict(rows, into: &outputs, threads: 1) }
        }
        report.check("an empty batch gives no outputs") {
            let none = try predictor.predictions(for: try rows.selecting(rows: []))
            return none.rowCount == 0 && none.values.isEmpty ? nil : "\(none.values.count) outputs"
        }
    }

    private static func checkHostileValues(_ predictor: any Predictor, _ report: inout CheckReport) {
        for (name, value) in [
            ("missing values", Double.nan), ("+∞", .infinity), ("−∞", -.infinity), ("huge values", 1e308),
            ("tiny values", Double.leastNonzeroMagnitude),
        ] {
            report.check("\(name) give defined outputs or a typed error") {
                do {
                    let row = FeatureVector([Double](repeating: value, count: predictor.featureCount))
                    return fault(of: try predictor.predict(row), task: predictor.task)
                } catch is CoreError {
                    return nil
                }
            }
        }
    }

    private static func checkCoding(
        _ predictor: any Predictor, _ rows: FeatureMatrix<Double>, _ catalog: ComponentCatalog,
        _ report: inout CheckReport
    ) {
        report.check("the stored form reads back as an equal predictor") {
            let stored = try predictor.encoded()
            guard stored == (try predictor.encoded()) else { return "storing twice gives different bytes" }
            let restored = try catalog.predictor(from: stored)
            guard try restored.encoded() == stored else { return "storing again gives different bytes" }
            guard restored.task == predictor.task, restored.featureCount == predictor.featureCount else {
                return "the task or the number of features changed"
            }
            let (before, after) = (try predictor.predictions(for: rows), try restored.predictions(for: rows))
            return Bits.equal(before.values, after.values) ? nil : "the outputs changed"
        }
        guard let stored = try? predictor.encoded() else { return }
        StoredFormChecks.run(stored, &report) { _ = try catalog.predictor(from: $0) }
    }

    /// What is wrong with the outputs of a row, or `nil`.
    static func fault(of outputs: [Double], task: PredictionTask) -> String? {
        guard outputs.count == task.outputCount else { return "\(outputs.count) outputs of \(task.outputCount)" }
        if outputs.contains(where: \.isNaN) { return "an output is NaN: \(outputs)" }
        if case .regression = task { return nil }
        guard outputs.allSatisfy({ (0...1).contains($0) }) else { return "not all from 0 to 1: \(outputs)" }
        if case .multiclass = task, abs(outputs.reduce(0, +) - 1) > 1e-9 { return "they do not sum to 1: \(outputs)" }
        return nil
    }
}

/// Comparison by bits, so that zeros of different sign differ and NaN equals itself.
enum Bits {
    /// Whether two lists have the same bits.
    static func equal(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern }
    }
}
