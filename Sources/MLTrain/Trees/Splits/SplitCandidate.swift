/// A way to split a node.
struct SplitCandidate: Sendable, Hashable {
    /// Which codes go left.
    enum Side: Sendable, Hashable {
        /// Those up to a bin, and missing ones when they go left.
        case upTo(bin: Int, missingGoesLeft: Bool)
        /// Those of a set.
        case codes(CodeSet)
    }

    let feature: Int
    let side: Side
    let gain: Double
    /// What is added to the L2 penalty of both sides.
    var extraPenalty = 0.0
    let left: BinSum
    let right: BinSum
}

/// A set of codes from 0 to 255.
struct CodeSet: Sendable, Hashable {
    private var words = SIMD4<UInt64>()

    init(_ codes: some Sequence<Int> = EmptyCollection()) {
        for code in codes { insert(code) }
    }

    mutating func insert(_ code: Int) { words[code >> 6 & 3] |= 1 << UInt64(code & 63) }

    func contains(_ code: Int) -> Bool { words[code >> 6 & 3] >> UInt64(code & 63) & 1 == 1 }
}

extension SplitCandidate {
    /// One byte for each code: 1 for those that go left, 0 for the others.
    func leftTable(missingCode: Int) -> [UInt8] {
        (0..<256).map { code in
            switch side {
            case .upTo(let bin, let missingGoesLeft):
                code == missingCode ? (missingGoesLeft ? 1 : 0) : (code <= bin ? 1 : 0)
            case .codes(let set): set.contains(code) ? 1 : 0
            }
        }
    }
}
