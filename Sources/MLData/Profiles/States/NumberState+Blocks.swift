import MLStatistics

extension NumberState {
    /// From how many words on they are looked at as a block: fewer are as quickly sorted.
    private static var smallestBlock: Int { 8192 }

    /// Adds sortable words in any order, which it may change.
    mutating func add(
        _ words: UnsafeMutableBufferPointer<UInt64>, _ scratch: KeyScratch, _ configuration: ProfileConfiguration
    ) {
        // A quantile sketch that has room for many of the numbers takes them in their order.
        guard sketches != nil, words.count >= Self.smallestBlock, words.count >> 4 > configuration.quantileSize else {
            return add(ValueRuns(sorting: words, scratch.spare(words.count)), configuration)
        }
        let block = NumberBlock(words, kind, scratch.block.numbers)
        guard
            let runs = scratch.block.buckets.runs(
                words, in: block.range, scratch.spare(words.count), scratch.block.words)
        else {
            return add(ValueRuns(sorting: words, scratch.spare(words.count)), configuration)
        }
        range =
            min(
                range?.lowerBound ?? .max, block.range.lowerBound)...max(
                range?.upperBound ?? 0, block.range.upperBound)
        count = count.addingClamped(Int64(words.count))
        zeroCount = zeroCount.addingClamped(Int64(block.zeroCount))
        negativeCount = negativeCount.addingClamped(Int64(block.negativeCount))
        isWhole = isWhole && block.isWhole
        moments.add(block.numbers, using: scratch.block.significands)
        sketch(block, runs, scratch)
    }

    private mutating func sketch(_ block: NumberBlock, _ runs: NearRuns, _ scratch: KeyScratch) {
        guard var sketches else { return }
        self.sketches = nil
        sketches.distinct.add(words: UnsafeBufferPointer(block.words))
        let numbers = runs.keys.map(number)
        numbers.withUnsafeBufferPointer { numbers in
            runs.counts.withUnsafeBufferPointer { counts in
                sketches.quantiles.add(
                    ascending: numbers, counts: counts,
                    range: number(block.range.lowerBound)...number(block.range.upperBound),
                    displacement: max(0, runs.most - 1))
            }
        }
        sketches.shape.add(block.numbers)
        if !sketches.frequent.add(runs.crowded, looseCount: runs.looseCount, most: runs.most) {
            let all = ValueRuns(sorting: block.words, scratch.spare(block.words.count))
            sketches.frequent.add(all.keys, all.counts)
        }
        self.sketches = sketches
    }
}

extension FrequentItems<UInt64> {
    /// Adds values with their counts and others of which only the most frequent one's count is bounded.
    ///
    /// - Returns: Whether there were enough of the others to leave them uncounted; otherwise nothing is added.
    fileprivate mutating func add(_ runs: ValueRuns, looseCount: Int64, most: Int64) -> Bool {
        let cut = CountCut.cut(runs.counts, capacity: capacity)
        let error = max(cut, most)
        var dropped = looseCount
        for count in runs.counts { dropped = dropped.addingClamped(min(count, cut)) }
        // What the error grows by has to be taken from as many values as have counters, and one more.
        guard error * (Int64(capacity) + 1) <= dropped else { return false }
        for (key, count) in zip(runs.keys, runs.counts) where count > cut { add(key, count: count - cut) }
        addUncounted(total: dropped, most: error)
        trim()
        return true
    }
}
