public import MLCore
public import MLData
public import MLFeatures

/// The promises that every fitted transformer of a column, and every fitted feature pipeline, keeps.
///
/// ```swift
/// let report = TransformerChecks.run(encoder, on: column, catalog: .features)
/// #expect(report.passed, "\(report)")
/// ```
public enum TransformerChecks {
    /// Checks a transformer of one column.
    ///
    /// - Parameters:
    ///   - transformer: The transformer.
    ///   - column: A column that it can transform; at least two rows.
    ///   - catalog: Knows the kinds of the transformer and of what it holds.
    /// - Returns: One check for each promise.
    public static func run(
        _ transformer: any ColumnTransformer, on column: Column, catalog: ComponentCatalog
    ) -> CheckReport {
        var report = CheckReport(name: "transformer \(type(of: transformer).kind)")
        checkFeatures(transformer, column, &report)
        checkInputs(transformer, column, &report)
        checkCoding(transformer, column, catalog, &report)
        return report
    }

    private static func checkFeatures(
        _ transformer: any ColumnTransformer, _ column: Column, _ report: inout CheckReport
    ) {
        let whole = ColumnSlice(column, name: "column")
        report.check("the same column gives the same bits") {
            let (first, second) = (try transformer.features(of: whole), try transformer.features(of: whole))
            return rows(of: first) == rows(of: second) ? nil : "the features differ"
        }
        report.check("a column gives the bits of its rows") {
            let all = rows(of: try transformer.features(of: whole))
            for row in 0..<column.count {
                let value = ColumnSlice(try column.value(at: row), name: "column")
                guard rows(of: try transformer.features(of: value)) == [all[row]] else { return "row \(row) differs" }
            }
            return column.count >= 2 ? nil : "two rows are needed to compare"
        }
        report.check("part of a column gives the bits of its rows") {
            let all = rows(of: try transformer.features(of: whole))
            let part = ColumnSlice(column, rows: 1..<column.count, name: "column")
            return rows(of: try transformer.features(of: part)) == Array(all.dropFirst()) ? nil : "the rows differ"
        }
        report.check("sparse and dense storage hold the same features") {
            let sparse = rows(of: try transformer.features(of: whole, isSparse: true))
            let dense = rows(of: try transformer.features(of: whole, isSparse: false))
            return sparse == dense ? nil : "the features differ"
        }
        report.check("an empty column gives no rows") {
            let none = try transformer.features(of: ColumnSlice(column, rows: 0..<0, name: "column"))
            return none.rowCount == 0 && none.values.isEmpty ? nil : "\(none.rowCount) rows"
        }
        report.check("every feature has a name of its own") {
            let names = transformer.featureNames(root: "root")
            guard names.count == transformer.featureCount else {
                return "\(names.count) names for \(transformer.featureCount) features"
            }
            return Set(names.map { Array($0.utf8) }).count == names.count ? nil : "a name occurs twice"
        }
    }

    private static func checkInputs(
        _ transformer: any ColumnTransformer, _ column: Column, _ report: inout CheckReport
    ) {
        report.check("a missing value gives features, or is refused, as the transformer says") {
            let missing = ColumnSlice(Value.missing, name: "column")
            do {
                let block = try transformer.features(of: missing)
                return transformer.allowsMissing && block.rowCount == 1 ? nil : "it was transformed"
            } catch let error as any ModuleError {
                return !transformer.allowsMissing && code(of: error) == "missingValue" ? nil : "threw \(error)"
            }
        }
        report.check("values of another type are refused") {
            for value in samples {
                guard let type = value.type, !transformer.acceptedTypes.contains(type) else { continue }
                do {
                    _ = try transformer.features(of: ColumnSlice(value, name: "column"))
                    return "a value of type \(type) was transformed"
                } catch let error as any ModuleError {
                    guard code(of: error) == "typeMismatch" else { return "threw \(error)" }
                }
            }
            return nil
        }
        report.check("awkward values give one row or a typed error") {
            for value in samples {
                do {
                    let block = try transformer.features(of: ColumnSlice(value, name: "column"))
                    guard block.rowCount == 1 else { return "\(value) gives \(block.rowCount) rows" }
                } catch is any ModuleError {
                    continue
                }
            }
            return nil
        }
        report.check("memory of another shape is refused") {
            for (width, capacity) in [
                (transformer.featureCount + 1, column.count), (transformer.featureCount, column.count - 1),
            ] {
                var block = FeatureBlock(featureCount: width, rowCapacity: capacity, isSparse: false)
                do {
                    try transformer.transform(ColumnSlice(column, name: "column"), into: &block)
                    return "\(capacity) rows of \(width) features were filled"
                } catch is any ModuleError {
                    continue
                }
            }
            return nil
        }
    }

    private static func checkCoding(
        _ transformer: any ColumnTransformer, _ column: Column, _ catalog: ComponentCatalog,
        _ report: inout CheckReport
    ) {
        report.check("the stored form reads back as an equal transformer") {
            let stored = try transformer.encoded()
            guard stored == (try transformer.encoded()) else { return "storing twice gives different bytes" }
            guard let restored = try catalog.component(from: stored) as? any ColumnTransformer else {
                return "another kind of component was read"
            }
            guard try restored.encoded() == stored else { return "storing again gives different bytes" }
            guard restored.featureNames(root: "r") == transformer.featureNames(root: "r") else {
                return "the names of the features changed"
            }
            let slice = ColumnSlice(column, name: "column")
            let (before, after) = (try transformer.features(of: slice), try restored.features(of: slice))
            return rows(of: before) == rows(of: after) ? nil : "the features changed"
        }
        guard let stored = try? transformer.encoded() else { return }
        StoredFormChecks.run(stored, &report) { _ = try catalog.component(from: $0) }
    }

    /// Values of every type, among them those that are hard to take.
    private static var samples: [Value] {
        [
            .bool(true), .int64(.max), .int64(.min), .double(.nan), .double(.infinity),
            .double(-.greatestFiniteMagnitude),
            .double(.leastNonzeroMagnitude), .float(.nan), .float(-.infinity), .string(""), .string("\u{0}"),
            .string("e\u{301}\u{10FFFF}\u{130}Σ"), .string(String(repeating: "word ", count: 500)),
            .string(String(repeating: "ß", count: 2_000)), .timestamp(Timestamp(microseconds: .max)), .stringList([]),
            .stringList(["", "", "\u{0}"]),
        ]
    }

    private static func code(of error: some ModuleError) -> String { error.code.rawValue }

    /// The features of each row that are not +0 by position, as bits.
    private static func rows(of block: FeatureBlock) -> [[UInt64]] {
        (0..<block.rowCount).map { row in
            var bits: [UInt64] = []
            let stored =
                block.isSparse
                ? block.offsets[row]..<block.offsets[row + 1]
                : row * block.featureCount..<(row + 1) * block.featureCount
            for position in stored where block.values[position] != 0 {
                let feature = block.isSparse ? Int(block.columns[position]) : position - stored.lowerBound
                bits.append(UInt64(feature))
                bits.append(block.values[position].bitPattern)
            }
            return bits
        }
    }
}
