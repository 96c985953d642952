/// Sorts hashes, which are spread evenly over all words.
enum HashSort {
    /// Above this many hashes in one place they are sorted by their digits: somebody chose the values.
    private static let crowd: Int32 = 64

    /// The different hashes of some parts in ascending order.
    ///
    /// - Complexity: O(hashes).
    static func distinct(_ parts: [[UInt64]]) -> [UInt64] {
        let count = parts.reduce(0) { $0 + $1.count }
        guard count > 0, count < Int(Int32.max) else { return unique(parts.joined().sorted()) }
        var sorted = [UInt64](repeating: 0, count: count)
        let isSorted = sorted.withUnsafeMutableBufferPointer { sort(parts, into: $0) }
        if !isSorted {
            sorted = Array(parts.joined())
            var spare = [UInt64](repeating: 0, count: count)
            sorted.withUnsafeMutableBufferPointer { words in
                spare.withUnsafeMutableBufferPointer { WordSort.sort(words, $0) }
            }
        }
        return unique(sorted)
    }

    private static func unique(_ sorted: [UInt64]) -> [UInt64] {
        var result = sorted
        var kept = 0
        result.withUnsafeMutableBufferPointer { words in
            for index in 0..<words.count where index == 0 || words[index] != words[kept - 1] {
                words[kept] = words[index]
                kept += 1
            }
        }
        result.removeLast(result.count - kept)
        return result
    }

    /// Puts each hash where its first bits say, and orders the few that come to one place.
    private static func sort(_ parts: [[UInt64]], into target: UnsafeMutableBufferPointer<UInt64>) -> Bool {
        // About four hashes to a place.
        let bits = max(1, Int.bitWidth - 2 - target.count.leadingZeroBitCount)
        let shift = UInt64(64 - bits)
        var places = [Int32](repeating: 0, count: 1 << bits)
        return places.withUnsafeMutableBufferPointer { places in
            for part in parts {
                for word in part { places[Int(truncatingIfNeeded: word &>> shift)] &+= 1 }
            }
            var next: Int32 = 0
            for index in 0..<places.count {
                let width = places[index]
                if width > crowd { return false }
                places[index] = next
                next &+= width
            }
            for part in parts {
                for word in part {
                    let place = Int(truncatingIfNeeded: word &>> shift)
                    target[Int(places[place])] = word
                    places[place] &+= 1
                }
            }
            for index in 1..<max(1, target.count) {
                let word = target[index]
                var hole = index
                while hole > 0, target[hole - 1] > word {
                    target[hole] = target[hole - 1]
                    hole -= 1
                }
                target[hole] = word
            }
            return true
        }
    }
}
