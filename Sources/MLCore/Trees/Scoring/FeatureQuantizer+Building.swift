extension FeatureQuantizer {
    /// Where a split is among the columns.
    struct Place {
        let column: Int
        /// A row goes right when its code is above this.
        let cut: UInt8
    }

    /// Finds the places of splits.
    struct Index {
        fileprivate struct Key: Hashable {
            let feature: Int
            let rule: MissingRule
            let segment: Int
        }

        fileprivate var cuts: [Int: [Double]] = [:]
        fileprivate var columns: [Key: Int] = [:]

        /// The place of a split whose threshold was among those that the quantizer was made of.
        func place(feature: Int, cut: Double, rule: MissingRule) -> Place? {
            guard let values = cuts[feature] else { return nil }
            var low = 0
            var high = values.count
            while low < high {
                let middle = (low + high) / 2
                if values[middle] < cut { low = middle + 1 } else { high = middle }
            }
            let (segment, position) = low.quotientAndRemainder(dividingBy: cutsPerColumn)
            guard let column = columns[Key(feature: feature, rule: rule, segment: segment)] else { return nil }
            return Place(column: column, cut: UInt8(truncatingIfNeeded: position))
        }
    }

    /// A split that is to find its column.
    struct Split: Sendable, Hashable {
        let feature: Int
        /// A value goes left when it is at most this.
        let cut: Double
        let rule: MissingRule
    }

    /// Collects the cuts of all splits.
    ///
    /// - Parameters:
    ///   - splits: All splits of a forest.
    ///   - comparesDoubles: Whether values may have to be compared in `Double`.
    ///   - columnLimit: The largest number of columns.
    /// - Returns: The quantizer and where it has each split, or `nil` when a feature has more cuts than a rank can
    ///   count or the splits need more columns.
    static func make(
        _ splits: [Split], comparesDoubles: Bool, columnLimit: Int
    ) -> (quantizer: FeatureQuantizer, index: Index)? {
        var index = Index()
        var rules: [Int: Set<MissingRule>] = [:]
        for split in splits {
            index.cuts[split.feature, default: []].append(split.cut)
            rules[split.feature, default: []].insert(split.rule)
        }
        // Before any table is made: a forest may look at very many features.
        guard rules.count <= columnLimit else { return nil }
        var features: [Feature] = []
        var columns: [Column] = []
        var floats = RankTables<Float>()
        var doubles = RankTables<Double>()
        for feature in index.cuts.keys.sorted() {
            let cuts = distinct(index.cuts[feature] ?? [])
            guard cuts.count <= Int(UInt16.max) else { return nil }
            index.cuts[feature] = cuts
            let start = columns.count
            let zeroRank = cuts.firstIndex { $0 >= 0 } ?? cuts.count
            let segments = (cuts.count + cutsPerColumn - 1) / cutsPerColumn
            for rule in (rules[feature] ?? []).sorted(by: { $0.rawValue < $1.rawValue }) {
                for segment in 0..<segments {
                    index.columns[Index.Key(feature: feature, rule: rule, segment: segment)] = columns.count
                    let first = segment * cutsPerColumn
                    columns.append(
                        Column(
                            rule: rule, firstRank: first,
                            zeroCode: UInt8(min(max(zeroRank - first, 0), cutsPerColumn))))
                }
            }
            guard columns.count <= columnLimit else { return nil }
            let isPlain =
                segments == 1 && columns[start...].allSatisfy { $0.rule != .zeroLeft && $0.rule != .zeroRight }
            features.append(
                Feature(
                    feature: feature, firstColumn: start, columnCount: columns.count - start, isPlain: isPlain))
            floats.append(cuts.map(Float.roundedDown))
            if comparesDoubles { doubles.append(cuts) }
        }
        let quantizer = FeatureQuantizer(
            features: features, columns: columns, floats: floats, doubles: doubles,
            floatRows: RowColumns(features, columns, floats), doubleRows: RowColumns(features, columns, doubles))
        return (quantizer, index)
    }

    private static func distinct(_ cuts: [Double]) -> [Double] {
        var result: [Double] = []
        for cut in cuts.sorted() where result.last != cut { result.append(cut) }
        return result
    }
}
