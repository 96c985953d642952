import Testing

@testable import MLCore

@Suite("LightGBM's text files")
struct LightGBMReaderTests {
    private func ensemble(_ text: String, _ iterations: ImportedIterations = .all) throws -> TreeEnsemble {
        let model = try LightGBMReader(iterations: iterations).model(from: Array(text.utf8))
        guard case .trees(let ensemble) = model.body else { throw CoreError(.malformedModel, "no trees") }
        return ensemble
    }

    private func margin(_ text: String, _ row: [Double]) throws -> Double {
        let ensemble = try ensemble(text)
        var margins = [0.0]
        try ensemble.margins(FeatureMatrix(values: row, rowCount: 1, schema: ensemble.features), into: &margins)
        return margins[0]
    }

    @Test(
        "a value goes where the type of the split says",
        arguments: [
            // The first split: missing type None, threshold 0.5: NaN is zero.
            ([0.5, 0, 0], 0.125), ([.nan, 2, 0], 0.125), ([0, 33, 0], 0.5), ([0, 32, 0], 0.125),
            // Category 0 and 2 and 32 go left; fractions are cut; negative, unknown and missing ones go right.
            ([0, 0.9, 0], 0.125), ([0, -0.5, 0], 0.125), ([0, -1, 0], 0.5), ([0, .nan, 0], 0.5), ([0, 1e10, 0], 0.5),
            // The third split: missing type NaN, missing goes left; its threshold is the zero border.
            ([1, 0, .nan], -0.25), ([1, 0, 1e-36], -0.25), ([1, 1, 1e-34], 1),
            // The fourth split: missing type Zero, zeros and missing go right.
            ([1, 0, 1], -2), ([1, .nan, 1], -2), ([1, 1.5, 1], 1), ([1, 2, 1], -2), ([1, -1, 1], 1),
            ([1, 1e-36, 1], -2),
        ] as [([Double], Double)])
    func decisions(_ row: [Double], _ expected: Double) throws {
        #expect(try margin(LightGBMSample.text(trees: [LightGBMSample.firstTree]), row) == expected)
    }

    @Test("a linear leaf is its constant and terms, or its value when a feature is missing")
    func linearLeaves() throws {
        let text = LightGBMSample.text(trees: [LightGBMSample.linearTree])
        #expect(try margin(text, [2, 0, -2]) == 10 + 1 + 0.5)
        #expect(try margin(text, [.nan, 0, -2]) == 3)
        #expect(try margin(text, [2, 0, .nan]) == 20)
    }

    @Test("a tree of one leaf adds its value to every row")
    func constantTree() throws {
        #expect(try margin(LightGBMSample.text(trees: [LightGBMSample.constantTree]), [.nan, 3, 1]) == 0.0625)
    }

    @Test("LightGBM's numbers of leaves and counts of rows are kept")
    func numbersAndCovers() throws {
        let tree = try ensemble(LightGBMSample.text()).members[0].tree
        #expect(tree.covers == [15, 4, 11, 9, 1, 2, 3, 4, 5])
        #expect(tree.nodeNumbers == [0, 1, 2, 3, 0, 1, 2, 3, 4])
    }

    @Test("averaged outputs keep sums as margins")
    func averagedOutput() throws {
        let trees = [LightGBMSample.constantTree, LightGBMSample.constantTree]
        let ensemble = try ensemble(LightGBMSample.text(trees: trees, extra: "average_output\n"))
        let row = FeatureVector<Double>([0, 0, 0])
        #expect(try ensemble.predict(row) == [0.0625])
        var margins = [0.0]
        try ensemble.margins(FeatureMatrix(values: [0, 0, 0], rowCount: 1, schema: ensemble.features), into: &margins)
        #expect(margins == [0.125])
    }

    @Test(
        "an objective has its link",
        arguments: [
            ("binary sigmoid:1", 1, TreeEnsemble.Link.sigmoid), ("binary sigmoid:0.5", 1, .scaledSigmoid(0.5)),
            ("regression", 1, .identity), ("regression sqrt", 1, .signedSquare), ("l2", 1, .identity),
            ("regression_l1 sqrt", 1, .signedSquare), ("huber sqrt", 1, .identity), ("fair sqrt", 1, .signedSquare),
            ("quantile alpha:0.1", 1, .identity), ("mape", 1, .identity), ("poisson", 1, .exponential),
            ("gamma", 1, .exponential), ("tweedie", 1, .exponential), ("cross_entropy", 1, .sigmoid),
            ("xentropy", 1, .sigmoid), ("cross_entropy_lambda", 1, .softplus), ("lambdarank", 1, .identity),
            ("rank_xendcg", 1, .identity), ("custom", 3, .identity), ("multiclass num_class:3", 3, .softmax),
            ("multiclassova num_class:3 sigmoid:1.5", 3, .scaledSigmoid(1.5)),
            ("multiclassova num_class:3 sigmoid:1", 3, .sigmoid),
        ])
    func links(_ objective: String, _ classes: Int, _ link: TreeEnsemble.Link) throws {
        let trees = [LightGBMSample.firstTree, LightGBMSample.linearTree, LightGBMSample.constantTree]
        let ensemble = try ensemble(LightGBMSample.text(trees: trees, objective: objective, classes: classes))
        #expect(ensemble.link == link)
        #expect(ensemble.marginCount == classes)
        #expect(ensemble.members.map(\.output) == (classes == 3 ? [0, 1, 2] : [0, 0, 0]))
    }

    @Test("a file without an objective is read with the identity")
    func noObjective() throws {
        let text = LightGBMSample.text().split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("objective=") }.joined(separator: "\n")
        #expect(try ensemble(text).link == .identity)
    }

    @Test("a range of iterations is read")
    func iterations() throws {
        let text = LightGBMSample.text()
        #expect(try ensemble(text, .range(1..<3)).members.count == 2)
        #expect(try ensemble(text, .best).members.count == 3)
        #expect(throws: CoreError.self) { try ensemble(text, .range(1..<4)) }
    }

    @Test("carriage returns end lines, and older files need no end of the trees")
    func otherFiles() throws {
        let returns = LightGBMSample.text(withSizes: false).split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try ensemble(returns).members.count == 3)
        let old = LightGBMSample.text(trailer: "\nfeature importances:\nsize=1\n")
        #expect(try ensemble(old.replacing("version=v4", with: "version=v2")).members.count == 3)
        #expect(throws: CoreError.self) { try ensemble(old) }
    }

    @Test("columns of pandas categories become codes")
    func pandasCategories() throws {
        let model = try LightGBMReader().model(from: Array(LightGBMSample.text().utf8))
        #expect(model.inputs.map(\.name) == ["age", "colour", "size"])
        #expect(try model.inputs[1].feature(ofCell: "blue") == 2)
        #expect(try model.inputs[1].feature(ofCell: "violet").isNaN)
        #expect(try model.inputs[0].feature(ofCell: "2") == 2)
    }

    @Test("categories may be numbers or truth values")
    func otherCategories() throws {
        let numbers = LightGBMSample.trailer.replacing(#"["red", "green", "blue"]"#, with: "[10, 20.5, 30]")
        var input = try LightGBMReader().model(from: Array(LightGBMSample.text(trailer: numbers).utf8)).inputs[1]
        #expect(try input.feature(ofCell: "20.50") == 1)
        #expect(try input.feature(ofCell: "30.0") == 2)
        #expect(try input.feature(ofCell: "30.5").isNaN)
        let truths = LightGBMSample.trailer.replacing(#"["red", "green", "blue"]"#, with: #"[false, true, "x"]"#)
        input = try LightGBMReader().model(from: Array(LightGBMSample.text(trailer: truths).utf8)).inputs[1]
        #expect(try input.feature(ofCell: "True") == 1)
        #expect(try input.feature(ofCell: "false") == 0)
    }
}
