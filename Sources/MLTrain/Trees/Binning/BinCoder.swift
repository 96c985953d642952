/// The codes of many values: the thresholds of all features in a form that is searched without branches.
struct BinCoder: Sendable {
    /// 255 upper ends for each feature, infinite where there are fewer bins.
    private let ends: AlignedMemory<Double>
    private let missing: [UInt8]
    private let categories: [CategoryBins?]

    /// The room of a feature.
    private static let room = 256
    /// The memory that a feature takes.
    static let byteCount = room * MemoryLayout<Double>.stride

    /// Lays out thresholds.
    ///
    /// - Parameter features: The bins of each feature, at most 255 each.
    init(_ features: [FeatureBins]) {
        ends = AlignedMemory(repeating: .infinity, count: features.count * Self.room)
        for (feature, bins) in features.enumerated() {
            for (position, threshold) in bins.thresholds.prefix(254).enumerated() {
                ends.start[feature * Self.room + position] = threshold
            }
        }
        categories = features.map(\.categories)
        missing = features.map { UInt8(truncatingIfNeeded: $0.missingBin) }
    }

    /// Codes the values of a feature of a block of rows.
    ///
    /// - Parameters:
    ///   - values: The value of the first row.
    ///   - stride: How many values the next row is away.
    ///   - count: The number of rows.
    ///   - feature: The feature.
    ///   - codes: Gets one code for each row.
    func code(
        _ values: UnsafePointer<Double>, stride: Int, count: Int, feature: Int, to codes: UnsafeMutablePointer<UInt8>
    ) {
        let ends = UnsafePointer(ends.start + feature &* Self.room)
        let absent = missing[feature]
        if let categories = categories[feature] {
            for row in 0..<count {
                let value = values[row &* stride]
                codes[row] = value == value ? UInt8(truncatingIfNeeded: categories.bin(of: value)) : absent
            }
            return
        }
        for row in 0..<count {
            let value = values[row &* stride]
            var bin = 0
            bin &+= ends[bin &+ 127] < value ? 128 : 0
            bin &+= ends[bin &+ 63] < value ? 64 : 0
            bin &+= ends[bin &+ 31] < value ? 32 : 0
            bin &+= ends[bin &+ 15] < value ? 16 : 0
            bin &+= ends[bin &+ 7] < value ? 8 : 0
            bin &+= ends[bin &+ 3] < value ? 4 : 0
            bin &+= ends[bin &+ 1] < value ? 2 : 0
            bin &+= ends[bin] < value ? 1 : 0
            codes[row] = value == value ? UInt8(truncatingIfNeeded: bin) : absent
        }
    }
}
