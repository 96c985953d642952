extension CompiledForest {
    /// Below this many rows, rows go one by one.
    private static var smallestBlock: Int { 24 }
    /// The blocks that go through a group of trees before the next group.
    private static var blocksPerPass: Int { 8 }

    /// Adds up the trees for dense rows.
    ///
    /// - Parameters:
    ///   - rows: Row-major values, as many as rows times features; NaN is missing.
    ///   - rowCount: The number of rows.
    ///   - margins: Row-major, rows times margins; overwritten.
    @inline(__always)
    func score<Value: NumericScalar>(
        _ rows: UnsafePointer<Value>, rowCount: Int, into margins: UnsafeMutablePointer<Double>
    ) {
        var row = 0
        if rowCount >= Self.smallestBlock {
            let blocks = (rowCount + FeatureQuantizer.blockRows - 1) / FeatureQuantizer.blockRows
            withWorkspace(blocks: min(blocks, Self.blocksPerPass)) { workspace in
                while rowCount - row >= Self.smallestBlock {
                    let count = min(Self.blocksPerPass * FeatureQuantizer.blockRows, rowCount - row)
                    scorePass(
                        rows + row * featureCount, rowCount: count, workspace, into: margins + row * start.count)
                    row += count
                }
            }
        }
        guard row < rowCount else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(quantizer.columns.count, 1)) { codes in
            guard let codes = codes.baseAddress else { return }
            while row < rowCount {
                scoreRow(rows + row * featureCount, codes, into: margins + row * start.count)
                row += 1
            }
        }
    }

    /// Adds up the trees for one row.
    ///
    /// - Parameters:
    ///   - row: The values of the row; NaN is missing.
    ///   - codes: Scratch memory, a byte for each column.
    ///   - margins: The margins of the row; overwritten.
    @inline(__always)
    private func scoreRow<Value: NumericScalar>(
        _ row: UnsafePointer<Value>, _ codes: UnsafeMutablePointer<UInt8>, into margins: UnsafeMutablePointer<Double>
    ) {
        quantizer.writeRow(row, comparesDoubles: comparesDoubles && Value.self == Double.self, to: codes)
        if start.count == 1 {
            margins[0] = Double(sum(codes, from: start[0]))
            return
        }
        for margin in start.indices { margins[margin] = Double(start[margin]) }
        treeMargins.withUnsafeBufferPointer { treeMargins in
            steps.values.withUnsafeBufferPointer { values in
                forEachPass(codes) { first, count, nodes in
                    for place in 0..<count {
                        let margin = Int(treeMargins[first &+ place])
                        margins[margin] = Double(Sum(margins[margin]) + values[Int(nodes[place])])
                    }
                }
            }
        }
    }

    /// Writes the numbers of the leaves of one row, tree by tree.
    ///
    /// - Parameters:
    ///   - row: The values of the row; NaN is missing.
    ///   - codes: Scratch memory, a byte for each column.
    ///   - numbers: One number for each tree; overwritten.
    func writeLeafNumbers<Value: NumericScalar>(
        _ row: UnsafePointer<Value>, _ codes: UnsafeMutablePointer<UInt8>, to numbers: UnsafeMutablePointer<Int32>
    ) {
        quantizer.writeRow(row, comparesDoubles: comparesDoubles && Value.self == Double.self, to: codes)
        forEachPass(codes) { first, count, nodes in
            for place in 0..<count { numbers[first &+ place] = steps.numbers[Int(nodes[place])] }
        }
    }

    /// Scores as many rows as a workspace has blocks for.
    @inline(__always)
    private func scorePass<Value: NumericScalar>(
        _ rows: UnsafePointer<Value>, rowCount: Int, _ workspace: Workspace,
        into margins: UnsafeMutablePointer<Double>
    ) {
        let blockRows = FeatureQuantizer.blockRows
        let blocks = (rowCount + blockRows - 1) / blockRows
        for block in 0..<blocks {
            let first = block * blockRows
            quantizer.writeBlock(
                rows + first * featureCount, rowCount: min(blockRows, rowCount - first), width: featureCount,
                comparesDoubles: comparesDoubles && Value.self == Double.self, to: workspace.codes(block))
        }
        addTrees(blocks, workspace)
        let width = start.count
        for block in 0..<blocks {
            let first = block * blockRows
            for margin in 0..<width {
                let sums = workspace.sums(block) + margin * blockRows
                let target = margins + first * width + margin
                for row in 0..<min(blockRows, rowCount - first) { target[row * width] = Double(sums[row]) }
            }
        }
    }

    private func addTrees(_ blocks: Int, _ workspace: Workspace) {
        for block in 0..<blocks {
            for margin in start.indices {
                let sums = workspace.sums(block) + margin * FeatureQuantizer.blockRows
                for row in 0..<FeatureQuantizer.blockRows { sums[row] = start[margin] }
            }
        }
        if let oblivious {
            for block in 0..<blocks {
                oblivious.add(
                    codes: workspace.codes(block), outcomes: workspace.outcomes, sums: workspace.sums(block))
            }
        } else if let masks {
            for group in masks.groups {
                for block in 0..<blocks {
                    masks.add(
                        group, codes: workspace.codes(block), steps: steps, workspace: workspace.masks,
                        sums: workspace.sums(block))
                }
            }
        }
    }
}

extension CompiledForest {
    /// The scratch memory of a pass.
    private struct Workspace {
        let masks: MaskTrees<Sum>.Workspace
        let outcomes: UnsafeMutablePointer<UInt8>
        let firstCode: UnsafeMutablePointer<UInt8>
        let codesPerBlock: Int
        let firstSum: UnsafeMutablePointer<Sum>
        let sumsPerBlock: Int

        @inline(__always)
        func codes(_ block: Int) -> UnsafeMutablePointer<UInt8> { firstCode + block &* codesPerBlock }

        @inline(__always)
        func sums(_ block: Int) -> UnsafeMutablePointer<Sum> { firstSum + block &* sumsPerBlock }
    }

    /// One allocation for all scratch memory of a batch: codes and sums of each block, masks, words, walks, outcomes.
    private func withWorkspace(blocks: Int, _ body: (Workspace) -> Void) {
        let rows = FeatureQuantizer.blockRows
        let codesPerBlock = max(quantizer.columns.count, 1) * FeatureQuantizer.columnStride
        let sumsPerBlock = start.count * rows
        let byteCount =
            blocks * (codesPerBlock + sumsPerBlock * MemoryLayout<Sum>.stride) + (8 + 8 + 4 + 2) * (rows + 8)
            + ObliviousTrees<Sum>.outcomeByteCount
        withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 64) { memory in
            guard let base = memory.baseAddress else { return }
            // Rows that a last block does not have get codes of this pattern: any code leads to some leaf.
            base.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
            let masks = base + blocks * codesPerBlock
            let words = masks + 8 * rows
            let positions = words + 8 * rows
            let outcomes = positions + (4 + 2) * (rows + 8)
            let sums = outcomes + ObliviousTrees<Sum>.outcomeByteCount
            body(
                Workspace(
                    masks: MaskTrees.Workspace(
                        masks: masks.bindMemory(to: SIMD16<UInt8>.self, capacity: rows / 2),
                        words: words.bindMemory(to: UInt64.self, capacity: rows),
                        positions: positions.bindMemory(to: UInt32.self, capacity: rows + 8),
                        open: (positions + 4 * (rows + 8)).bindMemory(to: UInt16.self, capacity: rows + 8)),
                    outcomes: outcomes.assumingMemoryBound(to: UInt8.self),
                    firstCode: base.assumingMemoryBound(to: UInt8.self), codesPerBlock: codesPerBlock,
                    firstSum: sums.bindMemory(to: Sum.self, capacity: blocks * sumsPerBlock),
                    sumsPerBlock: sumsPerBlock))
        }
    }
}
