/// Features whose codes lie side by side in a row, so that one read of a row's memory gives all of them.
///
/// Features of about as many bins are together: their sums take no more room than they need.
struct FeatureGroup: Sendable, Hashable {
    /// The largest number of features: a row of a group fits into half of a cache line.
    static let largestWidth = 32

    /// The features in the order of their bytes.
    let features: [Int]
    /// The number of bytes of a row: the features, and unused ones up to a multiple of 4.
    let width: Int
    /// How many bins the next feature is away in a histogram.
    let binStride: Int
    /// The first byte of the group among the codes of all groups.
    let codeStart: Int
    /// The first bin of the group in a histogram.
    let binStart: Int

    /// The number of bins, those of unused bytes included.
    var binCount: Int { width * binStride }

    /// Shares out features that can be split.
    ///
    /// - Parameters:
    ///   - codeCounts: How many codes each feature has; features with a single one are left out.
    ///   - rowCount: The number of rows.
    /// - Returns: The groups, with the features of the most bins first.
    static func groups(codeCounts: [Int], rowCount: Int) -> [FeatureGroup] {
        var groups: [FeatureGroup] = []
        var (codeStart, binStart) = (0, 0)
        for (least, most) in [(65, 256), (17, 64), (5, 16), (2, 4)] {
            let members = codeCounts.indices.filter { (least...most).contains(codeCounts[$0]) }
            for first in stride(from: 0, to: members.count, by: largestWidth) {
                let features = Array(members[first..<min(first + largestWidth, members.count)])
                let width = (features.count + 3) / 4 * 4
                let binStride = features.reduce(0) { max($0, codeCounts[$1]) }
                groups.append(
                    FeatureGroup(
                        features: features, width: width, binStride: binStride, codeStart: codeStart,
                        binStart: binStart))
                codeStart += width * rowCount
                binStart += width * binStride
            }
        }
        return groups
    }
}
