extension StepTrees {
    /// Walks on from a node for every row of a block, eight rows in step, and adds the leaves to the sums.
    ///
    /// - Parameters:
    ///   - codes: The codes of a block, as ``FeatureQuantizer`` writes them.
    ///   - start: The node that each row has come to.
    ///   - sums: The sum of each row.
    @inline(__always)
    func walkRows(
        _ codes: UnsafePointer<UInt8>, nodes start: UnsafePointer<UInt32>, sums: UnsafeMutablePointer<Sum>
    ) {
        let shift = FeatureQuantizer.columnStride.trailingZeroBitCount
        nodes.withUnsafeBufferPointer { nodes in
            values.withUnsafeBufferPointer { values in
                guard let nodes = nodes.baseAddress, let values = values.baseAddress else { return }
                @inline(__always)
                func next(_ index: Int, _ codes: UnsafePointer<UInt8>) -> Int {
                    nodes[index].next(index, codes, shift: shift)
                }
                var row = 0
                while row < FeatureQuantizer.blockRows {
                    let codes = codes + (FeatureQuantizer.plainOffset &+ row)
                    let start = start + row
                    var (a, b, c, d) = (Int(start[0]), Int(start[1]), Int(start[2]), Int(start[3]))
                    var (e, f, g, h) = (Int(start[4]), Int(start[5]), Int(start[6]), Int(start[7]))
                    var before = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                    while true {
                        a = next(a, codes)
                        b = next(b, codes + 1)
                        c = next(c, codes + 2)
                        d = next(d, codes + 3)
                        e = next(e, codes + 4)
                        f = next(f, codes + 5)
                        g = next(g, codes + 6)
                        h = next(h, codes + 7)
                        // Positions only grow: their sum is the same when none of them moved.
                        let after = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                        if after == before { break }
                        before = after
                    }
                    let sums = sums + row
                    sums[0] += values[a]
                    sums[1] += values[b]
                    sums[2] += values[c]
                    sums[3] += values[d]
                    sums[4] += values[e]
                    sums[5] += values[f]
                    sums[6] += values[g]
                    sums[7] += values[h]
                    row &+= 8
                }
            }
        }
    }

    /// Walks all trees for one row, eight trees in step.
    ///
    /// - Parameters:
    ///   - codes: The codes of the row, one byte for each column.
    ///   - body: Called once for each tree, in order, with its position and the position of the leaf.
    @inline(__always)
    func walkTrees(_ codes: UnsafePointer<UInt8>, _ body: (_ tree: Int, _ leaf: Int) -> Void) {
        nodes.withUnsafeBufferPointer { nodes in
            roots.withUnsafeBufferPointer { roots in
                guard let nodes = nodes.baseAddress, let first = roots.baseAddress else { return }
                @inline(__always)
                func next(_ index: Int) -> Int { nodes[index].next(index, codes, shift: 0) }
                let count = roots.count
                var tree = 0
                while tree &+ 8 <= count {
                    let root = first + tree
                    var (a, b, c, d) = (Int(root[0]), Int(root[1]), Int(root[2]), Int(root[3]))
                    var (e, f, g, h) = (Int(root[4]), Int(root[5]), Int(root[6]), Int(root[7]))
                    var before = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                    while true {
                        a = next(a)
                        b = next(b)
                        c = next(c)
                        d = next(d)
                        e = next(e)
                        f = next(f)
                        g = next(g)
                        h = next(h)
                        let after = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                        if after == before { break }
                        before = after
                    }
                    body(tree, a)
                    body(tree &+ 1, b)
                    body(tree &+ 2, c)
                    body(tree &+ 3, d)
                    body(tree &+ 4, e)
                    body(tree &+ 5, f)
                    body(tree &+ 6, g)
                    body(tree &+ 7, h)
                    tree &+= 8
                }
                while tree < count {
                    var index = Int(first[tree])
                    while true {
                        let following = next(index)
                        if following == index { break }
                        index = following
                    }
                    body(tree, index)
                    tree &+= 1
                }
            }
        }
    }
}
