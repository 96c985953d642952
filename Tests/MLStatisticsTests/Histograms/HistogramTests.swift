import Foundation
import MLCore
import MLStatistics
import Testing

@Suite("Histograms with fixed bins")
struct HistogramTests {
    @Test("Cuts belong to the bin above; the upper end of a range belongs to the last bin")
    func places() throws {
        let open = try BinEdges(cuts: [1, 2])
        #expect([0.5, 1, 1.5, 2, 9].map { open.place(of: $0) } == [.bin(0), .bin(1), .bin(1), .bin(2), .bin(2)])
        let closed = try BinEdges(cuts: [1], lower: 0, upper: 2)
        #expect(
            [-0.1, 0, 1, 2, 2.1].map { closed.place(of: $0) } == [.below, .bin(0), .bin(1), .bin(1), .above])
    }

    @Test("Missing, NaN, infinite and outlying values are counted apart")
    func kinds() throws {
        var histogram = FixedHistogram(edges: try BinEdges(cuts: [1], lower: 0, upper: 2))
        for value in [0.5, 1.5, 1.5, -1, 3, 3, .nan, .infinity, .infinity, -.infinity] { histogram.add(value) }
        histogram.addMissing()
        #expect(histogram.counts == [1, 2])
        #expect(histogram.below == 1 && histogram.above == 2 && histogram.missing == 1 && histogram.nan == 1)
        #expect(histogram.positiveInfinity == 2 && histogram.negativeInfinity == 1)
        #expect(histogram.finiteCount == 6 && histogram.totalCount == 11)
        #expect(histogram.allCounts == [1, 1, 2, 2, 1, 2, 1, 1])
    }

    @Test("A reference with one value gives the range of that value")
    func constantReference() throws {
        let edges = try BinEdges.quantiles(of: SortedSample([7, 7, 7]), count: 10)
        #expect(edges.place(of: 7) == .bin(0) && edges.place(of: 6.9) == .below && edges.place(of: 7.1) == .above)
        #expect(try BinEdges.equalWidth(from: 7, to: 7, count: 5) == edges)
    }

    @Test("Borders out of order, without end or outside of the range are refused")
    func refusals() {
        for cuts in [[1.0, 1], [2, 1], [.nan], [.infinity]] {
            #expect(throws: StatisticsError.self) { try BinEdges(cuts: cuts) }
        }
        #expect(throws: StatisticsError.self) { try BinEdges(cuts: [3], lower: 0, upper: 2) }
        #expect(throws: StatisticsError.self) { try BinEdges(cuts: [], lower: 3, upper: 2) }
        #expect(throws: StatisticsError.self) { try BinEdges(cuts: [], lower: .nan, upper: 2) }
        #expect(throws: StatisticsError.self) { try BinEdges.equalWidth(from: 0, to: 1, count: 0) }
        #expect(throws: StatisticsError.self) { try BinEdges.equalWidth(from: -1e308, to: 1e308, count: 2) }
        #expect(throws: StatisticsError.self) { try BinEdges.quantiles(of: SortedSample([1, 2]), count: 0) }
        #expect(throws: StatisticsError.self) { try CategoryHistogram(categories: ["a", "a"]) }
    }

    @Test("Parts merged in any order equal the whole; other bins are refused")
    func merging() throws {
        var generator = SeededGenerator(seed: 51)
        let edges = try BinEdges(cuts: [-1, 0, 1])
        let values = (0..<300).map { $0 % 17 == 0 ? Double.nan : generator.nextNormal() }
        func histogram(_ values: some Sequence<Double>) -> FixedHistogram {
            var histogram = FixedHistogram(edges: edges)
            for value in values { histogram.add(value) }
            return histogram
        }
        let whole = histogram(values)
        #expect(histogram(generator.shuffled(values)) == whole)
        var (left, right) = (histogram(values[..<100]), histogram(values[100...]))
        let kept = left
        try left.merge(right)
        try right.merge(kept)
        #expect(left == whole && right == whole)
        #expect(throws: StatisticsError.self) {
            try left.merge(FixedHistogram(edges: try BinEdges(cuts: [0])))
        }
        #expect(left == whole)
        #expect(try JSONDecoder().decode(FixedHistogram.self, from: JSONEncoder().encode(whole)) == whole)
    }

    @Test("Categories outside of the list share one bucket")
    func categories() throws {
        let categories = CategoryHistogram.mostFrequent(["b", "a", "c", "a", "b", "d"], limit: 3)
        #expect(categories == ["a", "b", "c"])
        var histogram = try CategoryHistogram(categories: categories)
        for value in ["a", "x", "", "c", "a"] { histogram.add(value) }
        histogram.addMissing()
        #expect(histogram.counts == [2, 0, 1] && histogram.other == 2 && histogram.missing == 1)
        var sum = histogram
        try sum.merge(histogram)
        #expect(sum.allCounts == [4, 0, 2, 4, 2] && sum.totalCount == 12)
        #expect(throws: StatisticsError.self) { try sum.merge(CategoryHistogram(categories: ["a"])) }
        #expect(try JSONDecoder().decode(CategoryHistogram.self, from: JSONEncoder().encode(sum)) == sum)
    }

    @Test("Stored counts that do not fit are refused, and the largest ones do not overflow")
    func hostileCounts() throws {
        for text in [
            #"{"categories":["a"],"counts":[1,2],"other":0,"missing":0}"#,
            #"{"categories":["a"],"counts":[-1],"other":0,"missing":0}"#,
        ] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(CategoryHistogram.self, from: Data(text.utf8))
            }
        }
        let text = #"{"categories":["a"],"counts":[9223372036854775807],"other":9223372036854775807,"missing":1}"#
        var full = try JSONDecoder().decode(CategoryHistogram.self, from: Data(text.utf8))
        full.add("a")
        try full.merge(full)
        #expect(full.totalCount == .max)
    }
}
