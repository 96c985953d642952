extension CompiledForest {
    /// The trees whose walks are under way at the same time: as many as have room in memory that is not allocated.
    private static var treesPerPass: Int { 248 }

    /// Adds the leaves of one row, tree by tree, to the sum of the only margin.
    ///
    /// - Parameters:
    ///   - codes: The codes of the row, one byte for each column.
    ///   - start: Where the sum starts.
    /// - Returns: The sum.
    @inline(__always)
    func sum(_ codes: UnsafePointer<UInt8>, from start: Sum) -> Sum {
        var sum = start
        if let upper, upper.isWhole {
            withWideCodes(codes) { sum = upper.sum($0, treeCount: treeMargins.count, from: sum) }
            return sum
        }
        steps.values.withUnsafeBufferPointer { values in
            forEachPass(codes) { _, count, nodes in
                for place in 0..<count { sum += values[Int(nodes[place])] }
            }
        }
        return sum
    }

    /// Finds the leaves of one row.
    ///
    /// - Parameters:
    ///   - codes: The codes of the row, one byte for each column.
    ///   - body: Called for some trees after the other, with the first of them, their number and the positions of their
    ///     leaves among the step nodes.
    @inline(__always)
    func forEachPass(
        _ codes: UnsafePointer<UInt8>, _ body: (_ first: Int, _ count: Int, UnsafePointer<UInt32>) -> Void
    ) {
        let (treeCount, size) = (treeMargins.count, Self.treesPerPass)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size + 8) { positions in
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: size + 8) { open in
                withWideCodes(codes) { wideCodes in
                    guard let positions = positions.baseAddress, let open = open.baseAddress else { return }
                    var first = 0
                    while first < treeCount {
                        var walks = Walks(count: min(size, treeCount &- first), positions: positions, open: open)
                        if let upper {
                            upper.begin(&walks, firstTree: first, wideCodes)
                        } else {
                            for walk in 0..<walks.count { walks.begin(walk, at: steps.roots[first &+ walk]) }
                        }
                        steps.finish(&walks, codes, shift: 0, codeStride: 0)
                        body(first, walks.count, positions)
                        first &+= size
                    }
                }
            }
        }
    }

    /// Hands a body the codes of a row times 256, which is what ``UpperTrees`` takes.
    @inline(__always)
    private func withWideCodes(_ codes: UnsafePointer<UInt8>, _ body: (UnsafePointer<Int32>) -> Void) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: UpperTrees<Sum>.columnLimit) { wide in
            guard let wide = wide.baseAddress else { return }
            if upper != nil {
                for column in quantizer.columns.indices { wide[column] = Int32(codes[column]) &<< 8 }
            }
            body(wide)
        }
    }
}
