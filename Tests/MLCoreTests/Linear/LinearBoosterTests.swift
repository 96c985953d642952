import MLCore
import MLTestKit
import Testing

@Suite("LinearBooster")
struct LinearBoosterTests {
    private func model(outputs: Int, width: Int = 11) throws -> LinearBooster {
        var generator = SeededGenerator(seed: 5)
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.nextNormal()) } }
        return try LinearBooster(
            weights: numbers(width * outputs), biases: numbers(outputs), baseMargins: numbers(outputs),
            features: .numbered(width),
            task: outputs == 1
                ? .binary(negative: "no", positive: "yes") : .multiclass(labels: (0..<outputs).map { "\($0)" }),
            link: outputs == 1 ? .sigmoid : .softmax)
    }

    private func rows(_ count: Int, width: Int = 11) throws -> FeatureMatrix<Double> {
        var generator = SeededGenerator(seed: 6)
        var values = (0..<count * width).map { _ in generator.nextNormal() }
        for position in stride(from: 3, to: values.count, by: 7) { values[position] = .nan }
        return try FeatureMatrix(values: values, rowCount: count, schema: .numbered(width))
    }

    @Test("The margin is added in Float, in the order of the features, without the missing ones")
    func definition() throws {
        let model = try LinearBooster(
            weights: [1, 10, 1e8, 20], biases: [1, 5], baseMargins: [0.5, 0.25], features: .numbered(2),
            task: .regression(targets: ["a", "b"]), link: .identity)
        #expect(try model.predict(FeatureVector([3, 4])) == [Double(Float(4.5) + 4e8), 115.25])
        #expect(try model.predict(FeatureVector([3, .nan])) == [4.5, 35.25])
        #expect(
            try model.predict(FeatureVector(count: 2, columns: [0], values: [3], absentMeans: .missing)) == [
                4.5, 35.25,
            ])
        var margins = [0.0, 0]
        try model.margins(FeatureMatrix(values: [0.1, .nan], rowCount: 1, schema: .numbered(2)), into: &margins)
        #expect(margins == [Double(Float(1.5) + Float(0.1)), Double(Float(5.25) + Float(0.1) * 10)])
    }

    @Test("keeps the promises of predictors", arguments: [1, 4])
    func contract(outputs: Int) throws {
        let catalog = try ComponentCatalog().registering(LinearBooster.self)
        let report = PredictorChecks.run(try model(outputs: outputs), on: try rows(600), catalog: catalog)
        #expect(report.passed, "\(report)")
    }

    @Test("bad coefficients are refused")
    func invalid() throws {
        let features = try FeatureSchema.numbered(2)
        func expectMalformed(_ weights: [Float], _ biases: [Float], _ margins: [Float], _ link: TreeEnsemble.Link) {
            let error = #expect(throws: CoreError.self) {
                try LinearBooster(
                    weights: weights, biases: biases, baseMargins: margins, features: features,
                    task: .regression(targets: ["y"]), link: link)
            }
            #expect(error?.code == .malformedModel)
        }
        expectMalformed([1], [0], [0], .identity)
        expectMalformed([1, .nan], [0], [0], .identity)
        expectMalformed([1, 2], [.infinity], [0], .identity)
        expectMalformed([1, 2], [0], [.nan], .identity)
        expectMalformed([1, 2], [0], [0, 0], .identity)
        expectMalformed([1, 2, 3, 4], [0, 0], [0, 0], .identity)
        expectMalformed([], [], [], .identity)
    }

    @Test("wrong shapes are errors")
    func shapes() throws {
        let model = try model(outputs: 3)
        #expect(throws: CoreError.self) { try model.predict(FeatureVector([1])) }
        var margins = [0.0]
        #expect(throws: CoreError.self) { try model.margins(rows(1), into: &margins) }
    }
}
