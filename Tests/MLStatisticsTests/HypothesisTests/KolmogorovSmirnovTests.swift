import MLCore
import MLStatistics
import Testing

@Suite("Kolmogorov-Smirnov test")
struct KolmogorovSmirnovTests {
    private func histogram(_ values: [Double], _ edges: BinEdges) -> FixedHistogram {
        var histogram = FixedHistogram(edges: edges)
        for value in values { histogram.add(value) }
        return histogram
    }

    @Test("Bins bound the distance of the samples from both sides")
    func bounds() throws {
        var generator = SeededGenerator(seed: 41)
        for trial in 0..<60 {
            let a = (0..<(20 + trial)).map { _ in (generator.nextNormal() * 10).rounded() / 10 }
            let b = (0..<50).map { _ in (generator.nextNormal() * 12 + Double(trial % 4)).rounded() / 10 }
            let exact = try KolmogorovSmirnovTest.test(SortedSample(a), SortedSample(b)).statistic
            for edges in [
                try BinEdges.quantiles(of: SortedSample(a), count: 8),
                try BinEdges.equalWidth(from: -0.5, to: 0.5, count: 4), try BinEdges(cuts: []),
            ] {
                let binned = try KolmogorovSmirnovTest.test(
                    reference: histogram(a, edges), current: histogram(b, edges))
                #expect(binned.statistic <= exact + 1e-12 && exact <= binned.upperBound + 1e-12)
            }
        }
    }

    @Test("A bin for each value gives the distance of the samples")
    func finestBins() throws {
        let a = [1.0, 2, 2, 3, 5, 8]
        let b = [2.0, 3, 3, 4, 4]
        let edges = try BinEdges(cuts: [1.5, 2.5, 3.5, 4.5, 6])
        let binned = try KolmogorovSmirnovTest.test(reference: histogram(a, edges), current: histogram(b, edges))
        let exact = try KolmogorovSmirnovTest.test(SortedSample(a), SortedSample(b))
        #expect(agrees(binned.statistic, exact.statistic, tolerance: 1e-15))
    }

    @Test("False alarms at 5 % are about 5 % of windows without drift")
    func falseAlarms() throws {
        var generator = SeededGenerator(seed: 42)
        var alarms = 0
        for _ in 0..<400 {
            let a = try SortedSample((0..<40).map { _ in generator.nextUniform() })
            let b = try SortedSample((0..<35).map { _ in generator.nextUniform() })
            if try KolmogorovSmirnovTest.test(a, b).pValue <= 0.05 { alarms += 1 }
        }
        #expect((4...32).contains(alarms), "\(alarms) of 400")
    }

    @Test("Equal samples have distance 0 and p-value 1; separate ones distance 1")
    func extremes() throws {
        let a = try SortedSample([1, 2, 3])
        let b = try SortedSample([4, 5, 6])
        let same = try KolmogorovSmirnovTest.test(a, a)
        #expect(same.statistic == 0 && same.pValue == 1 && same.method == .exact)
        let apart = try KolmogorovSmirnovTest.test(a, b)
        // Two of the twenty interleavings are this far apart.
        #expect(apart.statistic == 1 && agrees(apart.pValue, 0.1, tolerance: 1e-15))
    }

    @Test("Other bins, empty histograms and huge exact tests are refused")
    func refusals() throws {
        let edges = try BinEdges(cuts: [0])
        let filled = histogram([1, 2], edges)
        #expect(throws: StatisticsError.self) {
            try KolmogorovSmirnovTest.test(reference: filled, current: FixedHistogram(edges: edges))
        }
        #expect(throws: StatisticsError.self) {
            try KolmogorovSmirnovTest.test(reference: filled, current: histogram([1], BinEdges(cuts: [1])))
        }
        let large = try SortedSample([Double](repeating: 1, count: 30_000))
        #expect(throws: StatisticsError.self) { try KolmogorovSmirnovTest.test(large, large, method: .exact) }
        #expect(throws: StatisticsError.self) { try ChiSquareTest.homogeneity([[1, 2], [3]]) }
        #expect(throws: StatisticsError.self) { try ChiSquareTest.homogeneity([[1, 2], [0, 0]]) }
        #expect(throws: StatisticsError.self) { try ChiSquareTest.homogeneity([[1, -2], [3, 1]]) }
        #expect(throws: StatisticsError.self) { try ChiSquareTest.homogeneity([]) }
    }
}
