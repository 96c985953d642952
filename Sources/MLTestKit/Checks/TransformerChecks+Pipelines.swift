public import MLCore
public import MLData
public import MLFeatures

extension TransformerChecks {
    /// Checks a feature pipeline.
    ///
    /// - Parameters:
    ///   - pipeline: The pipeline.
    ///   - frame: A frame that it can transform; at least two rows.
    ///   - catalog: Knows the kinds of the pipeline and of its transformers.
    /// - Returns: One check for each promise.
    public static func run(
        _ pipeline: FittedFeaturePipeline, on frame: DataFrame, catalog: ComponentCatalog
    ) -> CheckReport {
        var report = CheckReport(name: "transformer \(FittedFeaturePipeline.kind)")
        checkRows(pipeline, frame, &report)
        report.check("an empty frame gives no rows") {
            let none = try pipeline.transform(frame: frame.prefix(0))
            return none.rowCount == 0 && none.schema == pipeline.features ? nil : "\(none.rowCount) rows"
        }
        report.check("a frame or row without a column is refused") {
            let absent = try frame.dropping([pipeline.inputs.names[0]])
            for body in [{ _ = try pipeline.transform(frame: absent) }, { _ = try pipeline.transform(absent.row(0)) }] {
                do {
                    try body()
                    return "it was transformed"
                } catch let error as FeatureError where error.code == .unknownColumn {
                    continue
                }
            }
            return nil
        }
        report.check("the stored form reads back as an equal pipeline") {
            let stored = try pipeline.encoded()
            guard stored == (try pipeline.encoded()) else { return "storing twice gives different bytes" }
            let restored = try catalog.component(from: stored) as? FittedFeaturePipeline
            guard let restored, restored == pipeline else { return "another component was read" }
            guard try restored.encoded() == stored else { return "storing again gives different bytes" }
            return try bits(restored.transform(frame: frame)) == bits(pipeline.transform(frame: frame))
                ? nil : "the features changed"
        }
        if let stored = try? pipeline.encoded() {
            StoredFormChecks.run(stored, &report) { _ = try catalog.component(from: $0) }
        }
        return report
    }

    private static func checkRows(
        _ pipeline: FittedFeaturePipeline, _ frame: DataFrame, _ report: inout CheckReport
    ) {
        report.check("a frame gives the bits of its rows") {
            let matrix = try pipeline.transform(frame: frame)
            for row in 0..<frame.rowCount {
                let single = try pipeline.transform(try frame.row(row))
                guard Bits.equal(single.dense, try matrix.row(row).dense) else { return "row \(row) differs" }
            }
            return frame.rowCount >= 2 ? nil : "two rows are needed to compare"
        }
        report.check("many rows at once give the bits of the rows one by one") {
            let rows = try (0..<frame.rowCount).map { try frame.row($0) }
            let batch = try pipeline.transform(batch: rows)
            for (row, features) in zip(rows, batch) where !Bits.equal(features.dense, try pipeline.transform(row).dense)
            {
                return "a row differs"
            }
            return batch.count == rows.count ? nil : "\(batch.count) outputs"
        }
        report.check("the number of threads does not change the bits") {
            let one = bits(try pipeline.transform(frame: frame))
            for threads in [2, 3] where bits(try pipeline.transform(frame: frame, threads: threads)) != one {
                return "\(threads) threads give other features"
            }
            return nil
        }
        report.check("the order of the rows does not change their features") {
            let order = Array((0..<frame.rowCount).reversed())
            let reversed = try pipeline.transform(frame: try frame.taking(order))
            let expected = try pipeline.transform(frame: frame).selecting(rows: order)
            return bits(reversed) == bits(expected) ? nil : "a row differs"
        }
    }

    private static func bits(_ matrix: FeatureMatrix<Double>) -> [[UInt64]] {
        switch matrix.storage {
        case .dense(let values): [values.map(\.bitPattern)]
        case .sparse(let rows, _):
            [rows.values.map(\.bitPattern), rows.columns.map { UInt64($0) }, rows.offsets.map { UInt64($0) }]
        }
    }
}
