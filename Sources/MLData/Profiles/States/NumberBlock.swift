import MLStatistics

/// Numbers of some rows in any order, with what a first look at them tells.
struct NumberBlock {
    /// The numbers as sortable words.
    let words: UnsafeMutableBufferPointer<UInt64>
    let numbers: UnsafeBufferPointer<Double>
    let range: ClosedRange<UInt64>
    let zeroCount: Int
    let negativeCount: Int

    /// Looks at words, of which there is at least one.
    ///
    /// - Parameters:
    ///   - words: Sortable words of numbers.
    ///   - kind: What the words are.
    ///   - memory: Room for as many numbers.
    init(
        _ words: UnsafeMutableBufferPointer<UInt64>, _ kind: NumberState.Kind,
        _ memory: UnsafeMutableBufferPointer<Double>
    ) {
        self.words = words
        numbers = UnsafeBufferPointer(rebasing: memory[..<words.count])
        let middle: UInt64 = 1 &<< 63
        let zero = kind == .integers ? SortableKey.key(Int64(0)) : SortableKey.key(0.0)
        var (low, high) = (UInt64.max, UInt64(0))
        var (upperCount, zeroCount) = (0, 0)
        @inline(__always)
        func look(_ number: (UInt64) -> Double) {
            for index in 0..<words.count {
                let word = words[index]
                memory[index] = number(word)
                low = word < low ? word : low
                high = word > high ? word : high
                upperCount &+= word >= middle ? 1 : 0
                zeroCount &+= word == zero ? 1 : 0
            }
        }
        if kind == .integers { look { Double(SortableKey.integer($0)) } } else { look { SortableKey.number($0) } }
        range = min(low, high)...high
        self.zeroCount = zeroCount
        negativeCount = words.count - upperCount
    }

    /// Whether all numbers are whole and so small that doubles have all of their neighbours.
    var isWhole: Bool {
        numbers.allSatisfy { number in
            let size = number.magnitude
            // Adding 2⁵² leaves no digits behind the point.
            return size < 0x1p52 ? (size + 0x1p52) - 0x1p52 == size : size < 0x1p53
        }
    }
}
