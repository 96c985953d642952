import MLCore
import MLStatistics
import Testing

@Suite("Divergences")
struct DivergenceTests {
    @Test("Equal shares have no distance, disjoint ones the largest")
    func extremes() throws {
        #expect(try Divergence.populationStabilityIndex(reference: [1, 3], current: [10, 30]) == 0)
        #expect(try Divergence.kullbackLeibler(reference: [1, 3], current: [10, 30]) == 0)
        #expect(try Divergence.jensenShannonDistance([1, 3], [10, 30]) == 0)
        #expect(try agrees(Divergence.jensenShannonDistance([1, 0], [0, 2]), 1, tolerance: 1e-15))
        #expect(try Divergence.hellingerDistance([1, 0], [0, 2]) == 1)
        #expect(try Divergence.totalVariation([1, 0], [0, 2]) == 1)
    }

    @Test("An empty bin counts as the floor: (0.5 − 0.0001) ln(0.5 / 0.0001) from each side")
    func floor() throws {
        let index = try Divergence.populationStabilityIndex(reference: [1, 1], current: [1, 0])
        let expected = 0.5 * Elementary.log(2) + 0.4999 * Elementary.log(5000)
        #expect(agrees(index, expected, tolerance: 1e-14))
        let turned = try Divergence.populationStabilityIndex(reference: [1, 0], current: [1, 1])
        #expect(agrees(turned, expected, tolerance: 1e-14))
    }

    @Test("Counts that are no counts are refused")
    func refusals() {
        for (first, second) in [
            ([1.0], [1.0, 2]), ([0, 0], [1, 2]), ([1, -1], [1, 2]), ([1, .nan], [1, 2]), ([], []),
        ] {
            #expect(throws: StatisticsError.self) {
                try Divergence.populationStabilityIndex(reference: first, current: second)
            }
            #expect(throws: StatisticsError.self) { try Divergence.jensenShannonDistance(first, second) }
        }
        #expect(throws: StatisticsError.self) {
            try Divergence.populationStabilityIndex(reference: [1], current: [1], floor: 0)
        }
    }
}
