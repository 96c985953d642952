extension TermTable {
    /// Positions of terms sorted by the bytes of the terms, which is the order of their code points.
    func sorted(_ positions: [Int]) -> [Int] {
        bytes.withUnsafeBufferPointer { all in
            // The first eight bytes decide most comparisons.
            let keys = positions.map { position -> (prefix: UInt64, position: Int) in
                var prefix: UInt64 = 0
                let range = offsets[position]..<offsets[position + 1]
                for byte in 0..<8 {
                    let index = range.lowerBound + byte
                    prefix = prefix << 8 | (index < range.upperBound ? UInt64(all[index]) : 0)
                }
                return (prefix, position)
            }
            let sorted = keys.sorted { left, right in
                if left.prefix != right.prefix { return left.prefix < right.prefix }
                return all[offsets[left.position]..<offsets[left.position + 1]].lexicographicallyPrecedes(
                    all[offsets[right.position]..<offsets[right.position + 1]])
            }
            return sorted.map(\.position)
        }
    }
}
