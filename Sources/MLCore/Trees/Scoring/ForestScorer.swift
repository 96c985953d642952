/// The layout that scores an ensemble: the fastest that can express it.
enum ForestScorer: Sendable {
    case narrowFloat(CompiledForest<NarrowNode, Float>)
    case narrowDouble(CompiledForest<NarrowNode, Double>)
    case wideFloat(CompiledForest<WideNode, Float>)
    case wideDouble(CompiledForest<WideNode, Double>)
    case flat(FlatForest)

    /// Chooses and builds the layout of checked trees.
    init(
        _ members: [TreeEnsemble.Member], featureCount: Int, baseScores: [Double],
        comparison: TreeEnsemble.Comparison, arithmetic: TreeEnsemble.Arithmetic,
        aggregation: TreeEnsemble.Aggregation, conversion: TreeEnsemble.CategoryConversion
    ) throws(CoreError) {
        let starts = aggregation.startsAtBase ? baseScores : baseScores.map { _ in 0 }
        if let compiled = Self.compiled(members, featureCount, starts, comparison, arithmetic) {
            self = compiled
            return
        }
        self = .flat(
            FlatForest(
                trees: try FlatTrees(members, arithmetic: arithmetic, conversion: conversion),
                start: starts, featureCount: featureCount, comparison: comparison, arithmetic: arithmetic))
    }

    private static func compiled(
        _ members: [TreeEnsemble.Member], _ featureCount: Int, _ starts: [Double],
        _ comparison: TreeEnsemble.Comparison, _ arithmetic: TreeEnsemble.Arithmetic
    ) -> ForestScorer? {
        guard !members.isEmpty else { return nil }
        var trees: [CutTree] = []
        trees.reserveCapacity(members.count)
        for member in members {
            guard let tree = CutTree(member, comparison: comparison, arithmetic: arithmetic) else { return nil }
            trees.append(tree)
        }
        var splits: [FeatureQuantizer.Split] = []
        for tree in trees {
            for case .split(let split, _, _) in tree.nodes { splits.append(split) }
        }
        // A code costs about as much as a step or two of a plain walk, and every column has one for every row: where
        // rows take few steps through trees over many features, walking alone is faster.
        let steps = trees.reduce(0) { $0 + $1.expectedSteps }
        let columnLimit = min(columnLimit, Int(min(2 * steps, Double(columnLimit)).rounded(.up)))
        guard
            let (quantizer, index) = FeatureQuantizer.make(
                splits, comparesDoubles: arithmetic == .double, columnLimit: columnLimit)
        else { return nil }
        func forest<Node: StepNode, Sum: StepSum>(_: Node.Type, _: Sum.Type) -> CompiledForest<Node, Sum>? {
            CompiledForest(
                trees, start: starts.map { Sum($0) }, featureCount: featureCount,
                comparesDoubles: arithmetic == .double, quantizer: quantizer, index: index)
        }
        if arithmetic == .float {
            return forest(NarrowNode.self, Float.self).map { .narrowFloat($0) }
                ?? forest(WideNode.self, Float.self).map { .wideFloat($0) }
        }
        return forest(NarrowNode.self, Double.self).map { .narrowDouble($0) }
            ?? forest(WideNode.self, Double.self).map { .wideDouble($0) }
    }

    /// The most columns of codes: a block of rows has half a kibibyte for each of them.
    private static var columnLimit: Int { 1 << 13 }

    /// The memory of the layout.
    var byteCount: Int {
        switch self {
        case .narrowFloat(let forest): forest.byteCount
        case .narrowDouble(let forest): forest.byteCount
        case .wideFloat(let forest): forest.byteCount
        case .wideDouble(let forest): forest.byteCount
        case .flat(let forest): forest.trees.byteCount
        }
    }

    /// Adds up the trees for dense rows.
    ///
    /// - Parameters:
    ///   - rows: Row-major values, as many as rows times features; NaN is missing.
    ///   - rowCount: The number of rows.
    ///   - margins: Row-major, rows times margins; overwritten with start plus leaves.
    func score(_ rows: UnsafePointer<Double>, rowCount: Int, into margins: UnsafeMutablePointer<Double>) {
        switch self {
        case .narrowFloat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .narrowDouble(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .wideFloat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .wideDouble(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .flat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        }
    }

    /// Adds up the trees for dense rows of `Float`.
    ///
    /// - Parameters:
    ///   - rows: Row-major values, as many as rows times features; NaN is missing.
    ///   - rowCount: The number of rows.
    ///   - margins: Row-major, rows times margins; overwritten with start plus leaves.
    func score(_ rows: UnsafePointer<Float>, rowCount: Int, into margins: UnsafeMutablePointer<Double>) {
        switch self {
        case .narrowFloat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .narrowDouble(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .wideFloat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .wideDouble(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        case .flat(let forest): forest.score(rows, rowCount: rowCount, into: margins)
        }
    }

    /// Writes the numbers of the leaves that a row ends in, tree by tree.
    ///
    /// - Parameters:
    ///   - row: The values of the row; NaN is missing.
    ///   - numbers: One number for each tree; overwritten.
    func writeLeafNumbers(_ row: UnsafePointer<Double>, to numbers: UnsafeMutablePointer<Int32>) {
        switch self {
        case .narrowFloat(let forest): Self.writeLeafNumbers(forest, row, numbers)
        case .narrowDouble(let forest): Self.writeLeafNumbers(forest, row, numbers)
        case .wideFloat(let forest): Self.writeLeafNumbers(forest, row, numbers)
        case .wideDouble(let forest): Self.writeLeafNumbers(forest, row, numbers)
        case .flat(let forest): forest.writeLeafNumbers(row, to: numbers)
        }
    }

    private static func writeLeafNumbers<Node, Sum>(
        _ forest: CompiledForest<Node, Sum>, _ row: UnsafePointer<Double>, _ numbers: UnsafeMutablePointer<Int32>
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(forest.quantizer.columns.count, 1)) { codes in
            guard let codes = codes.baseAddress else { return }
            forest.writeLeafNumbers(row, codes, to: numbers)
        }
    }
}
