import Testing

@testable import MLCore

@Suite("CatBoost's JSON files")
struct CatBoostReaderTests {
    private func model(_ text: String) throws -> ImportedModel { try CatBoostReader().model(from: Array(text.utf8)) }

    private func ensemble(_ model: ImportedModel) throws -> TreeEnsemble {
        guard case .trees(let ensemble) = model.body else { throw CoreError(.malformedModel, "no trees") }
        return ensemble
    }

    private func margin(_ text: String, _ cells: [String]) throws -> Double {
        let model = try model(text)
        let ensemble = try ensemble(model)
        let row = try zip(model.inputs, cells).map { try $0.feature(ofCell: $1) }
        var margins = [0.0]
        try ensemble.margins(FeatureMatrix(values: row, rowCount: 1, schema: ensemble.features), into: &margins)
        return margins[0]
    }

    @Test(
        "a symmetric tree's leaf is made of the splits that are taken",
        arguments: [
            (["1.5", "y", "0.1"], 1.5), (["1.6", "y", "0"], 2.5), (["1", "x", "0"], 3.5), (["2", "x", "0"], 4.5),
            (["1", "", "0.2"], 5.5), (["2", "x", "1e300"], 8.5),
            // A float beside the border: 0.1 as a double is below the float 0.1.
            (["1", "y", "0.10000001"], 5.5), (["1", "y", "0.1000000014"], 1.5),
            // Missing values: largest for the first feature, not above any border for the third.
            (["", "y", ""], 2.5),
        ] as [([String], Double)])
    func symmetric(_ cells: [String], _ expected: Double) throws {
        #expect(try margin(CatBoostSample.text(), cells) == expected)
    }

    @Test(
        "a non-symmetric tree is walked",
        arguments: [
            (["3.5", "Private", "0"], 10.0), (["4", "x", "0"], 20), (["4", "Private", "0"], 30), (["", "x", ""], 20),
        ] as [([String], Double)])
    func nonSymmetric(_ cells: [String], _ expected: Double) throws {
        let text = CatBoostSample.text(
            trees: [CatBoostSample.nonSymmetric], symmetric: false, scaleAndBias: "[1, [0]]")
        #expect(try margin(text, cells) == expected)
    }

    @Test("scale and bias are applied")
    func scaleAndBias() throws {
        #expect(try margin(CatBoostSample.text(scaleAndBias: "[0.5, [3]]"), ["2", "x", "1"]) == 7)
        #expect(try margin(CatBoostSample.text(scaleAndBias: "[2, 1]"), ["2", "x", "1"]) == 17)
        #expect(try margin(CatBoostSample.text(scaleAndBias: "null"), ["2", "x", "1"]) == 8)
        #expect(try margin(CatBoostSample.text(scaleAndBias: "[1, []]"), ["2", "x", "1"]) == 8)
    }

    @Test("a range that does not begin at the first iteration leaves the bias out")
    func iterations() throws {
        let bytes = Array(CatBoostSample.text(trees: [CatBoostSample.oblivious, CatBoostSample.oblivious]).utf8)
        for (range, bias) in [(0..<1, 0.5), (1..<2, 0)] {
            let ensemble = try ensemble(CatBoostReader(iterations: .range(range)).model(from: bytes))
            #expect(ensemble.members.count == 1)
            #expect(ensemble.baseScores == [bias])
        }
    }

    @Test("leaves keep their numbers and weights")
    func numbersAndCovers() throws {
        let tree = try ensemble(model(CatBoostSample.text())).members[0].tree
        #expect(tree.covers == [36, 10, 26, 3, 7, 11, 15, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(tree.nodeNumbers?.suffix(8) == [0, 1, 2, 3, 4, 5, 6, 7])
        let other = try ensemble(model(CatBoostSample.text(trees: [CatBoostSample.nonSymmetric], symmetric: false)))
        #expect(other.members[0].tree.covers == [12, 3, 9, 4, 5])
        #expect(other.members[0].tree.nodeNumbers == [0, 0, 2, 1, 2])
    }

    @Test("a loss function has its link and labels")
    func objectives() throws {
        let constant = #"{"leaf_values": [1, 2], "splits": null}"#
        func read(_ loss: String, _ classes: String = "null", _ tree: String = constant) throws -> TreeEnsemble {
            let text = CatBoostSample.text(trees: [tree], loss: loss, classes: classes, scaleAndBias: "null")
            return try self.ensemble(model(text))
        }
        var ensemble = try read("MultiClass", #"{"class_names": ["a", "b"], "class_to_label": [0, 1]}"#)
        #expect(ensemble.link == .softmax)
        #expect(ensemble.task == .multiclass(labels: ["a", "b"]))
        ensemble = try read("MultiClassOneVsAll", #"{"class_names": [5, 6.5]}"#)
        #expect(ensemble.link == .sigmoid)
        #expect(ensemble.task == .multilabel(labels: ["5", "6.5"]))
        #expect(try read("MultiRMSE").link == .identity)
        let single = #"{"leaf_values": [1], "splits": null}"#
        ensemble = try read("Logloss", #"{"class_names": [false, true]}"#, single)
        #expect(ensemble.link == .sigmoid)
        #expect(ensemble.task == .binary(negative: "False", positive: "True"))
        #expect(try read("Poisson", "null", single).link == .exponential)
        #expect(try read("Tweedie", "null", single).link == .exponential)
        #expect(try read("Quantile", "null", single).link == .identity)
        #expect(throws: CoreError.self) { try read("Logloss") }
        #expect(throws: CoreError.self) { try read("RMSEWithUncertainty") }
        #expect(throws: CoreError.self) { try read("Nonsense", "null", single) }
    }

    @Test("features without a name are called by their position")
    func names() throws {
        #expect(try model(CatBoostSample.text()).inputs.map(\.name) == ["age", "colour", "2"])
    }
}
