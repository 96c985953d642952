import MLCore
import Testing

@testable import MLTrain

@Suite("FeatureBins")
struct FeatureBinsTests {
    @Test("few distinct values get a bin each, with thresholds in the middle")
    func distinct() {
        let bins = FeatureBins(values: [3, 1, .nan, 1, 2, 3], implicitZeros: 0, maximumBins: 3)
        #expect(bins.thresholds == [1.5, 2.5])
        #expect(bins.hasMissing && bins.missingBin == 3)
        #expect([1, 1.5, 1.6, 2.5, 9, -.infinity, .infinity, .nan].map(bins.bin) == [0, 0, 1, 1, 2, 0, 2, 3])
    }

    @Test("absent zeros of a sparse column count as values")
    func implicitZeros() {
        #expect(FeatureBins(values: [2, -2], implicitZeros: 5, maximumBins: 9).thresholds == [-1, 1])
        #expect(FeatureBins(values: [], implicitZeros: 5, maximumBins: 9).thresholds.isEmpty)
        #expect(FeatureBins(values: [0, -0.0, 1], implicitZeros: 1, maximumBins: 9).thresholds == [0.5])
    }

    @Test("many distinct values are shared out evenly and a heavy value keeps its own bin", arguments: [2, 16, 255])
    func quantiles(maximumBins: Int) {
        var generator = SeededGenerator(seed: 4)
        let values = (0..<3000).map { $0 < 900 ? 0 : generator.nextNormal() }
        let bins = FeatureBins(values: values, implicitZeros: 0, maximumBins: maximumBins)
        #expect(bins.count <= maximumBins && bins.count > maximumBins / 2)
        #expect(zip(bins.thresholds, bins.thresholds.dropFirst()).allSatisfy { $0 < $1 })
        var counts = [Int](repeating: 0, count: bins.count)
        for value in values { counts[bins.bin(of: value)] += 1 }
        #expect(!counts.contains(0))
        guard maximumBins > 2 else { return }
        #expect(counts[bins.bin(of: 0)] <= 900 + 2 * 2100 / maximumBins)
        for (bin, count) in counts.enumerated() where bin != bins.bin(of: 0) {
            #expect(count <= 3 * 2100 / maximumBins, "bin \(bin)")
        }
    }

    @Test("a threshold separates its neighbours, whatever they are")
    func middle() {
        let values: [Double] = [
            -.infinity, -.greatestFiniteMagnitude, -1, -Double.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1,
            1.0.nextUp, .greatestFiniteMagnitude, .infinity,
        ]
        for (lower, upper) in zip(values, values.dropFirst()) {
            let middle = FeatureBins.middle(lower, upper)
            #expect(lower <= middle && middle < upper, "\(lower), \(upper)")
        }
        let bins = FeatureBins(values: values, implicitZeros: 0, maximumBins: 255)
        #expect(values.map(bins.bin) == Array(values.indices))
    }
}
