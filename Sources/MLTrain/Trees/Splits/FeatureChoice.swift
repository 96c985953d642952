import MLCore

/// Which features a node may be split by.
struct FeatureChoice: Sendable {
    /// The features of the tree, ascending.
    let features: [Int]
    var levelShare = 1.0
    var nodeShare = 1.0
    /// The sets of features that may occur together; empty for no constraint.
    var interactions: [Set<Int>] = []
    let generator: SeededGenerator

    /// The features for a node, ascending.
    ///
    /// - Parameters:
    ///   - depth: The number of splits above the node.
    ///   - key: Names the node.
    ///   - path: The features of the splits above it.
    /// - Returns: The features.
    func features(depth: Int, key: UInt64, path: Set<Int>) -> [Int] {
        var chosen = features
        if levelShare < 1 {
            chosen = Self.drawn(chosen, share: levelShare, generator.derived(1, UInt64(truncatingIfNeeded: depth)))
        }
        if nodeShare < 1 { chosen = Self.drawn(chosen, share: nodeShare, generator.derived(2, key)) }
        guard !interactions.isEmpty, !path.isEmpty else { return chosen }
        let allowed = interactions.reduce(into: path) { allowed, set in
            if path.isSubset(of: set) { allowed.formUnion(set) }
        }
        return chosen.filter(allowed.contains)
    }

    /// A share of items, at least one, in their order.
    static func drawn<Item>(_ items: [Item], share: Double, _ generator: SeededGenerator) -> [Item] {
        guard share < 1, !items.isEmpty else { return items }
        var generator = generator
        let wanted = min(items.count, max(1, Int((share * Double(items.count)).rounded())))
        let chosen = (try? generator.sample(wanted, from: items.count)) ?? Array(items.indices)
        return chosen.sorted().map { items[$0] }
    }
}
