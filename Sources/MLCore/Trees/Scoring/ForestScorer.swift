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
        if arithmetic == .float {
            let starts = starts.map { Float($0) }
            if let forest = CompiledForest<NarrowNode, Float>(
                trees, start: starts, featureCount: featureCount, arithmetic: arithmetic)
            {
                return .narrowFloat(forest)
            }
            return CompiledForest<WideNode, Float>(
                trees, start: starts, featureCount: featureCount, arithmetic: arithmetic
            ).map { .wideFloat($0) }
        }
        if let forest = CompiledForest<NarrowNode, Double>(
            trees, start: starts, featureCount: featureCount, arithmetic: arithmetic)
        {
            return .narrowDouble(forest)
        }
        return CompiledForest<WideNode, Double>(
            trees, start: starts, featureCount: featureCount, arithmetic: arithmetic
        ).map { .wideDouble($0) }
    }

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
