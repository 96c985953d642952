extension XGBoostTree {
    /// The feature of a node that was deleted by pruning; such a node also has its default direction set to left.
    private static var deletedFeature: Int64 { Int64(Int32.max) }
    /// The first code that XGBoost takes for no category.
    static var categoryLimit: Int64 { 1 << 24 }

    /// The tree, checked.
    ///
    /// - Parameters:
    ///   - weight: What leaf values are multiplied by, rounded once: the weight of a tree of `dart`.
    ///   - place: Which tree it is, for errors.
    /// - Returns: The tree, with XGBoost's numbers of the nodes.
    /// - Throws: ``CoreError`` with code `malformedModel`.
    func decisionTree(weight: Float?, at place: String) throws(CoreError) -> DecisionTree {
        let count = leftChildren.count
        guard count > 0, nodeCount == nil || nodeCount == count, rightChildren.count == count,
            splitFeatures.count == count, conditions.count == count, defaultLeft.count == count,
            splitTypes.isEmpty || splitTypes.count == count, covers.isEmpty || covers.count == count
        else {
            throw CoreError(.malformedModel, "the columns of the tree do not have one value for each node", at: place)
        }
        let sets = try categorySets(at: place)
        let positions = positionsOfKeptNodes()
        var nodes: [DecisionTree.Node] = []
        nodes.reserveCapacity(count)
        for index in 0..<count where positions == nil || positions?[index] != Self.deleted {
            nodes.append(try node(index, sets: sets, positions: positions, weight: weight, at: place))
        }
        var numbers: [Int32]?
        var keptCovers = covers
        if let positions {
            let kept = (0..<count).filter { positions[$0] != Self.deleted }
            numbers = kept.map { Int32(truncatingIfNeeded: $0) }
            keptCovers = covers.isEmpty ? [] : kept.map { covers[$0] }
        }
        do {
            return try DecisionTree(
                nodes: nodes,
                covers: keptCovers.isEmpty || !keptCovers.allSatisfy { $0.isFinite && $0 >= 0 }
                    ? nil : keptCovers.map { Double($0) }, nodeNumbers: numbers)
        } catch {
            throw CoreError(.malformedModel, "the tree is malformed", at: place, cause: error)
        }
    }

    private static var deleted: Int32 { -1 }

    /// The position of each node among those that are kept, or `nil` when all are.
    private func positionsOfKeptNodes() -> [Int32]? {
        guard splitFeatures.contains(where: { $0 < 0 || $0 >= Self.deletedFeature }) else { return nil }
        var next: Int32 = 0
        return splitFeatures.indices.map { index in
            if splitFeatures[index] < 0 || splitFeatures[index] >= Self.deletedFeature, defaultLeft[index] != 0 {
                return Self.deleted
            }
            next += 1
            return next - 1
        }
    }

    private func node(
        _ index: Int, sets: [Int32: CategorySet], positions: [Int32]?, weight: Float?, at place: String
    ) throws(CoreError) -> DecisionTree.Node {
        guard leftChildren[index] != -1 else { return .leaf(try leafValues(index, weight: weight, at: place)) }
        var left = Int(leftChildren[index])
        var right = Int(rightChildren[index])
        guard leftChildren.indices.contains(left), leftChildren.indices.contains(right),
            let feature = Int(exactly: splitFeatures[index]), feature >= 0
        else { throw CoreError(.malformedModel, "a child or feature of node \(index) is out of range", at: place) }
        if let positions {
            left = Int(positions[left])
            right = Int(positions[right])
        }
        let missingLeft = defaultLeft[index] != 0
        guard !splitTypes.isEmpty, splitTypes[index] != 0 else {
            return .split(
                feature: feature, threshold: Double(conditions[index]), missing: .nan(left: missingLeft), left: left,
                right: right)
        }
        guard splitTypes[index] == 1 else {
            throw CoreError(.malformedModel, "node \(index) has a split of unknown type", at: place)
        }
        // In XGBoost, a category of the set goes right, and everything else left.
        return .categories(
            feature: feature, sets[Int32(truncatingIfNeeded: index)] ?? CategorySet([UInt32]()),
            missingGoesLeft: !missingLeft, left: right, right: left)
    }

    private func leafValues(_ index: Int, weight: Float?, at place: String) throws(CoreError) -> [Double] {
        let values: ArraySlice<Float>
        if leafWidth <= 1 {
            values = conditions[index...index]
        } else {
            let source = leafWeights ?? nodeWeights
            let position = leafWeights == nil ? index : Int(rightChildren[index])
            let (start, overflow) = position.multipliedReportingOverflow(by: leafWidth)
            guard position >= 0, !overflow, start <= source.count, leafWidth <= source.count - start else {
                throw CoreError(.malformedModel, "leaf \(index) has no values", at: place)
            }
            values = source[start..<start + leafWidth]
        }
        guard let weight else { return values.map { Double($0) } }
        return values.map { Double($0 * weight) }
    }

    /// The categories of each node that splits by them.
    private func categorySets(at place: String) throws(CoreError) -> [Int32: CategorySet] {
        guard categoryNodes.count == categoryStarts.count, categoryNodes.count == categoryCounts.count else {
            throw CoreError(.malformedModel, "the columns of categories differ in length", at: place)
        }
        var sets: [Int32: CategorySet] = [:]
        // Segments that overlapped would make a large model out of a small file.
        var used = 0
        for (index, node) in categoryNodes.enumerated() {
            guard let start = Int(exactly: categoryStarts[index]), let count = Int(exactly: categoryCounts[index]),
                start >= 0, count > 0, start <= categories.count, count <= categories.count - start,
                count <= categories.count - used, sets[node] == nil
            else { throw CoreError(.malformedModel, "the categories of node \(node) are out of range", at: place) }
            used += count
            var codes: [UInt32] = []
            codes.reserveCapacity(count)
            for category in categories[start..<start + count] {
                guard category >= 0 else {
                    throw CoreError(.malformedModel, "node \(node) has the category \(category)", at: place)
                }
                if category < Self.categoryLimit { codes.append(UInt32(truncatingIfNeeded: category)) }
            }
            sets[node] = CategorySet(codes)
        }
        return sets
    }
}
