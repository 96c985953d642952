import Testing

@testable import MLCore

@Suite("Ensembles written as LightGBM's text")
struct LightGBMWriterTests {
    private func ensemble(
        _ nodes: [DecisionTree.Node], comparison: TreeEnsemble.Comparison = .lessOrEqual,
        arithmetic: TreeEnsemble.Arithmetic = .double, aggregation: TreeEnsemble.Aggregation = .sum,
        link: TreeEnsemble.Link = .identity, base: [Double] = [0], task: PredictionTask? = nil, output: Int? = 0
    ) throws -> TreeEnsemble {
        let targets = base.indices.map { "t\($0)" }
        return try TreeEnsemble(
            members: [TreeEnsemble.Member(tree: try DecisionTree(nodes: nodes), output: output)],
            features: FeatureSchema(["a", "b c"]), task: task ?? .regression(targets: targets), baseScores: base,
            comparison: comparison, arithmetic: arithmetic, aggregation: aggregation, link: link)
    }

    private func reread(_ ensemble: TreeEnsemble) throws -> TreeEnsemble {
        let model = try LightGBMReader().model(from: try LightGBMWriter().bytes(of: ensemble))
        guard case .trees(let ensemble) = model.body else { throw CoreError(.malformedModel, "no trees") }
        return ensemble
    }

    private func margins(_ ensemble: TreeEnsemble, _ values: [Double]) throws -> [Double] {
        var margins = [Double](repeating: 0, count: ensemble.marginCount * (values.count / ensemble.featureCount))
        try ensemble.margins(
            FeatureMatrix(values: values, rowCount: values.count / ensemble.featureCount, schema: ensemble.features),
            into: &margins)
        return margins
    }

    @Test("a written file is the one that was read, tree for tree")
    func roundTrip() throws {
        let trees = [LightGBMSample.firstTree, LightGBMSample.linearTree, LightGBMSample.constantTree]
        let text = LightGBMSample.text(trees: trees, objective: "multiclass num_class:3", classes: 3)
        let model = try LightGBMReader().model(from: Array(text.utf8))
        guard case .trees(let ensemble) = model.body else { throw CoreError(.malformedModel, "no trees") }
        #expect(try reread(ensemble) == ensemble)
    }

    @Test("every model of another library that can be written gives the same margins")
    func fixtures() throws {
        var written = 0
        for fixture in ModelFixture.all {
            let file = ["model.txt", "model.json", "model.ubj"].first { (try? fixture.bytes($0)) != nil }
            let model = try ImportedModel(reading: try fixture.bytes(file ?? ""))
            guard case .trees(let ensemble) = model.body else { continue }
            let copy: TreeEnsemble
            do {
                copy = try reread(ensemble)
            } catch let error as CoreError where error.code == .invalidArgument {
                continue
            }
            written += 1
            let features = try fixture.features(of: model)
            let width = ensemble.marginCount
            var expected = [Double](repeating: 0, count: features.rowCount * width)
            try ensemble.margins(features, into: &expected)
            var computed = expected
            try copy.margins(features, into: &computed)
            var disagreement = Disagreement()
            if ensemble.arithmetic == .float {
                // Sums in double instead of float: errors are relative to the terms, not to their sum.
                let terms = 1 + (expected.map(abs).max() ?? 0)
                computed = zip(computed, expected).map { abs($0 - $1) <= 1e-5 * terms ? $1 : $0 }
            }
            disagreement.compare(computed, expected, tolerance: 1e-13, "margins")
            #expect(disagreement.count == 0, "\(fixture): \(disagreement)")
        }
        #expect(written > 0, "no model could be written; set MLOPS_FIXTURES")
    }

    @Test("a number goes to the same side of every kind of threshold")
    func thresholds() throws {
        var generator = SeededGenerator(seed: 3)
        for comparison in [TreeEnsemble.Comparison.less, .lessOrEqual] {
            for arithmetic in [TreeEnsemble.Arithmetic.double, .float, .floatInputs] {
                for threshold in [0.1, Double(Float(0.1)), 1, -3.5, 3e38, 1e300, -1e300, .infinity, 16_777_217] {
                    // As a float this threshold is −∞, below which nothing is.
                    if threshold == -1e300, arithmetic == .float, comparison == .less { continue }
                    let nodes: [DecisionTree.Node] = [
                        .split(feature: 0, threshold: threshold, missing: .nanLeft, left: 1, right: 2), .leaf([1]),
                        .leaf([2]),
                    ]
                    let ensemble = try ensemble(nodes, comparison: comparison, arithmetic: arithmetic)
                    var values: [Double] = []
                    for start in [threshold, Double(Float(threshold)), Double(Float(threshold).nextDown)] {
                        let near = [start, start.nextUp, start.nextDown, start * (1 + 3e-8), start * (1 - 3e-8)]
                        for value in near + [Double(Float(start).nextUp), .nan, -.infinity, .infinity] {
                            values += [value, 0]
                        }
                        for _ in 0..<50 {
                            values += [start * (1 + 1.2e-7 * Double.random(in: -1...1, using: &generator)), 0]
                        }
                    }
                    let expected = try margins(ensemble, values)
                    #expect(
                        try margins(try reread(ensemble), values) == expected,
                        "\(comparison) \(arithmetic) \(threshold)")
                }
            }
        }
    }

    @Test("base scores become trees of one leaf, in the place where they are added")
    func baseScores() throws {
        let nodes: [DecisionTree.Node] = [.leaf([0.25, 0.5])]
        let copy = try reread(ensemble(nodes, base: [3, 0], output: nil))
        #expect(copy.members.count == 4)
        #expect(try margins(copy, [0, 0]) == [3.25, 0.5])
        let last = try reread(ensemble([.leaf([1])], aggregation: .sumBeforeBase, base: [2]))
        #expect(last.members.map(\.tree.nodes) == [[.leaf([1])], [.leaf([2])]])
    }

    @Test("an ensemble without trees is written with its base scores")
    func empty() throws {
        let ensemble = try TreeEnsemble(
            members: [], features: FeatureSchema(["a"]), task: .regression(targets: ["t"]), baseScores: [1.5],
            link: .identity)
        #expect(try margins(try reread(ensemble), [0]) == [1.5])
    }

    @Test("averages keep their predictions")
    func averages() throws {
        for aggregation in [TreeEnsemble.Aggregation.mean, .meanOutput] {
            let ensemble = try ensemble([.leaf([3])], aggregation: aggregation)
            let row = FeatureVector<Double>([0, 0])
            #expect(try reread(ensemble).predict(row) == ensemble.predict(row))
        }
        #expect(throws: CoreError.self) {
            try LightGBMWriter().bytes(of: try ensemble([.leaf([3])], aggregation: .mean, base: [1]))
        }
    }

    @Test("what LightGBM has no words for is an error")
    func inexpressible() throws {
        let missing: [DecisionTree.Node] = [
            .categories(feature: 0, CategorySet([1]), missingGoesLeft: true, left: 1, right: 2), .leaf([1]), .leaf([2]),
        ]
        let large: [DecisionTree.Node] = [
            .categories(feature: 0, CategorySet([1 << 30]), missingGoesLeft: false, left: 1, right: 2), .leaf([1]),
            .leaf([2]),
        ]
        let below: [DecisionTree.Node] = [
            .split(feature: 0, threshold: -.infinity, missing: .nanLeft, left: 1, right: 2), .leaf([1]), .leaf([2]),
        ]
        #expect(throws: CoreError.self) { try LightGBMWriter().bytes(of: try ensemble(missing)) }
        #expect(throws: CoreError.self) { try LightGBMWriter().bytes(of: try ensemble(large)) }
        #expect(throws: CoreError.self) { try LightGBMWriter().bytes(of: try ensemble(below, comparison: .less)) }
        #expect(throws: CoreError.self) { try LightGBMWriter().bytes(of: try ensemble([.leaf([1])], link: .step)) }
        #expect(throws: CoreError.self) {
            try LightGBMWriter().bytes(
                of: try ensemble([.leaf([1, 2])], link: .exponential, base: [0, 0], output: nil))
        }
    }

    @Test("spaces in names become underscores, and names that are then the same are an error")
    func names() throws {
        #expect(try reread(ensemble([.leaf([1])])).features.names == ["a", "b_c"])
        let ensemble = try TreeEnsemble(
            members: [], features: FeatureSchema(["a b", "a_b"]), task: .regression(targets: ["t"]), baseScores: [0],
            link: .identity)
        #expect(throws: CoreError.self) { try LightGBMWriter().bytes(of: ensemble) }
    }
}
