/// Sorts positions by a word of each, byte by byte from the lowest one on; equal words keep their order.
enum RadixSort {
    /// Below this many positions, comparing them is faster than counting bytes.
    private static let smallest = 256

    /// The positions in the order of their words.
    ///
    /// - Parameters:
    ///   - positions: Positions of `words`.
    ///   - words: What decides the order.
    /// - Returns: The same positions in another order.
    /// - Complexity: O(positions) for each of the bytes in which words differ.
    static func sorted(_ positions: [Int], by words: [UInt64]) -> [Int] {
        guard positions.count >= smallest else {
            return positions.enumerated().sorted { left, right in
                (words[left.element], left.offset) < (words[right.element], right.offset)
            }.map(\.element)
        }
        var differing: UInt64 = 0
        let first = words[positions[0]]
        for position in positions { differing |= words[position] ^ first }
        var source = positions
        var target = positions
        for shift in stride(from: UInt64(0), to: 64, by: 8) where differing >> shift & 255 != 0 {
            var starts = [Int](repeating: 0, count: 257)
            for position in source { starts[Int(words[position] >> shift & 255) + 1] += 1 }
            for byte in 0..<256 { starts[byte + 1] += starts[byte] }
            for position in source {
                let byte = Int(words[position] >> shift & 255)
                target[starts[byte]] = position
                starts[byte] += 1
            }
            swap(&source, &target)
        }
        return source
    }
}
