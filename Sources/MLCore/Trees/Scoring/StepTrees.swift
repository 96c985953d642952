/// The nodes of a forest for walking from node to node without a branch that depends on the data.
///
/// A node is one number: how far behind it its left child is, the column and the cut of its split. The right child
/// stands behind the left one, so that a step is `index + distance + (code > cut ? 1 : 0)`. A leaf has distance 0 and a
/// cut that no code is above, so that it leads to itself, and several walks can go in step.
/// The layout is that of the fastest scalar engines (XGBoost's array trees, Treelite's), with codes for values.
struct StepTrees<Node: StepNode, Sum: StepSum>: Sendable {
    var nodes: [Node] = []
    /// The value of each leaf at the position of its node.
    var values: [Sum] = []
    /// The number of each leaf in the library that made its tree, at the position of its node.
    var numbers: [Int32] = []
    /// The first node of each tree, with ``openMark`` where it is no leaf.
    var roots: [UInt32] = []
    /// The position of a leaf.
    var someLeaf: UInt32 = 0

    /// The memory of the layout.
    var byteCount: Int {
        nodes.count * MemoryLayout<Node>.size + values.count * MemoryLayout<Sum>.size + numbers.count * 4
            + roots.count * 4
    }
}

/// A type in which leaves are added.
protocol StepSum: BinaryFloatingPoint, Sendable {}

extension Float: StepSum {}
extension Double: StepSum {}

/// A packed node: distance to the left child, column, cut.
protocol StepNode: Sendable {
    /// The largest number of columns that a node can name.
    static var columnLimit: Int { get }

    /// Packs a node, or returns `nil` when the distance or the column does not fit.
    init?(distance: Int, column: Int, cut: UInt8)

    /// The position of the node that follows this one.
    ///
    /// - Parameters:
    ///   - index: The position of this node.
    ///   - codes: The codes of a row.
    ///   - shift: Codes are two to the power of this apart, in bytes.
    /// - Returns: The position of a child, or `index` again at a leaf.
    func next(_ index: Int, _ codes: UnsafePointer<UInt8>, shift: Int) -> Int

    /// Whether the node leads to itself.
    var isLeaf: Bool { get }
}

/// 16 bits of distance, 8 of column, 8 of cut.
struct NarrowNode: StepNode {
    private let bits: UInt32

    static var columnLimit: Int { 256 }

    @inline(__always)
    var isLeaf: Bool { bits < 1 << 16 }

    init?(distance: Int, column: Int, cut: UInt8) {
        guard let distance = UInt16(exactly: distance), let column = UInt8(exactly: column) else { return nil }
        bits = UInt32(distance) << 16 | UInt32(column) << 8 | UInt32(cut)
    }

    @inline(__always)
    func next(_ index: Int, _ codes: UnsafePointer<UInt8>, shift: Int) -> Int {
        let code = codes[Int((bits >> 8) & 0xFF) << shift]
        return index &+ Int(bits >> 16) &+ (UInt8(truncatingIfNeeded: bits) < code ? 1 : 0)
    }
}

/// 32 bits of distance, 24 of column, 8 of cut.
struct WideNode: StepNode {
    private let bits: UInt64

    static var columnLimit: Int { 1 << 24 }

    @inline(__always)
    var isLeaf: Bool { bits < 1 << 32 }

    init?(distance: Int, column: Int, cut: UInt8) {
        guard let distance = UInt32(exactly: distance), column >= 0, column < Self.columnLimit else { return nil }
        bits = UInt64(distance) << 32 | UInt64(column) << 8 | UInt64(cut)
    }

    @inline(__always)
    func next(_ index: Int, _ codes: UnsafePointer<UInt8>, shift: Int) -> Int {
        let code = codes[Int(truncatingIfNeeded: (bits >> 8) & 0xFF_FFFF) << shift]
        return index &+ Int(truncatingIfNeeded: bits >> 32) &+ (UInt8(truncatingIfNeeded: bits) < code ? 1 : 0)
    }
}
