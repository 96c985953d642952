/// How far a tree grows, and in which order.
struct GrowthLimits: Sendable {
    /// Whether the leaf with the largest gain comes next; otherwise leaves are split depth by depth.
    var isLeafWise: Bool
    var maximumLeaves: Int
    var maximumDepth: Int

    /// The largest number of leaves within both limits.
    var largestLeafCount: Int { min(maximumLeaves, 1 << min(maximumDepth, 32)) }
}
