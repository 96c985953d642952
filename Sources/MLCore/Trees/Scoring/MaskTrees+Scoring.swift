extension MaskTrees {
    /// The scratch memory of a block, behind the codes.
    struct Workspace {
        /// Eight vectors for each of eight bytes of exits.
        let masks: UnsafeMutablePointer<SIMD16<UInt8>>
        /// The masks of each row.
        let words: UnsafeMutablePointer<UInt64>
        /// Where the walk of each row is, with room for one more.
        let positions: UnsafeMutablePointer<UInt32>
        /// The rows that walk on, with room for eight more.
        let open: UnsafeMutablePointer<UInt16>
    }

    private static var vectors: Int { FeatureQuantizer.blockRows / 16 }

    /// Adds the leaves of some trees to the sums of a block, tree by tree.
    ///
    /// - Parameters:
    ///   - range: The trees.
    ///   - codes: The codes of a block, as ``FeatureQuantizer`` writes them.
    ///   - steps: The nodes where walks go on.
    ///   - workspace: Scratch memory.
    ///   - sums: The sum of each margin and row; those of one margin together.
    func add<Node: StepNode>(
        _ range: Range<Int>, codes: UnsafePointer<UInt8>, steps: StepTrees<Node, Sum>, workspace: Workspace,
        sums: UnsafeMutablePointer<Sum>
    ) {
        entries.withUnsafeBufferPointer { entries in
            entryCounts.withUnsafeBufferPointer { counts in
                guard let entries = entries.baseAddress, let counts = counts.baseAddress else { return }
                var cleared = 8
                for position in range {
                    let tree = trees[position]
                    Self.ruleOut(
                        entries + tree.firstEntry, counts + tree.firstByte, tree.byteCount, codes, workspace.masks)
                    // Masks of bytes that the tree does not have must not be left from the tree before.
                    var byte = tree.byteCount
                    while byte < cleared {
                        for vector in 0..<Self.vectors { workspace.masks[byte &* Self.vectors &+ vector] = .zero }
                        byte &+= 1
                    }
                    cleared = tree.byteCount
                    Self.collectWords(workspace)
                    let sums = sums + tree.margin &* FeatureQuantizer.blockRows
                    if tree.isWhole {
                        addExits(tree, workspace, sums)
                    } else {
                        walkOn(tree, codes, steps, workspace, sums)
                    }
                }
            }
        }
    }

    /// Rules out exits of one tree for all rows, one byte of exits after the other.
    @inline(__always)
    private static func ruleOut(
        _ first: UnsafePointer<Entry>, _ counts: UnsafePointer<UInt16>, _ byteCount: Int,
        _ codes: UnsafePointer<UInt8>, _ masks: UnsafeMutablePointer<SIMD16<UInt8>>
    ) {
        var entry = first
        var byte = 0
        while byte < byteCount {
            var m0 = SIMD16<UInt8>(repeating: 0xFF)
            var (m1, m2, m3, m4, m5, m6, m7) = (m0, m0, m0, m0, m0, m0, m0)
            let end = entry + Int(counts[byte])
            while entry < end {
                let bound = unsafeBitCast(SIMD4(repeating: entry.pointee.bound), to: SIMD16<Int8>.self)
                let keep = unsafeBitCast(SIMD4(repeating: entry.pointee.keep), to: SIMD16<UInt8>.self)
                let column = UnsafeRawPointer(codes + Int(entry.pointee.offset))
                    .assumingMemoryBound(to: SIMD16<Int8>.self)
                m0 &= column[0].mask(below: bound) | keep
                m1 &= column[1].mask(below: bound) | keep
                m2 &= column[2].mask(below: bound) | keep
                m3 &= column[3].mask(below: bound) | keep
                m4 &= column[4].mask(below: bound) | keep
                m5 &= column[5].mask(below: bound) | keep
                m6 &= column[6].mask(below: bound) | keep
                m7 &= column[7].mask(below: bound) | keep
                entry += 1
            }
            let target = masks + byte &* vectors
            target[0] = m0
            target[1] = m1
            target[2] = m2
            target[3] = m3
            target[4] = m4
            target[5] = m5
            target[6] = m6
            target[7] = m7
            byte &+= 1
        }
    }

    @inline(__always)
    private static func collectWords(_ workspace: Workspace) {
        let words = UnsafeMutableRawPointer(workspace.words).assumingMemoryBound(to: SIMD16<UInt8>.self)
        for vector in 0..<vectors {
            ByteTransposition.transpose(workspace.masks + vector, stride: vectors, to: words + vector &* 8)
        }
    }

    /// The first exit that is left.
    ///
    /// The last one is never ruled out, so the highest bit changes nothing but that the compiler knows that there is one.
    @inline(__always)
    private static func exit(_ word: UInt64) -> Int { (word | 1 << 63).trailingZeroBitCount }

    @inline(__always)
    private func addExits(_ tree: Tree, _ workspace: Workspace, _ sums: UnsafeMutablePointer<Sum>) {
        exitValues.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            let exits = values + tree.firstExit
            for row in 0..<FeatureQuantizer.blockRows { sums[row] += exits[Self.exit(workspace.words[row])] }
        }
    }

    @inline(__always)
    private func walkOn<Node: StepNode>(
        _ tree: Tree, _ codes: UnsafePointer<UInt8>, _ steps: StepTrees<Node, Sum>, _ workspace: Workspace,
        _ sums: UnsafeMutablePointer<Sum>
    ) {
        let rows = FeatureQuantizer.blockRows
        var walks = Walks(count: rows, positions: workspace.positions, open: workspace.open)
        exitNodes.withUnsafeBufferPointer { nodes in
            guard let nodes = nodes.baseAddress else { return }
            let exits = nodes + tree.firstExit
            for row in 0..<rows { walks.begin(row, at: exits[Self.exit(workspace.words[row])]) }
        }
        steps.finish(
            &walks, codes + FeatureQuantizer.plainOffset,
            shift: FeatureQuantizer.columnStride.trailingZeroBitCount, codeStride: 1)
        steps.values.withUnsafeBufferPointer { values in
            for row in 0..<rows { sums[row] += values[Int(workspace.positions[row])] }
        }
    }
}
