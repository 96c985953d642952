/// Walks through ``StepTrees``: where they are, and which go on.
struct Walks {
    /// The number of walks.
    let count: Int
    /// The position of each walk, with ``StepTrees/openMark`` while its node is no leaf; there is room for one more.
    let positions: UnsafeMutablePointer<UInt32>
    /// The numbers of the walks that go on; there is room for eight more than there are walks.
    let open: UnsafeMutablePointer<UInt16>
    /// How many walks go on.
    var openCount = 0

    /// Puts a walk at a position.
    @inline(__always)
    mutating func begin(_ walk: Int, at position: UInt32) {
        positions[walk] = position
        open[openCount] = UInt16(truncatingIfNeeded: walk)
        openCount &+= Int(position >> 31)
    }
}
