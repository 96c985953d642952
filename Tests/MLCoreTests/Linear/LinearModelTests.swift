import MLCore
import MLTestKit
import Testing

@Suite("LinearModel")
struct LinearModelTests {
    private func model(outputs: Int, width: Int = 19, seed: UInt64 = 1) throws -> LinearModel {
        var generator = SeededGenerator(seed: seed)
        let task: PredictionTask =
            outputs == 1
            ? .binary(negative: "no", positive: "yes") : .multilabel(labels: (0..<outputs).map { "label \($0)" })
        return try LinearModel(
            weights: (0..<width * outputs).map { _ in generator.nextNormal() },
            intercepts: (0..<outputs).map { _ in generator.nextNormal() }, featureCount: width, task: task,
            link: .sigmoid)
    }

    /// Rows with many zeros, dense and sparse.
    private func rows(_ count: Int, width: Int = 19) throws -> (FeatureMatrix<Double>, FeatureMatrix<Double>) {
        var generator = SeededGenerator(seed: 9)
        var dense: [Double] = []
        var (offsets, columns, values) = ([0], [Int32](), [Double]())
        for _ in 0..<count {
            for column in 0..<width {
                let value = generator.nextUniform() < 0.5 ? 0 : generator.nextNormal()
                dense.append(value)
                guard value != 0 else { continue }
                columns.append(Int32(column))
                values.append(value)
            }
            offsets.append(columns.count)
        }
        let schema = try FeatureSchema.numbered(width)
        let sparse = try SparseRows(offsets: offsets, columns: columns, values: values, columnCount: width)
        return (
            try FeatureMatrix(values: dense, rowCount: count, schema: schema),
            try FeatureMatrix(rows: sparse, absentMeans: .zero, schema: schema)
        )
    }

    @Test("the score is the weighted sum plus the intercept")
    func definition() throws {
        let model = try LinearModel(
            weights: [1, 10, 2, 20], intercepts: [0.5, 5], featureCount: 2,
            task: .regression(targets: ["a", "b"]), link: .identity)
        #expect(try model.predict(FeatureVector([3, 4])) == [11.5, 115])
        #expect(try model.predict(FeatureVector(count: 2, columns: [1], values: [4])) == [8.5, 85])
        #expect(try model.weight(ofFeature: 1, forOutput: 0) == 2)
    }

    @Test("dense and sparse rows give the same bits", arguments: [1, 3])
    func denseEqualsSparse(outputs: Int) throws {
        let model = try model(outputs: outputs)
        let (dense, sparse) = try rows(600)
        #expect(try model.predictions(for: dense) == model.predictions(for: sparse, threads: 2))
    }

    @Test("softmax outputs follow the scores and survive large ones")
    func softmax() throws {
        let model = try LinearModel(
            weights: [1, 0, -1], intercepts: [0, 0, 0], featureCount: 1,
            task: .multiclass(labels: ["a", "b", "c"]), link: .softmax)
        #expect(try model.predict(FeatureVector([0])) == [1.0 / 3, 1.0 / 3, 1.0 / 3])
        #expect(try model.predict(FeatureVector([1e300])) == [1, 0, 0])
        #expect {
            try model.predict(FeatureVector([.infinity]))
        } throws: { ($0 as? CoreError)?.code == .nonFiniteValue }
    }

    @Test("missing features are refused with the row and the feature")
    func missing() throws {
        let model = try model(outputs: 3, width: 2)
        let matrix = try FeatureMatrix(values: [1, 2, 3, .nan], rowCount: 2, schema: try .numbered(2))
        #expect {
            try model.predictions(for: matrix)
        } throws: { error in
            (error as? CoreError)?.code == .missingValue && "\(error)".contains("row 1")
                && "\(error)".contains("feature 1")
        }
        let absent = try FeatureVector(count: 2, columns: [0], values: [1.0], absentMeans: .missing)
        #expect {
            try model.predict(absent)
        } throws: { ($0 as? CoreError)?.code == .missingValue }
    }

    @Test("bad coefficients are refused")
    func invalid() throws {
        let task = PredictionTask.binary(negative: "n", positive: "p")
        func expectMalformed(
            _ weights: [Double], _ intercepts: [Double], _ count: Int, _ link: LinearModel.Link = .sigmoid
        ) {
            #expect {
                try LinearModel(weights: weights, intercepts: intercepts, featureCount: count, task: task, link: link)
            } throws: { ($0 as? CoreError)?.code == .malformedModel }
        }
        expectMalformed([1], [0], 2)
        expectMalformed([1, 2], [], 2)
        expectMalformed([1, .nan], [0], 2)
        expectMalformed([1, 2], [.infinity], 2)
        expectMalformed([1, 2], [0], 2, .softmax)
        expectMalformed([], [0], -1)
        expectMalformed([], [0], .max)
    }

    @Test("keeps the promises of predictors", arguments: [1, 4])
    func contract(outputs: Int) throws {
        let (dense, sparse) = try rows(300)
        let catalog = try ComponentCatalog().registering(LinearModel.self)
        for rows in [dense, sparse] {
            let report = PredictorChecks.run(try model(outputs: outputs), on: rows, catalog: catalog)
            #expect(report.passed, "\(report)")
        }
    }

    @Test("a model without features gives its intercepts")
    func noFeatures() throws {
        let model = try LinearModel(
            weights: [], intercepts: [2], featureCount: 0, task: .regression(targets: ["y"]), link: .identity)
        #expect(try model.predict(FeatureVector([])) == [2])
        let rows = try FeatureMatrix<Double>(values: [], rowCount: 3, schema: try .numbered(0))
        #expect(try model.predictions(for: rows).values == [2, 2, 2])
    }
}
