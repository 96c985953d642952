/// The upper parts of trees as bit masks, for scoring blocks of rows without walking.
///
/// Each tree is cut off at up to 64 **exits**: leaves, or nodes from which rows walk on. Every split says for all rows
/// of a block at once which exits it rules out, one comparison of sixteen bytes for sixteen rows; the exit of a row is
/// the first that is left. This is QuickScorer (Lucchese et al. 2015, SIGIR) over rows in lanes, as in RapidScorer (Ye
/// et al. 2018, KDD), with three changes: of the two sides of a split the one with fewer exits comes first and is the
/// one ruled out, so that most splits touch one byte; the masks of a byte stay in registers while all splits that touch
/// it go by; and exits are the nodes that most training rows reach, so that deep trees need few further steps.
struct MaskTrees<Sum: StepSum>: Sendable {
    /// The largest number of exits of a tree.
    static var exitLimit: Int { 64 }

    /// A split and one byte of exits that it touches.
    ///
    /// Bytes are repeated, so that one shuffle spreads them to a vector.
    struct Entry: Sendable {
        /// Where the codes of the column are in a block, in bytes.
        let offset: UInt32
        /// Rows whose signed code is below this keep all exits.
        let bound: UInt32
        /// The exits that the other rows keep.
        let keep: UInt32
    }

    /// One tree.
    struct Tree: Sendable {
        /// Where its entries begin.
        let firstEntry: Int
        /// Where its bytes begin in ``entryCounts``.
        let firstByte: Int
        /// The number of bytes of its exits, 1 to 8.
        let byteCount: Int
        /// Where its exits begin.
        let firstExit: Int
        /// Whether every exit is a leaf.
        let isWhole: Bool
        /// The margin that the tree adds to.
        let margin: Int
    }

    var trees: [Tree] = []
    /// The entries of all bytes of all trees, in order.
    var entries: [Entry] = []
    /// The number of entries of each byte.
    var entryCounts: [UInt16] = []
    /// The value of each exit that is a leaf.
    var exitValues: [Sum] = []
    /// Trees that are scored for many blocks in a row, because they fit a cache together.
    var groups: [Range<Int>] = []
    /// The node of each exit among the step nodes, with its mark when it is no leaf.
    var exitNodes: [UInt32] = []

    /// The memory of the layout.
    var byteCount: Int {
        trees.count * MemoryLayout<Tree>.stride + entries.count * MemoryLayout<Entry>.stride + entryCounts.count * 2
            + exitValues.count * MemoryLayout<Sum>.stride + exitNodes.count * 4
    }
}
