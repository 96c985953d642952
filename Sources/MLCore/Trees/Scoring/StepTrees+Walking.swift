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
                func next(_ index: UInt32, _ codes: UnsafePointer<UInt8>) -> UInt32 {
                    nodes[Int(index)].next(index, codes, shift: shift, flip: 0x80)
                }
                var row = 0
                while row < FeatureQuantizer.blockRows {
                    let codes = codes + row
                    let start = start + row
                    var (a, b, c, d) = (start[0], start[1], start[2], start[3])
                    var (e, f, g, h) = (start[4], start[5], start[6], start[7])
                    while true {
                        let before = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                        a = next(a, codes)
                        b = next(b, codes + 1)
                        c = next(c, codes + 2)
                        d = next(d, codes + 3)
                        e = next(e, codes + 4)
                        f = next(f, codes + 5)
                        g = next(g, codes + 6)
                        h = next(h, codes + 7)
                        // Positions only grow, less than a tree's nodes in all: the sum is the same when none moved.
                        if before == a &+ b &+ c &+ d &+ e &+ f &+ g &+ h { break }
                    }
                    let sums = sums + row
                    sums[0] += values[Int(a)]
                    sums[1] += values[Int(b)]
                    sums[2] += values[Int(c)]
                    sums[3] += values[Int(d)]
                    sums[4] += values[Int(e)]
                    sums[5] += values[Int(f)]
                    sums[6] += values[Int(g)]
                    sums[7] += values[Int(h)]
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
                func next(_ index: UInt32) -> UInt32 { nodes[Int(index)].next(index, codes, shift: 0, flip: 0) }
                let count = roots.count
                var tree = 0
                while tree &+ 8 <= count {
                    let root = first + tree
                    var (a, b, c, d) = (root[0], root[1], root[2], root[3])
                    var (e, f, g, h) = (root[4], root[5], root[6], root[7])
                    while true {
                        let before = a &+ b &+ c &+ d &+ e &+ f &+ g &+ h
                        a = next(a)
                        b = next(b)
                        c = next(c)
                        d = next(d)
                        e = next(e)
                        f = next(f)
                        g = next(g)
                        h = next(h)
                        if before == a &+ b &+ c &+ d &+ e &+ f &+ g &+ h { break }
                    }
                    body(tree, Int(a))
                    body(tree &+ 1, Int(b))
                    body(tree &+ 2, Int(c))
                    body(tree &+ 3, Int(d))
                    body(tree &+ 4, Int(e))
                    body(tree &+ 5, Int(f))
                    body(tree &+ 6, Int(g))
                    body(tree &+ 7, Int(h))
                    tree &+= 8
                }
                while tree < count {
                    var index = first[tree]
                    while true {
                        let following = next(index)
                        if following == index { break }
                        index = following
                    }
                    body(tree, Int(index))
                    tree &+= 1
                }
            }
        }
    }
}
