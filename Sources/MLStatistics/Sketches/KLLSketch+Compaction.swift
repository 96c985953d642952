import MLCore

extension KLLSketch {
    /// How many numbers a level holds before it is compacted: `size` at the top, two thirds of the level above below.
    func capacity(of level: Int) -> Int { Self.capacity(size: size, depth: levels.count - 1 - level) }

    static func capacity(size: Int, depth: Int) -> Int {
        var capacity = Double(size)
        for _ in 0..<min(depth, 40) { capacity *= 2.0 / 3 }
        return max(smallestCapacity, Int(capacity.rounded(.up)))
    }

    /// Compacts from the lowest level up while there are more numbers than all levels together may hold.
    mutating func compress() {
        var total = retainedCount
        while total > totalCapacity, levels.count <= Self.maximumLevelCount {
            guard let level = levels.indices.first(where: { levels[$0].count >= capacity(of: $0) }) else { return }
            let before = levels[level].count
            compact(level)
            total -= before / 2
        }
    }

    private var totalCapacity: Int { levels.indices.reduce(0) { $0 + capacity(of: $1) } }

    /// Sends every second number of a level up.
    private mutating func compact(_ level: Int) {
        var numbers = levels[level]
        levels[level] = []
        if level == 0 { numbers.sort() }
        if level + 1 == levels.count { levels.append([]) }
        // With an odd number the first one stays, which costs no error.
        let isOdd = numbers.count & 1 == 1
        if isOdd { levels[level].append(numbers[0]) }
        var index = (isOdd ? 1 : 0) + (coin() ? 1 : 0)
        var promoted: [Double] = []
        promoted.reserveCapacity(numbers.count / 2)
        while index < numbers.count {
            promoted.append(numbers[index])
            index += 2
        }
        levels[level + 1] = Self.merged(levels[level + 1], promoted)
        worstError = worstError.addingClamped(1 &<< Int64(level))
    }

    /// The next coin: of the seed and the number of coins before it.
    private mutating func coin() -> Bool { bits(1) == 1 }

    /// The next random bits.
    mutating func bits(_ count: Int) -> Int {
        coinCount &+= 1
        let word = StableHash.combined(seed ^ 0x9E37_79B9_7F4A_7C15, StableHash.hash(coinCount))
        return Int(truncatingIfNeeded: word &>> UInt64(64 - count))
    }

    /// The numbers of two ascending lists in ascending order.
    static func merged(_ left: [Double], _ right: [Double]) -> [Double] {
        if left.isEmpty { return right }
        if right.isEmpty { return left }
        var result: [Double] = []
        result.reserveCapacity(left.count + right.count)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if right[j] < left[i] {
                result.append(right[j])
                j += 1
            } else {
                result.append(left[i])
                i += 1
            }
        }
        result.append(contentsOf: left[i...])
        result.append(contentsOf: right[j...])
        return result
    }
}
