/// Scores any ensemble node by node: the plain definition, and the layout for what the fast ones cannot express.
struct FlatForest: Sendable {
    let trees: FlatTrees
    /// Where the sum of each margin starts.
    let start: [Double]
    /// The number of features of a row.
    let featureCount: Int
    let comparison: TreeEnsemble.Comparison
    let arithmetic: TreeEnsemble.Arithmetic

    /// Adds up the trees for dense rows.
    ///
    /// - Parameters:
    ///   - rows: Row-major values, as many as rows times features; NaN is missing.
    ///   - rowCount: The number of rows.
    ///   - margins: Row-major, rows times margins; overwritten.
    func score<Value: NumericScalar>(
        _ rows: UnsafePointer<Value>, rowCount: Int, into margins: UnsafeMutablePointer<Double>
    ) {
        let width = start.count
        let rounds = arithmetic != .double
        for position in 0..<rowCount {
            let row = FlatTrees.Row(values: rows + position * featureCount, rounds: rounds)
            let sums = UnsafeMutableBufferPointer(start: margins + position * width, count: width)
            for margin in 0..<width { sums[margin] = rounded(start[margin]) }
            for tree in trees.roots.indices {
                add(trees.leaf(tree: tree, row: row, orEqual: comparison == .lessOrEqual), of: tree, row, to: sums)
            }
        }
    }

    /// Writes the numbers of the leaves that a row ends in, tree by tree.
    ///
    /// - Parameters:
    ///   - values: The values of the row; NaN is missing.
    ///   - numbers: One number for each tree; overwritten.
    func writeLeafNumbers(_ values: UnsafePointer<Double>, to numbers: UnsafeMutablePointer<Int32>) {
        let row = FlatTrees.Row(values: values, rounds: arithmetic != .double)
        for tree in trees.roots.indices {
            let leaf = trees.leaf(tree: tree, row: row, orEqual: comparison == .lessOrEqual)
            numbers[tree] = trees.nodes[leaf].number
        }
    }

    @inline(__always)
    private func add<Value: NumericScalar>(
        _ leaf: Int, of tree: Int, _ row: FlatTrees.Row<Value>, to sums: UnsafeMutableBufferPointer<Double>
    ) {
        let node = trees.nodes[leaf]
        let start = Int(node.left)
        let output = Int(trees.outputs[tree])
        // Adding two floats in double and rounding once gives the float sum: no double rounding can occur, because
        // double has more than twice the digits of float plus two.
        if node.kind == .linearLeaf {
            sums[output] += trees.linearLeaves[start].value(row)
        } else if output >= 0 {
            sums[output] = rounded(sums[output] + trees.leafValues[start])
        } else {
            for margin in sums.indices { sums[margin] = rounded(sums[margin] + trees.leafValues[start + margin]) }
        }
    }

    @inline(__always)
    private func rounded(_ value: Double) -> Double { arithmetic == .float ? Double(Float(value)) : value }
}
