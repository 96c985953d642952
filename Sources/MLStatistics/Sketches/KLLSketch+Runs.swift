import MLCore

extension KLLSketch {
    /// Adds many numbers at once that are in ascending order, each so many times.
    ///
    /// Blocks of 2^*i* neighbours are replaced by one of them at level *i*, the same place in each block, chosen by coins:
    /// what compactions of these numbers alone would do. What is left over is added at lower levels.
    ///
    /// - Parameters:
    ///   - numbers: Finite numbers, ascending.
    ///   - counts: How often each is added, at least once.
    /// - Complexity: O(numbers + size).
    package mutating func add(ascending numbers: UnsafeBufferPointer<Double>, counts: UnsafeBufferPointer<Int64>) {
        guard let first = numbers.first, let last = numbers.last else { return }
        add(ascending: numbers, counts: counts, range: min(first, last)...max(first, last), displacement: 0)
    }

    /// Adds many numbers at once of which some stand for their neighbours.
    ///
    /// - Parameters:
    ///   - numbers: Finite numbers, ascending; each is one of those it stands for.
    ///   - counts: For how many numbers each stands, at least one.
    ///   - range: The smallest and the largest of all the numbers.
    ///   - displacement: How far the rank of a number may be from those it stands for; enters ``worstRankError``.
    /// - Complexity: O(numbers + size).
    package mutating func add(
        ascending numbers: UnsafeBufferPointer<Double>, counts: UnsafeBufferPointer<Int64>, range: ClosedRange<Double>,
        displacement: Int64
    ) {
        guard !numbers.isEmpty, numbers.count == counts.count else { return }
        worstError = worstError.addingClamped(displacement)
        var total: Int64 = 0
        for count in counts { total = total.addingClamped(count) }
        extend(to: range.lowerBound, range.upperBound)
        count = count.addingClamped(total)
        var level = 0
        while level < Self.maximumLevelCount - 1, total &>> Int64(level) > Int64(size) { level += 1 }
        while levels.count <= level { levels.append([]) }

        let block = Int64(1) &<< Int64(level)
        let whole = total - total % block
        var picks: [[Double]] = [[Double]](repeating: [], count: level + 1)
        picks[level].reserveCapacity(Int(total &>> Int64(level)))
        // Where the next pick is, in which level it goes, and what follows it.
        var pick = level == 0 ? 0 : Int64(bits(level))
        var (start, width, current) = (Int64(0), block, level)
        if level > 0, whole > 0 { worstError = worstError.addingClamped(block - 1) }
        if whole == 0 { (width, current, pick) = remainder(after: 0, of: total) }
        var passed: Int64 = 0
        for (number, count) in zip(numbers, counts) {
            passed = passed.addingClamped(count)
            while pick < passed {
                picks[current].append(number)
                start += width
                if start < whole {
                    pick += block
                } else if start < total {
                    (width, current, pick) = remainder(after: start, of: total)
                } else {
                    pick = .max
                }
            }
        }
        for (level, numbers) in picks.enumerated() where !numbers.isEmpty {
            if level == 0 {
                levels[0].append(contentsOf: numbers)
            } else {
                levels[level] = Self.merged(levels[level], numbers)
            }
        }
        compress()
    }

    /// The largest block that fits into what is left over, and which number of it is picked.
    private mutating func remainder(after start: Int64, of total: Int64) -> (width: Int64, level: Int, pick: Int64) {
        let left = total - start
        let level = Int64.bitWidth - 1 - left.leadingZeroBitCount
        let width = Int64(1) &<< Int64(level)
        if level > 0 { worstError = worstError.addingClamped(width - 1) }
        return (width, level, start + (level == 0 ? 0 : Int64(bits(level))))
    }
}
