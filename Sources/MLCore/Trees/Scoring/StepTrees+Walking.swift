extension StepTrees {
    /// The mark of a position whose node is no leaf.
    static var openMark: UInt32 { 1 << 31 }

    /// The steps that walks take before those that have ended are sorted out.
    private static var stepsPerPass: Int { 3 }

    /// Walks on from nodes until all walks have come to a leaf, eight of them in step.
    ///
    /// Most walks are short and a few are long, so that after some steps those that go on are collected, and only these
    /// walk on.
    ///
    /// - Parameters:
    ///   - walks: The walks.
    ///   - codes: The codes of the first walk, those of its columns two to the power of `shift` bytes apart.
    ///   - shift: See `codes`.
    ///   - codeStride: How far the codes of a walk are behind those of the one before, in bytes.
    @inline(__always)
    func finish(_ walks: inout Walks, _ codes: UnsafePointer<UInt8>, shift: Int, codeStride: Int) {
        let (positions, open) = (walks.positions, walks.open)
        nodes.withUnsafeBufferPointer { nodes in
            guard let nodes = nodes.baseAddress else { return }
            while walks.openCount > 0 {
                // The last eight are filled up with a walk that has ended.
                positions[walks.count] = someLeaf
                for place in walks.openCount..<walks.openCount &+ 7 {
                    open[place] = UInt16(truncatingIfNeeded: walks.count)
                }
                var remaining = 0
                var first = 0
                while first < walks.openCount {
                    let numbers = open + first
                    var eight = EightWalks()
                    eight.update { walk, _ in Int(positions[Int(numbers[walk])] & ~Self.openMark) }
                    var step = 0
                    while step < Self.stepsPerPass {
                        eight.update { walk, position in
                            nodes[position].next(position, codes + Int(numbers[walk]) &* codeStride, shift: shift)
                        }
                        step &+= 1
                    }
                    eight.forEach { walk, position in
                        let number = numbers[walk]
                        positions[Int(number)] = UInt32(truncatingIfNeeded: position)
                        open[remaining] = number
                        remaining &+= nodes[position].isLeaf ? 0 : 1
                    }
                    first &+= 8
                }
                walks.openCount = remaining
            }
        }
    }
}
