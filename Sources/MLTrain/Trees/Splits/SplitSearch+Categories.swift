extension SplitSearch {
    /// Looks at the splits of a feature of categories (LightGBM's method).
    ///
    /// Up to ``CategoricalSplits/oneHotLimit`` categories, each of them alone goes left. With more, those of enough rows
    /// are sorted by `G / (H + smoothing)`, and the first ones of either end go left. Missing values are a category of
    /// their own; the bin of all other categories never goes left.
    ///
    /// - Parameters:
    ///   - sums: The sums of the codes of the feature.
    ///   - feature: The feature.
    ///   - bins: Its bins.
    mutating func scanCategories(_ sums: UnsafePointer<BinSum>, feature: Int, _ bins: FeatureBins) {
        let options = rules.categories
        var codes = Array(0..<(bins.count - 1))
        if bins.hasMissing { codes.append(bins.missingBin) }
        codes.removeAll { scale.count(sums[$0]) == 0 }
        guard codes.count > options.oneHotLimit else {
            for code in codes {
                if let quality = boundedQuality(sums[code], direction: 0), quality > bar, quality < .infinity {
                    take(.codes(CodeSet([code])), of: feature, quality: quality, left: sums[code], extraPenalty: 0)
                }
            }
            return
        }
        codes.removeAll { Double(scale.count(sums[$0])) < options.smoothing }
        let order = codes.map { code in
            (
                code: code,
                mean: scale.gradient(sums[code]) / (scale.hessian(sums[code]) + max(options.smoothing, 1e-12))
            )
        }.sorted { ($0.mean, $0.code) < ($1.mean, $1.code) }.map(\.code)
        scanSorted(order, sums, feature: feature)
        scanSorted(order.reversed(), sums, feature: feature)
    }

    /// Looks at the splits that take the first of some categories to the left.
    private mutating func scanSorted(_ order: [Int], _ sums: UnsafePointer<BinSum>, feature: Int) {
        let options = rules.categories
        let most = min(options.maximumCategories, (order.count + 1) / 2)
        var left = BinSum()
        var members = CodeSet()
        var groupRows: Int64 = 0
        for code in order.prefix(most) {
            left &+= sums[code]
            members.insert(code)
            groupRows += scale.count(sums[code])
            let rightRows = scale.count(node.total) - scale.count(left)
            if rightRows < options.minimumGroupRows || rightRows < rules.minimumLeafRows { break }
            guard groupRows >= options.minimumGroupRows,
                let quality = boundedQuality(left, direction: 0, extraPenalty: options.l2Penalty)
            else { continue }
            groupRows = 0
            if quality > bar, quality < .infinity {
                take(
                    .codes(members), of: feature, quality: quality, left: left, extraPenalty: options.l2Penalty)
            }
        }
    }
}
