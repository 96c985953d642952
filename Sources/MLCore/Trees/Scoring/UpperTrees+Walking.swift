extension UpperTrees {
    /// Walks eight trees for one row.
    ///
    /// - Parameters:
    ///   - nodes: The nodes of the first of the trees.
    ///   - codes: 256 times the code of each column.
    /// - Returns: The exits of the trees, counted from those of the first tree.
    @inline(__always)
    func walk(_ nodes: UnsafePointer<UInt16>, _ codes: UnsafePointer<Int32>) -> EightWalks {
        // Four trees alternate, then come the next four.
        let far = nodes + 4 &<< levels
        var walks = EightWalks()
        @inline(__always)
        func step() {
            walks.update { walk, position in
                Self.next(position, (walk < 4 ? nodes : far)[position &<< 2 &+ walk & 3], codes)
            }
        }
        var level = levels
        if level >= 4 {
            step()
            step()
            step()
            step()
            level &-= 4
        }
        while level > 0 {
            step()
            level &-= 1
        }
        let near = -4 &<< levels
        walks.update { walk, position in (walk < 4 ? near : 0) &+ position &<< 2 &+ walk & 3 }
        return walks
    }

    @inline(__always)
    private static func next(_ index: Int, _ node: UInt16, _ codes: UnsafePointer<Int32>) -> Int {
        // Negative exactly when the code is above the cut: the column is less than one of the cut.
        let difference = Int32(node) &- codes[Int(node & 255)]
        return index &+ index &+ Int(UInt32(bitPattern: difference) >> 31)
    }

    /// Adds the leaves of one row, tree by tree, when all exits are leaves.
    ///
    /// - Parameters:
    ///   - codes: 256 times the code of each column.
    ///   - treeCount: The number of trees.
    ///   - start: Where the sum starts.
    /// - Returns: The sum.
    @inline(__always)
    func sum(_ codes: UnsafePointer<Int32>, treeCount: Int, from start: Sum) -> Sum {
        var sum = start
        values.withUnsafeBufferPointer { values in
            nodes.withUnsafeBufferPointer { nodes in
                guard let nodes = nodes.baseAddress, let values = values.baseAddress else { return }
                var tree = 0
                while tree &+ Self.stride <= treeCount {
                    let values = values + tree &<< levels
                    walk(nodes + tree &<< levels, codes).forEach { sum += values[$1] }
                    tree &+= Self.stride
                }
                guard tree < treeCount else { return }
                let last = values + tree &<< levels
                walk(nodes + tree &<< levels, codes).forEach { if tree &+ $0 < treeCount { sum += last[$1] } }
            }
        }
        return sum
    }

    /// Begins one walk for each of some trees.
    ///
    /// - Parameters:
    ///   - walks: The walks; there must be room for as many as fill up the last eight.
    ///   - firstTree: The tree of the first walk, a multiple of eight.
    ///   - codes: 256 times the code of each column.
    @inline(__always)
    func begin(_ walks: inout Walks, firstTree: Int, _ codes: UnsafePointer<Int32>) {
        nodes.withUnsafeBufferPointer { nodes in
            exits.withUnsafeBufferPointer { exits in
                guard let nodes = nodes.baseAddress, let exits = exits.baseAddress else { return }
                var first = 0
                while first < walks.count {
                    let offset = (firstTree &+ first) &<< levels
                    let exits = exits + offset
                    walk(nodes + offset, codes).forEach { walks.begin(first &+ $0, at: exits[$1]) }
                    first &+= Self.stride
                }
            }
        }
    }
}
