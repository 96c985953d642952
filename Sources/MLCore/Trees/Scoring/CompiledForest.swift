/// The layout in which an ensemble of trees is scored fast, made once from a ``TreeEnsemble``.
///
/// Values become one-byte codes once for each row, by ``FeatureQuantizer``. Batches go in blocks of 128 rows through
/// ``ObliviousTrees`` or ``MaskTrees``, single rows through ``UpperTrees`` and ``StepTrees``. Every comparison has the
/// outcome that the library of the model gives it, and leaves are added in the order of the trees, in the type of that
/// library: the answers have the same bits as those of ``FlatTrees``, which scores what this layout cannot express.
///
/// A class, so that a call retains one object instead of a dozen arrays.
final class CompiledForest<Node: StepNode, Sum: StepSum>: Sendable {
    let quantizer: FeatureQuantizer
    let steps: StepTrees<Node, Sum>
    let upper: UpperTrees<Sum>?
    let masks: MaskTrees<Sum>?
    let oblivious: ObliviousTrees<Sum>?
    /// The margin of each tree.
    let treeMargins: [Int32]
    /// Where the sum of each margin starts.
    let start: [Sum]
    /// The number of features of a row.
    let featureCount: Int
    /// Whether rows of `Double` are compared as such.
    let comparesDoubles: Bool

    /// Lays out the trees of an ensemble, or returns `nil` when the nodes cannot hold a column or a distance.
    init?(
        _ trees: [CutTree], start: [Sum], featureCount: Int, comparesDoubles: Bool, quantizer: FeatureQuantizer,
        index: FeatureQuantizer.Index
    ) {
        guard quantizer.columns.count <= Node.columnLimit,
            let (steps, positions) = StepTrees<Node, Sum>.make(trees, index: index)
        else { return nil }
        self.comparesDoubles = comparesDoubles
        self.quantizer = quantizer
        self.steps = steps
        upper = UpperTrees.make(
            trees, index: index, columnCount: quantizer.columns.count, positions: positions)
        oblivious = ObliviousTrees.make(trees, index: index)
        masks = oblivious == nil ? MaskTrees.make(trees, index: index, positions: positions) : nil
        guard oblivious != nil || masks != nil else { return nil }
        treeMargins = trees.map { Int32($0.margin) }
        self.start = start
        self.featureCount = featureCount
    }

    /// The memory of the layout.
    var byteCount: Int {
        quantizer.byteCount + steps.byteCount + (upper?.byteCount ?? 0) + (masks?.byteCount ?? 0)
            + (oblivious?.byteCount ?? 0)
            + treeMargins.count * 4 + start.count * MemoryLayout<Sum>.stride
    }
}
