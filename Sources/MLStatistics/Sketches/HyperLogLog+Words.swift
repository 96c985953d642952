extension HyperLogLog {
    /// Adds many values at once, each a word that is hashed here.
    ///
    /// - Parameter words: The values; the sketch is the same in any order of them.
    package mutating func add(words: UnsafeBufferPointer<UInt64>) {
        var start = 0
        // A sparse sketch takes so many at a time that it is listed a few times only before it is dense.
        while sparse != nil, start < words.count {
            let end = min(start + 2 * sparseLimit, words.count)
            var entries = words[start..<end].map { Self.sparseEntry(StableHash.hash($0)) }
            entries.sort()
            var kept: [UInt32] = []
            kept.reserveCapacity(entries.count)
            for entry in entries {
                // Of one register the last entry has the highest rank.
                if let last = kept.last, last &>> 6 == entry &>> 6 { kept.removeLast() }
                kept.append(entry)
            }
            addSparse(ascending: kept)
            start = end
        }
        guard start < words.count else { return }
        let precision = precision
        registers.withUnsafeMutableBufferPointer { registers in
            for index in start..<words.count {
                let hash = StableHash.hash(words[index])
                let register = Int(truncatingIfNeeded: hash &>> UInt64(64 &- precision))
                let held = registers[register]
                // The register grows only if as many bits as it has counted are zero, which is seldom.
                let rest = hash &<< UInt64(precision)
                if rest < 1 &<< (64 &- UInt64(max(held, 1))) || held == 0 {
                    let rank = Self.rank(hash, precision)
                    if rank > held { registers[register] = rank }
                }
            }
        }
    }
}
