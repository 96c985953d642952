/// The upper levels of all trees as complete trees of one depth, in which single rows walk without a test for leaves.
///
/// A node is two bytes, column and cut, and the children of node `i` are `2i` and `2i + 1`, so that a step is
/// `i + i + (code > cut ? 1 : 0)`. Where a tree has a leaf above the last level, rows go left from there. The nodes of
/// four trees alternate, and eight trees are walked in step, so that their loads overlap.
struct UpperTrees<Sum: StepSum>: Sendable {
    /// The trees that are walked in step.
    static var stride: Int { 8 }
    /// The largest number of columns: a node names one in a byte.
    static var columnLimit: Int { 256 }

    /// The number of levels of splits.
    let levels: Int
    /// Whether no tree goes on below the last level.
    let isWhole: Bool
    /// The nodes: node `i` of tree `t`, whose root is node 1, is at `((t / 4 << levels) + i) * 4 + t % 4`.
    ///
    /// Trees are filled up to a multiple of eight.
    var nodes: [UInt16]
    /// The node of each exit among the step nodes, with its mark when it is no leaf.
    ///
    /// Exits are in the order of nodes.
    var exits: [UInt32]
    /// The value of each exit, when all of them are leaves.
    var values: [Sum]

    /// The memory of the layout.
    var byteCount: Int { nodes.count * 2 + exits.count * 4 + values.count * MemoryLayout<Sum>.stride }
}
