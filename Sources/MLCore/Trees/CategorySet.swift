/// A set of category codes, as a categorical split has it.
///
/// Memory is linear in the number of codes, whatever their size.
public struct CategorySet: Sendable, Hashable {
    /// The codes, rising.
    public let codes: [UInt32]

    /// Creates a set.
    ///
    /// - Parameter codes: The codes, in any order, repeated or not; may be empty.
    /// - Complexity: O(codes × log codes); linear when they rise already.
    public init(_ codes: some Sequence<UInt32>) {
        var rising = Array(codes)
        if zip(rising, rising.dropFirst()).contains(where: { $0 >= $1 }) {
            rising.sort()
            var kept = 0
            for index in rising.indices where index == 0 || rising[index] != rising[kept - 1] {
                rising[kept] = rising[index]
                kept += 1
            }
            rising.removeSubrange(kept...)
        }
        self.codes = rising
    }

    /// Whether a code is in the set.
    ///
    /// - Parameter code: A category code.
    /// - Returns: Whether the set has it.
    /// - Complexity: O(log codes).
    public func contains(_ code: UInt32) -> Bool {
        var low = 0
        var high = codes.count
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low < codes.count && codes[low] == code
    }
}
