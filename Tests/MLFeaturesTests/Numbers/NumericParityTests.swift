import MLCore
import MLData
import MLFeatures
import Testing

/// What scikit-learn's preprocessing gives on some numbers; `nil` is missing.
private struct NumericReference: Decodable {
    let X: [[Double?]]
    let X_missing: [[Double?]]
    let standard: [[Double?]]
    let standard_missing: [[Double?]]
    let minmax: [[Double?]]
    let impute_mean: [[Double?]]
    let impute_median: [[Double?]]
    let impute_most_frequent: [[Double?]]
    let category: [String]
    let onehot: [[Double?]]
}

@Suite("Numeric parity with scikit-learn")
struct NumericParityTests {
    @Test("Scalers and imputers give scikit-learn's numbers to 1e-12")
    func numbers() throws {
        let reference = try Fixture.reference("features-numeric.json", as: NumericReference.self)
        #expect(reference.X.count > 10 && reference.X_missing.joined().contains(nil))
        let cases: [(String, [[Double?]], [NumericPreparation], [[Double?]])] = [
            ("standard", reference.X, [.standardize()], reference.standard),
            ("standard_missing", reference.X_missing, [.standardize()], reference.standard_missing),
            ("minmax", reference.X, [.rescale()], reference.minmax),
            ("impute_mean", reference.X_missing, [.impute(Imputer(.mean))], reference.impute_mean),
            ("impute_median", reference.X_missing, [.impute(Imputer(.median))], reference.impute_median),
            (
                "impute_most_frequent", reference.X_missing, [.impute(Imputer(.mostFrequent))],
                reference.impute_most_frequent
            ),
        ]
        for (name, input, operations, expected) in cases {
            let columns = (0..<(input.first?.count ?? 0)).map { column in
                (name: "c\(column)", column: Column(input.map { $0[column] }))
            }
            let frame = try DataFrame(columns)
            let pipeline = try FeaturePipeline([.numbers(frame.columnNames, operations)]).fitted(to: frame)
            try compare(try pipeline.transform(frame: frame), expected, name)
        }
    }

    @Test("One-hot features are scikit-learn's")
    func oneHot() throws {
        let reference = try Fixture.reference("features-numeric.json", as: NumericReference.self)
        let frame = try DataFrame([("category", Column(present: reference.category))])
        let pipeline = try FeaturePipeline([.oneHot(["category"], OneHotEncoder(missing: .ignore))], isSparse: false)
            .fitted(to: frame)
        try compare(try pipeline.transform(frame: frame), reference.onehot, "onehot")
    }

    private func compare(_ matrix: FeatureMatrix<Double>, _ expected: [[Double?]], _ name: String) throws {
        #expect(matrix.rowCount == expected.count && !expected.isEmpty, "\(name)")
        for (index, row) in expected.enumerated() {
            let mine = try matrix.row(index).dense
            #expect(mine.count == row.count, "\(name)")
            for (value, target) in zip(mine, row) {
                if let target {
                    #expect(abs(value - target) <= 1e-12, "\(name), row \(index)")
                } else {
                    #expect(value.isNaN, "\(name), row \(index)")
                }
            }
        }
    }
}
