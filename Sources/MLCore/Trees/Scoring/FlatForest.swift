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
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(featureCount, 1)) { scratch in
            let row = UnsafeMutableBufferPointer(rebasing: scratch[..<featureCount])
            for position in 0..<rowCount {
                prepare(rows + position * featureCount, row)
                let sums = UnsafeMutableBufferPointer(start: margins + position * width, count: width)
                for margin in 0..<width { sums[margin] = rounded(start[margin]) }
                for tree in trees.roots.indices {
                    let leaf = trees.leaf(
                        tree: tree, row: UnsafeBufferPointer(row), orEqual: comparison == .lessOrEqual)
                    add(leaf, of: tree, UnsafeBufferPointer(row), to: sums)
                }
            }
        }
    }

    /// Writes the numbers of the leaves that a row ends in, tree by tree.
    ///
    /// - Parameters:
    ///   - values: The values of the row; NaN is missing.
    ///   - numbers: One number for each tree; overwritten.
    func writeLeafNumbers(_ values: UnsafePointer<Double>, to numbers: UnsafeMutablePointer<Int32>) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(featureCount, 1)) { scratch in
            let row = UnsafeMutableBufferPointer(rebasing: scratch[..<featureCount])
            prepare(values, row)
            for tree in trees.roots.indices {
                let leaf = trees.leaf(tree: tree, row: UnsafeBufferPointer(row), orEqual: comparison == .lessOrEqual)
                numbers[tree] = trees.nodes[leaf].number
            }
        }
    }

    /// Copies a row, with values rounded where the arithmetic says so.
    @inline(__always)
    private func prepare<Value: NumericScalar>(
        _ values: UnsafePointer<Value>, _ row: UnsafeMutableBufferPointer<Double>
    ) {
        for column in row.indices {
            row[column] = arithmetic == .double ? Double(values[column]) : Double(Float(values[column]))
        }
    }

    @inline(__always)
    private func add(
        _ leaf: Int, of tree: Int, _ row: UnsafeBufferPointer<Double>, to sums: UnsafeMutableBufferPointer<Double>
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
