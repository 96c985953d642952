import Testing

@testable import MLCore

@Suite("Models written for XGBoost")
struct XGBoostWriterTests {
    private static let models = ModelFixture.all(of: "xgboost")

    private func read(_ ensemble: TreeEnsemble, _ format: XGBoostWriter.Format = .json) throws -> TreeEnsemble {
        let model = try XGBoostReader().model(from: XGBoostWriter(format: format).bytes(of: ensemble))
        guard case .trees(let ensemble) = model.body else { throw CoreError(.typeMismatch, "no trees") }
        return ensemble
    }

    private func ensemble(
        _ trees: [DecisionTree], base: Double = 0.5, task: PredictionTask = .regression(targets: ["y"]),
        comparison: TreeEnsemble.Comparison = .lessOrEqual, aggregation: TreeEnsemble.Aggregation = .sum,
        link: TreeEnsemble.Link = .identity
    ) throws -> TreeEnsemble {
        try TreeEnsemble(
            members: trees.map { .init(tree: $0, output: 0) }, features: .numbered(2), task: task, baseScores: [base],
            comparison: comparison, aggregation: aggregation, link: link)
    }

    private func split(
        _ threshold: Double, _ missing: MissingRule = .nanLeft, left: Double = 1, right: Double = 2
    ) throws -> DecisionTree {
        try DecisionTree(nodes: [
            .split(feature: 0, threshold: threshold, missing: missing, left: 2, right: 1), .leaf([right]),
            .leaf([left]),
        ])
    }

    @Test("A model of XGBoost reads back with the same answers to the bit", arguments: models)
    func roundTrip(fixture: ModelFixture) throws {
        let model = try ImportedModel(reading: fixture.bytes("model.json"))
        let features = try fixture.features(of: model)
        let expected = try model.predictor.predictions(for: features)
        for format in XGBoostWriter.Format.allCases {
            let written = try ImportedModel(reading: XGBoostWriter(format: format).bytes(of: model))
            #expect(written.objective == model.objective)
            #expect(written.inputs == model.inputs)
            #expect(try written.predictor.predictions(for: features) == expected)
            guard case .trees(let before) = model.body, case .trees(let after) = written.body else { continue }
            #expect(try after.leafNumbers(features).count == before.leafNumbers(features).count)
        }
    }

    @Test("A threshold becomes the one that parts the same floats")
    func thresholds() {
        var generator = SeededGenerator(seed: 8)
        var numbers: [Float] = [
            0, -0.0, 1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
        ]
        for _ in 0..<500 { numbers.append(Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))) }
        for number in numbers where number.isFinite {
            for threshold in [Double(number), Double(number).nextUp, Double(number).nextDown] {
                for value in [number, number.nextUp, number.nextDown] {
                    #expect(
                        (value < XGBoostTree.bound(threshold, orEqual: true)) == (Double(value) <= threshold)
                            || value.isInfinite, "\(value) <= \(threshold)")
                    #expect(
                        (value < XGBoostTree.bound(threshold, orEqual: false)) == (Double(value) < threshold)
                            || value.isInfinite, "\(value) < \(threshold)")
                }
            }
        }
    }

    @Test("Rows end in the same leaves, and missing values go the same way", arguments: XGBoostWriter.Format.allCases)
    func leaves(format: XGBoostWriter.Format) throws {
        let set = try DecisionTree(nodes: [
            .categories(feature: 1, CategorySet([0, 3, 70]), missingGoesLeft: true, left: 2, right: 1), .leaf([5]),
            .split(feature: 0, threshold: 0.1, missing: .nanIsZero, left: 4, right: 3), .leaf([6]), .leaf([7]),
        ])
        let nothing = try DecisionTree(nodes: [
            .categories(feature: 1, CategorySet([UInt32]()), missingGoesLeft: true, left: 1, right: 2), .leaf([8]),
            .leaf([9]),
        ])
        let original = try ensemble([set, nothing, split(0.1), split(-1, .zeroRight), split(1, .zeroLeft)])
        let written = try read(original, format)
        for first in [-2, -1, 0, 1e-40, Double(Float(0.1)), Double(Float(0.1).nextDown), 5, .nan] {
            for second in [0, 3, 70, 1, 71, 1e6, .nan] as [Double] {
                let row = FeatureVector([first, second])
                #expect(try written.predict(row) == original.predict(row), "\(first), \(second)")
            }
        }
    }

    @Test("Averages and the factor of a sigmoid go into the leaves")
    func scales() throws {
        let trees = try [split(0), split(1), split(2), split(3)]
        for aggregation in [TreeEnsemble.Aggregation.mean, .meanOutput] {
            let original = try ensemble(trees, base: 0.25, aggregation: aggregation)
            let written = try read(original)
            for value in [-1, 0.5, 1.5, 2.5, 9] {
                let row = FeatureVector([value, 0])
                #expect(try abs(written.predict(row)[0] - original.predict(row)[0]) < 1e-6)
            }
        }
        let original = try ensemble(
            trees, base: -3, task: .binary(negative: "0", positive: "1"), link: .scaledSigmoid(0.5))
        let row = FeatureVector([1.5, 0])
        #expect(try abs(read(original).predict(row)[0] - original.predict(row)[0]) < 1e-7)
    }

    @Test("A base margin that no base score gives becomes a tree")
    func baseMargins() throws {
        let task = PredictionTask.binary(negative: "0", positive: "1")
        for base in [-20.5, -0.3, 0, 0.1, 1, 20] {
            let original = try ensemble([split(0)], base: base, task: task, link: .sigmoid)
            let written = try read(original)
            #expect(written.members.count <= 2)
            var margins = [0.0]
            try written.margins(FeatureMatrix(values: [9, 0], rowCount: 1, schema: .numbered(2)), into: &margins)
            #expect(margins == [Double(Float(base) + 2)])
        }
        #expect(try read(ensemble([split(0)], base: 20, task: task, link: .sigmoid)).members.count == 2)
        #expect(try read(ensemble([split(0)], base: 20)).members.count == 1)
    }

    @Test("Vector leaves and trees of single outputs go together")
    func vectors() throws {
        let vector = try DecisionTree(nodes: [
            .split(feature: 0, threshold: 0, missing: .nanLeft, left: 1, right: 2), .leaf([1, 2]), .leaf([3, 4]),
        ])
        let original = try TreeEnsemble(
            members: [.init(tree: vector, output: nil), .init(tree: split(1, left: 10, right: 20), output: 1)],
            features: FeatureSchema(["a", "b\"\u{1}ü"]), task: .multiclass(labels: ["0", "1"]),
            baseScores: [0.5, -0.5],
            link: .softmax)
        for format in XGBoostWriter.Format.allCases {
            let written = try read(original, format)
            #expect(written.features == original.features)
            for value in [-1, 0.5, 2, .nan] {
                var expected = [0.0, 0]
                var computed = expected
                let row = try FeatureMatrix(values: [value, 0], rowCount: 1, schema: original.features)
                try original.margins(row, into: &expected)
                try written.margins(row, into: &computed)
                #expect(computed == expected)
            }
        }
    }

    @Test("What XGBoost cannot express is an error that says so")
    func refusals() throws {
        let linear = try DecisionTree(nodes: [
            .linearLeaf(LinearLeaf(constant: 1, features: [0], coefficients: [2], missingValue: 0))
        ])
        let large = try DecisionTree(nodes: [
            .categories(feature: 0, CategorySet([1 << 24]), missingGoesLeft: true, left: 1, right: 2), .leaf([1]),
            .leaf([2]),
        ])
        let refused = try [
            ensemble([linear]), ensemble([large]), ensemble([split(0, .zeroRight)]), ensemble([split(-1, .zeroLeft)]),
            ensemble([split(0)], link: .softplus), ensemble([split(0)], link: .signedSquare),
            ensemble([split(0, left: 1e300)]), ensemble([split(0)], base: 1e300),
        ]
        for ensemble in refused {
            let error = #expect(throws: CoreError.self) { try XGBoostWriter().bytes(of: ensemble) }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test("Tables of categories are kept")
    func categories() throws {
        let model = try ImportedModel(
            format: .lightGBM, objective: "regression",
            inputs: [
                ImportedInput(name: "f0", encoding: .categories(["b": 1, "ä": 0, "": 2])),
                ImportedInput(name: "f1", encoding: .numberCategories([10: 1, -3: 0])),
            ],
            body: .trees(try ensemble([split(0)])))
        for format in XGBoostWriter.Format.allCases {
            let written = try ImportedModel(reading: XGBoostWriter(format: format).bytes(of: model))
            #expect(written.inputs == model.inputs)
        }
        for encoding in [
            ImportedInput.Encoding.categories(["a": 1]), .numberCategories([0.5: 0]), .hashedCategories([:]),
        ] {
            let model = try ImportedModel(
                format: .lightGBM, objective: "regression",
                inputs: [ImportedInput(name: "f0", encoding: encoding), ImportedInput(name: "f1", encoding: .number)],
                body: .trees(try ensemble([split(0)])))
            let error = #expect(throws: CoreError.self) { try XGBoostWriter().bytes(of: model) }
            #expect(error?.code == .invalidArgument)
        }
    }
}
