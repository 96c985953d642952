import MLCore
import Testing

@Suite("TreeEnsemble")
struct TreeEnsembleTests {
    // x0 < 1 (missing left) ? (x1 < 0 ? 10 : 20) : 30
    private func tree(scale: Double = 1) throws -> DecisionTree {
        try DecisionTree(
            nodes: [
                .split(feature: 0, threshold: 1, missing: .nanLeft, left: 1, right: 2),
                .split(feature: 1, threshold: 0, missing: .nanRight, left: 3, right: 4),
                .leaf([30 * scale]), .leaf([10 * scale]), .leaf([20 * scale]),
            ],
            covers: [10, 6, 4, 1, 5])
    }

    private func ensemble(
        _ members: [TreeEnsemble.Member], baseScores: [Double] = [0.5],
        task: PredictionTask = .regression(targets: ["y"]), comparison: TreeEnsemble.Comparison = .lessOrEqual,
        arithmetic: TreeEnsemble.Arithmetic = .double, aggregation: TreeEnsemble.Aggregation = .sum,
        link: TreeEnsemble.Link = .identity
    ) throws -> TreeEnsemble {
        try TreeEnsemble(
            members: members, features: .numbered(2), task: task, baseScores: baseScores, comparison: comparison,
            arithmetic: arithmetic, aggregation: aggregation, link: link)
    }

    @Test(
        "A row ends in the leaf of its values; missing goes where the split says",
        arguments: [
            ([0, -1], 10.5), ([0, 0], 10.5), ([0, 1], 20.5), ([1, 1], 20.5), ([1.5, -1], 30.5), ([.nan, -1], 10.5),
            ([0, .nan], 20.5), ([-.infinity, .infinity], 20.5),
        ] as [([Double], Double)])
    func leaves(row: [Double], expected: Double) throws {
        let model = try ensemble([.init(tree: tree(), output: 0)])
        #expect(try model.predict(FeatureVector(row)) == [expected])
    }

    @Test("Ensembles that treat numbers as other categories are not equal")
    func equality() throws {
        let members = [TreeEnsemble.Member(tree: try tree(), output: 0)]
        func ensemble(_ conversion: TreeEnsemble.CategoryConversion) throws -> TreeEnsemble {
            try TreeEnsemble(
                members: members, features: .numbered(2), task: .regression(targets: ["y"]), baseScores: [0],
                link: .identity, categoryConversion: conversion)
        }
        #expect(try ensemble(.truncating) == ensemble(.truncating))
        #expect(try ensemble(.truncating) != ensemble(.nonnegative))
    }

    @Test("A strict comparison sends equal values right")
    func strict() throws {
        let model = try ensemble([.init(tree: tree(), output: 0)], comparison: .less)
        #expect(try model.predict(FeatureVector([0, 0])) == [20.5])
        #expect(try model.predict(FeatureVector([1, 0])) == [30.5])
    }

    @Test("In float arithmetic values are rounded before they are compared")
    func float() throws {
        let split = DecisionTree.Node.split(feature: 0, threshold: 0.1, missing: .nanRight, left: 1, right: 2)
        let tree = try DecisionTree(nodes: [split, .leaf([1]), .leaf([2])])
        let members = [TreeEnsemble.Member(tree: tree, output: 0)]
        let above = 0.1.nextUp
        let double = try ensemble(members, baseScores: [0])
        let float = try ensemble(members, baseScores: [0], arithmetic: .float)
        #expect(try double.predict(FeatureVector([above, 0])) == [2])
        #expect(try float.predict(FeatureVector([above, 0])) == [1])
    }

    @Test("Trees add to their outputs, vector leaves to all of them; means divide by the trees of an output")
    func aggregation() throws {
        let vector = try DecisionTree(nodes: [.leaf([1, 2, 3])])
        let members = [
            TreeEnsemble.Member(tree: vector, output: nil),
            .init(tree: try DecisionTree(nodes: [.leaf([4])]), output: 1),
        ]
        let task = PredictionTask.multiclass(labels: ["a", "b", "c"])
        let sum = try ensemble(members, baseScores: [0, 0, 1], task: task)
        #expect(try sum.predict(FeatureVector([0, 0])) == [1, 6, 4])
        let mean = try ensemble(members, baseScores: [0, 0, 1], task: task, aggregation: .mean)
        #expect(try mean.predict(FeatureVector([0, 0])) == [1, 3, 4])
        let softmax = try ensemble(members, baseScores: [0, 0, 1], task: task, link: .softmax)
        let outputs = try softmax.predict(FeatureVector([0, 0]))
        #expect(abs(outputs.reduce(0, +) - 1) < 1e-15)
        #expect(outputs[1] > outputs[2] && outputs[2] > outputs[0])
    }

    @Test("Batch and rows agree bit for bit, dense and sparse, for any number of threads", arguments: [1, 2, 5])
    func batch(threads: Int) throws {
        var generator = SeededGenerator(seed: 3)
        let members = try (0..<20).map { index in
            TreeEnsemble.Member(tree: try tree(scale: generator.nextUniform() * Double(index)), output: 0)
        }
        let model = try ensemble(members, task: .binary(negative: "no", positive: "yes"), link: .sigmoid)
        let rows = 700
        var values = (0..<rows * 2).map { _ in generator.nextNormal() }
        values[10] = .nan
        let matrix = try FeatureMatrix(values: values, rowCount: rows, schema: .numbered(2))
        let batch = try model.predictions(for: matrix, threads: threads).values
        for row in 0..<rows { #expect(try model.predict(matrix.row(row)) == [batch[row]]) }
        let stored = (0..<rows).map { $0 % 2 == 0 }
        let sparse = try FeatureMatrix(
            rows: SparseRows(
                offsets: (0...rows).map { ($0 + 1) / 2 }, columns: stored.filter(\.self).map { _ in 1 },
                values: stored.indices.filter { stored[$0] }.map { values[$0] }, columnCount: 2),
            absentMeans: .missing, schema: .numbered(2))
        #expect(try model.predictions(for: sparse, threads: threads) == model.predictions(for: sparse.densified()))
    }

    @Test("An ensemble of no trees gives its base scores, and no rows give no outputs")
    func empty() throws {
        let model = try ensemble([])
        #expect(try model.predict(FeatureVector([7, 7])) == [0.5])
        let none = try FeatureMatrix<Double>(values: [], rowCount: 0, schema: .numbered(2))
        #expect(try model.predictions(for: none).values.isEmpty)
    }

    @Test("The stored form reads back as an equal ensemble with equal outputs")
    func coding() throws {
        let members = [
            TreeEnsemble.Member(tree: try tree(), output: 0),
            .init(tree: try DecisionTree(nodes: [.leaf([0.125])]), output: nil),
        ]
        let model = try ensemble(members, comparison: .less, arithmetic: .float)
        let encoded = try model.encoded()
        let read = try TreeEnsemble(decoding: encoded, catalog: ComponentCatalog())
        #expect(read == model)
        #expect(try read.encoded() == encoded)
    }

    @Test("A stored form cut or changed anywhere throws or reads as a valid ensemble; it never traps")
    func damage() throws {
        let encoded = try ensemble([.init(tree: tree(), output: 0)]).encoded()
        let bytes = try encoded.blob("trees")
        func read(_ bytes: [UInt8]) throws -> TreeEnsemble {
            try TreeEnsemble(
                decoding: EncodedComponent(
                    kind: encoded.kind, formatVersion: encoded.formatVersion, parameters: encoded.parameters,
                    blobs: ["trees": bytes]),
                catalog: ComponentCatalog())
        }
        for length in bytes.indices { #expect(throws: CoreError.self) { try read(Array(bytes.prefix(length))) } }
        #expect(throws: CoreError.self) { try read(bytes + [0]) }
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                if let model = try? read(changed) { _ = try model.predict(FeatureVector([0, 0])) }
            }
        }
    }

    @Test("A wrong width or a wrong size of the output memory is an error")
    func shapes() throws {
        let model = try ensemble([.init(tree: tree(), output: 0)])
        #expect(throws: CoreError.self) { try model.predict(FeatureVector([1])) }
        let matrix = try FeatureMatrix<Double>(values: [0, 0], rowCount: 1, schema: .numbered(2))
        var outputs = [0.0, 0.0]
        #expect(throws: CoreError.self) { try model.predict(matrix, into: &outputs, threads: 1) }
    }
}
