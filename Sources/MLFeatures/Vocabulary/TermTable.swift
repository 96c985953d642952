/// Terms in a fixed order, found by their UTF-8 bytes without making a string; terms can be added at the end.
///
/// An open-addressing table over one buffer of bytes. Slots hold the upper half of the hash and the position of the
/// term plus one, so most terms that are absent are told apart without looking at any bytes.
struct TermTable: Sendable {
    /// The UTF-8 of all terms, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each term begins in ``bytes``, and where the last one ends.
    private(set) var offsets = [0]
    private var slots: [UInt64]
    private let seed = TermHash.seed

    /// Creates an empty table with room for some terms.
    init(minimumCapacity: Int = 0) {
        var capacity = 16
        while capacity < 2 * minimumCapacity { capacity *= 2 }
        slots = [UInt64](repeating: 0, count: capacity)
    }

    /// The number of terms.
    var count: Int { offsets.count - 1 }

    /// The position of a term, or `nil` when the table does not have it.
    @inline(__always)
    func position(of term: UnsafeBufferPointer<UInt8>) -> Int? {
        probe(term).position
    }

    /// The position of a term, which is added when it is new.
    mutating func insert(_ term: UnsafeBufferPointer<UInt8>) -> (position: Int, isNew: Bool) {
        let (position, slot, tag) = probe(term)
        if let position { return (position, false) }
        bytes.append(contentsOf: term)
        offsets.append(bytes.count)
        slots[slot] = tag | UInt64(count)
        if 2 * count > slots.count { grow() }
        return (count - 1, true)
    }

    /// Calls `body` with the bytes of a term.
    ///
    /// - Precondition: `position` is the position of a term.
    func withTerm<Result>(at position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let range = offsets[position]..<offsets[position + 1]
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Looks for a term: its position, or the free slot where it would be.
    @inline(__always)
    private func probe(_ term: UnsafeBufferPointer<UInt8>) -> (position: Int?, slot: Int, tag: UInt64) {
        var placeholder: UInt8 = 0
        return withUnsafePointer(to: &placeholder) { empty in
            let start = term.baseAddress ?? empty
            let hash = TermHash.hash(start, count: term.count, seed: seed)
            let tag = hash & TermHash.tagMask
            let mask = slots.count - 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while true {
                let content = slots[slot]
                if content == 0 { return (nil, slot, tag) }
                if content & TermHash.tagMask == tag {
                    let position = Int(content & ~TermHash.tagMask) - 1
                    let begin = offsets[position]
                    let isEqual =
                        offsets[position + 1] - begin == term.count
                        && bytes.withUnsafeBufferPointer {
                            TermHash.areEqual(($0.baseAddress ?? empty) + begin, start, count: term.count)
                        }
                    if isEqual { return (position, slot, tag) }
                }
                slot = (slot + 1) & mask
            }
        }
    }

    /// Doubles the slots; the low half of a hash is not kept, so the terms are hashed anew.
    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: 2 * slots.count)
        let mask = larger.count - 1
        let seed = seed
        var placeholder: UInt8 = 0
        withUnsafePointer(to: &placeholder) { empty in
            bytes.withUnsafeBufferPointer { all in
                for position in 0..<count {
                    let start = (all.baseAddress ?? empty) + offsets[position]
                    let hash = TermHash.hash(start, count: offsets[position + 1] - offsets[position], seed: seed)
                    var slot = Int(truncatingIfNeeded: hash) & mask
                    while larger[slot] != 0 { slot = (slot + 1) & mask }
                    larger[slot] = hash & TermHash.tagMask | UInt64(position + 1)
                }
            }
        }
        slots = larger
    }
}
