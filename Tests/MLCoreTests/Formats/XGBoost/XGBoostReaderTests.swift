import Testing

@testable import MLCore

@Suite("Models of XGBoost")
struct XGBoostReaderTests {
    private func predict(_ text: String, _ row: [Double]) throws -> [Double] {
        try XGBoostSample.read(text).predictor.predict(FeatureVector(row))
    }

    @Test(
        "A row ends in XGBoost's leaf: below the threshold left, a category of the set right, all else left",
        arguments: [
            ([0, 1], 20.5, 4), ([0, 3.7], 20.5, 4), ([0, 2], 10.5, 3), ([0, -1], 10.5, 3), ([0, 1e30], 10.5, 3),
            ([0, .nan], 10.5, 3), ([.nan, 1], 20.5, 4), ([1, 1], 30.5, 2), ([0.99999999999, 1], 30.5, 2),
        ] as [([Double], Double, Int32)])
    func leaves(row: [Double], expected: Double, leaf: Int32) throws {
        let model = try XGBoostSample.read(XGBoostSample.file())
        guard case .trees(let ensemble) = model.body else {
            Issue.record("no trees")
            return
        }
        #expect(try ensemble.predict(FeatureVector(row)) == [expected])
        let matrix = try FeatureMatrix(values: row, rowCount: 1, schema: .numbered(2))
        #expect(try ensemble.leafNumbers(matrix) == [leaf])
        #expect(ensemble.members[0].tree.covers == [5, 4, 1, 2, 2])
    }

    @Test(
        "The base score goes through the objective, and so do the margins",
        arguments: [
            ("reg:squarederror", 0.25, 0.25), ("reg:logistic", 0.25, 0.25), ("binary:logistic", 0.25, 0.25),
            ("binary:logitraw", 0.25, 0.25), ("count:poisson", 0.25, 0.25), ("reg:gamma", 0.25, 0.25),
            ("reg:tweedie", 0.25, 0.25), ("survival:cox", 0.25, 0.25), ("survival:aft", 0.25, 0.25),
            ("binary:hinge", 0.25, 1), ("binary:hinge", 0, 0), ("rank:ndcg", -2, -2), ("reg:absoluteerror", -4, -4),
            ("binary:logistic", 0, 1e-6), ("binary:logistic", 1, 0.9999989),
        ])
    func objectives(name: String, baseScore: Double, prediction: Double) throws {
        let file = XGBoostSample.file(trees: [XGBoostSample.leaf("0E0")], objective: name, baseScore: "[\(baseScore)]")
        let outputs = try predict(file, [0, 0])
        #expect(outputs.count == 1)
        #expect(abs(outputs[0] - prediction) <= 1e-6 * max(abs(prediction), 1e-6))
    }

    @Test("Classes, labels and targets are the tasks of their objectives")
    func tasks() throws {
        func task(_ objective: String, classes: Int = 0, targets: Int = 1) throws -> PredictionTask {
            try XGBoostSample.read(
                XGBoostSample.file(trees: [], objective: objective, classes: "\(classes)", targets: "\(targets)")
            ).predictor.task
        }
        #expect(try task("binary:logistic") == .binary(negative: "0", positive: "1"))
        #expect(try task("binary:hinge") == .binary(negative: "0", positive: "1"))
        #expect(try task("binary:logistic", targets: 2) == .multilabel(labels: ["0", "1"]))
        #expect(try task("multi:softprob", classes: 3) == .multiclass(labels: ["0", "1", "2"]))
        #expect(try task("multi:softmax", classes: 3).outputCount == 1)
        #expect(try task("binary:logitraw") == .regression(targets: ["target"]))
        #expect(try task("reg:squarederror", targets: 2) == .regression(targets: ["target0", "target1"]))
    }

    @Test("Iterations are all, up to the best one, or a range")
    func iterations() throws {
        let trees = (0..<4).map { XGBoostSample.leaf("\(1 << $0)E0", id: $0) }
        let file = XGBoostSample.file(trees: trees, baseScore: "0E0", attributes: "\"best_iteration\":\"1\"")
        func sum(_ iterations: ImportedIterations) throws -> Double {
            try XGBoostSample.read(file, XGBoostReader(iterations: iterations)).predictor
                .predict(FeatureVector([0, 0]))[0]
        }
        #expect(try sum(.all) == 15)
        #expect(try sum(.best) == 3)
        #expect(try sum(.range(1..<3)) == 6)
        for range in [0..<0, 2..<5, -1..<2] {
            let error = #expect(throws: CoreError.self) { try sum(.range(range)) }
            #expect(error?.code == .invalidArgument)
        }
        #expect(throws: CoreError.self) {
            try XGBoostSample.read(XGBoostSample.linear, XGBoostReader(iterations: .range(0..<1)))
        }
    }

    @Test("Trees are placed by their ids, and iterations of old files are counted from the outputs")
    func placement() throws {
        let trees = [XGBoostSample.leaf("1E0", id: 1), XGBoostSample.leaf("2E0", id: 0)]
        let file = XGBoostSample.file(trees: trees, objective: "multi:softmax", classes: "2", outputs: "0,1")
        let model = try XGBoostSample.read(file, XGBoostReader(iterations: .range(0..<1)))
        guard case .trees(let ensemble) = model.body else {
            Issue.record("no trees")
            return
        }
        #expect(ensemble.members.map(\.tree.nodes) == [[.leaf([2])], [.leaf([1])]])
        #expect(ensemble.members.map(\.output) == [0, 1])
    }

    @Test("Nodes that pruning deleted are left out, and the others keep their numbers")
    func deleted() throws {
        let tree = """
            {"id":0,"tree_param":{"num_nodes":"5","num_deleted":"2"},"left_children":[3,-1,-1,-1,-1],\
            "right_children":[4,-1,-1,-1,-1],"split_indices":[0,2147483647,2147483647,0,0],\
            "split_conditions":[1E0,9E0,9E0,1E1,2E1],"default_left":[0,1,1,0,0],"sum_hessian":[2E0,0E0,0E0,1E0,1E0]}
            """
        let model = try XGBoostSample.read(XGBoostSample.file(trees: [tree]))
        guard case .trees(let ensemble) = model.body else {
            Issue.record("no trees")
            return
        }
        let matrix = try FeatureMatrix<Double>(values: [0, 0, 2, 0], rowCount: 2, schema: .numbered(2))
        #expect(try ensemble.leafNumbers(matrix) == [3, 4])
        #expect(ensemble.members[0].tree.covers == [2, 1, 1])
    }

    @Test("A linear booster skips missing features and adds in Float")
    func linear() throws {
        let model = try XGBoostSample.read(XGBoostSample.linear)
        #expect(model.inputs.map(\.name) == ["a", "b"])
        #expect(try model.predictor.predict(FeatureVector([1, 2])) == [0.75])
        #expect(try model.predictor.predict(FeatureVector([.nan, 2])) == [-1.25])
        #expect(try model.predictor.predict(FeatureVector([1e-9, .nan])) == [Double(Float(0.75) + 2e-9)])
    }

    @Test("A file longer than the limit, and announced sizes beyond theirs, are refused")
    func limits() {
        for (limits, file) in [
            (ImportLimits(maximumByteCount: 100), XGBoostSample.file()),
            (ImportLimits(maximumFeatureCount: 1), XGBoostSample.file()),
            (
                ImportLimits(maximumOutputCount: 3),
                XGBoostSample.file(trees: [], objective: "multi:softprob", classes: "4")
            ),
        ] {
            let error = #expect(throws: CoreError.self) { try XGBoostSample.read(file, XGBoostReader(limits: limits)) }
            #expect(error?.code == .limitExceeded)
        }
    }
}
