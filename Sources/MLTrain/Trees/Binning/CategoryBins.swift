/// The bins of the categories of a feature.
struct CategoryBins: Sendable, Hashable {
    /// The category of each bin.
    let codes: [UInt32]
    /// The categories, rising.
    private let sorted: [UInt32]
    /// The bin of each of them.
    private let bins: [Int]

    /// Chooses categories.
    ///
    /// - Parameters:
    ///   - values: Category codes; NaN, negative numbers and those of 2³² and more are none.
    ///   - implicitZeros: How many further values are the category 0.
    ///   - maximumCount: The largest number of categories; those of the most rows, of as many rows the lower ones.
    init(_ values: [Double], implicitZeros: Int, maximumCount: Int) {
        var counts: [UInt32: Int] = implicitZeros > 0 ? [0: implicitZeros] : [:]
        for value in values {
            if let code = Self.code(value) { counts[code, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        codes = ranked.prefix(maximumCount).map(\.key)
        let order = codes.indices.sorted { [codes] in codes[$0] < codes[$1] }
        sorted = order.map { [codes] in codes[$0] }
        bins = order
    }

    /// The category that a number is the code of: its fraction is cut off.
    static func code(_ value: Double) -> UInt32? { value >= 0 && value < 0x1p32 ? UInt32(value) : nil }

    /// The bin of a value that is not NaN.
    func bin(of value: Double) -> Int {
        guard let code = Self.code(value) else { return codes.count }
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == code ? bins[low] : codes.count
    }
}
