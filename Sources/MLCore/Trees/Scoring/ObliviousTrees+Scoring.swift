extension ObliviousTrees {
    private static var rows: Int { FeatureQuantizer.blockRows }

    /// The trees whose leaves are added to a row in one go.
    private static var group: Int { 4 }

    /// The bytes of scratch memory that ``add(codes:outcomes:sums:)`` needs.
    static var outcomeByteCount: Int { group * 2 * rows }

    /// Adds the leaves of all trees to the sums of a block, tree by tree.
    ///
    /// - Parameters:
    ///   - codes: The codes of a block, as ``FeatureQuantizer`` writes them.
    ///   - outcomes: ``outcomeByteCount`` bytes of scratch memory, aligned to sixteen.
    ///   - sums: The sum of each margin and row; those of one margin together.
    func add(codes: UnsafePointer<UInt8>, outcomes: UnsafeMutablePointer<UInt8>, sums: UnsafeMutablePointer<Sum>) {
        levels.withUnsafeBufferPointer { levels in
            leaves.withUnsafeBufferPointer { leaves in
                trees.withUnsafeBufferPointer { trees in
                    guard let levels = levels.baseAddress, let leaves = leaves.baseAddress else { return }
                    var tree = 0
                    while tree < trees.count {
                        let count = groupSize(trees, tree)
                        for member in 0..<count {
                            let tree = trees[tree &+ member]
                            let target = outcomes + member &* 2 &* Self.rows
                            let first = levels + tree.firstLevel
                            Self.decide(first, min(tree.levelCount, 8), codes, target)
                            if tree.levelCount > 8 {
                                Self.decide(first + 8, tree.levelCount &- 8, codes, target + Self.rows)
                            }
                        }
                        let target = sums + trees[tree].margin &* Self.rows
                        if count == Self.group {
                            Self.addGroup(trees, tree, leaves, outcomes, target)
                        } else {
                            Self.addTree(trees[tree], leaves, outcomes, target)
                        }
                        tree &+= count
                    }
                }
            }
        }
    }

    /// Four when the next four trees add to one margin and their outcomes fit a byte, else one.
    private func groupSize(_ trees: UnsafeBufferPointer<Tree>, _ first: Int) -> Int {
        guard first &+ Self.group <= trees.count else { return 1 }
        for tree in first..<first + Self.group {
            guard trees[tree].levelCount <= 8, trees[tree].margin == trees[first].margin else { return 1 }
        }
        return Self.group
    }

    /// Writes the outcomes of up to eight levels for all rows of a block.
    @inline(__always)
    private static func decide(
        _ first: UnsafePointer<Level>, _ count: Int, _ codes: UnsafePointer<UInt8>,
        _ outcomes: UnsafeMutablePointer<UInt8>
    ) {
        var o0 = SIMD16<UInt8>.zero
        var (o1, o2, o3, o4, o5, o6, o7) = (o0, o0, o0, o0, o0, o0, o0)
        var bit: UInt32 = 0x0101_0101
        var level = 0
        while level < count {
            let bound = unsafeBitCast(SIMD4(repeating: first[level].bound), to: SIMD16<Int8>.self)
            let outcome = unsafeBitCast(SIMD4(repeating: bit), to: SIMD16<UInt8>.self)
            let column = UnsafeRawPointer(codes + Int(first[level].offset)).assumingMemoryBound(to: SIMD16<Int8>.self)
            o0 |= column[0].mask(below: bound) & outcome
            o1 |= column[1].mask(below: bound) & outcome
            o2 |= column[2].mask(below: bound) & outcome
            o3 |= column[3].mask(below: bound) & outcome
            o4 |= column[4].mask(below: bound) & outcome
            o5 |= column[5].mask(below: bound) & outcome
            o6 |= column[6].mask(below: bound) & outcome
            o7 |= column[7].mask(below: bound) & outcome
            bit <<= 1
            level &+= 1
        }
        let target = UnsafeMutableRawPointer(outcomes).assumingMemoryBound(to: SIMD16<UInt8>.self)
        target[0] = o0
        target[1] = o1
        target[2] = o2
        target[3] = o3
        target[4] = o4
        target[5] = o5
        target[6] = o6
        target[7] = o7
    }

    @inline(__always)
    private static func addGroup(
        _ trees: UnsafeBufferPointer<Tree>, _ first: Int, _ leaves: UnsafePointer<Sum>,
        _ outcomes: UnsafePointer<UInt8>, _ sums: UnsafeMutablePointer<Sum>
    ) {
        let (a, b) = (leaves + trees[first].firstLeaf, leaves + trees[first &+ 1].firstLeaf)
        let (c, d) = (leaves + trees[first &+ 2].firstLeaf, leaves + trees[first &+ 3].firstLeaf)
        for row in 0..<rows {
            // One after the other: the order of addition is that of the trees.
            var sum = sums[row] + a[Int(outcomes[row])]
            sum += b[Int(outcomes[2 &* rows &+ row])]
            sum += c[Int(outcomes[4 &* rows &+ row])]
            sum += d[Int(outcomes[6 &* rows &+ row])]
            sums[row] = sum
        }
    }

    @inline(__always)
    private static func addTree(
        _ tree: Tree, _ leaves: UnsafePointer<Sum>, _ outcomes: UnsafePointer<UInt8>,
        _ sums: UnsafeMutablePointer<Sum>
    ) {
        let leaves = leaves + tree.firstLeaf
        if tree.levelCount <= 8 {
            for row in 0..<rows { sums[row] += leaves[Int(outcomes[row])] }
        } else {
            for row in 0..<rows { sums[row] += leaves[Int(outcomes[row]) | Int(outcomes[rows &+ row]) << 8] }
        }
    }
}
