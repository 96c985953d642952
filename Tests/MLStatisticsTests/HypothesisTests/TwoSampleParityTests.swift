import MLCore
import MLStatistics
import Testing

@Suite("Two-sample tests and distances: parity with SciPy")
struct TwoSampleParityTests {
    struct Fixture: Decodable {
        struct Test: Decodable {
            var statistic, pvalue: Double
        }
        struct Expected: Decodable {
            var ks_2samp_auto, ks_2samp_asymp: Test
            var ks_2samp_exact: Test?
            var histogram_edges_10_equal_width, hist_a, hist_b: [Double]
            var jensenshannon_distance_base2, kl_a_b_eps, hellinger, total_variation: Double
            var psi_deciles_of_a, psi_equal_width_10: Double
            var psi_edges: [FixtureNumber]
        }
        struct Case: Decodable {
            var name: String
            var a, b: [Double]
            var expected: Expected
        }
        var cases: [Case]
    }

    private func cases() throws -> [Fixture.Case] {
        let fixture: Fixture = try ReferenceFixture.read("two-sample-tests.json")
        try #require(fixture.cases.count >= 6)
        return fixture.cases
    }

    @Test("Kolmogorov-Smirnov: statistic to 1e-15, p-values to 1e-9 of the value")
    func kolmogorovSmirnov() throws {
        for example in try cases() {
            let (a, b) = (try SortedSample(example.a), try SortedSample(example.b))
            var pairs: [(KolmogorovSmirnovTest.Method, Fixture.Test)] = [
                (.automatic, example.expected.ks_2samp_auto), (.asymptotic, example.expected.ks_2samp_asymp),
            ]
            if let exact = example.expected.ks_2samp_exact { pairs.append((.exact, exact)) }
            for (method, expected) in pairs {
                let result = try KolmogorovSmirnovTest.test(a, b, method: method)
                let turned = try KolmogorovSmirnovTest.test(b, a, method: method)
                #expect(agrees(result.statistic, expected.statistic, tolerance: 1e-15), "\(example.name) \(method)")
                #expect(
                    agreesRelatively(result.pValue, expected.pvalue, tolerance: 1e-9),
                    "\(example.name) \(method): \(result.pValue), expected \(expected.pvalue)")
                #expect(turned.statistic == result.statistic, "\(example.name)")
                #expect(agreesRelatively(turned.pValue, result.pValue, tolerance: 1e-12), "\(example.name)")
            }
        }
    }

    @Test("Bins, shares and distances agree to 1e-12")
    func distances() throws {
        for example in try cases() {
            let expected = example.expected
            let joint = example.a + example.b
            let lower = try #require(joint.min())
            let upper = try #require(joint.max())
            let edges = try BinEdges.equalWidth(from: lower, to: upper, count: 10)
            let (a, b) = (counts(example.a, edges), counts(example.b, edges))
            for (bin, share) in expected.hist_a.enumerated() {
                #expect(agrees(a[bin] / Double(example.a.count), share, tolerance: 1e-14), "\(example.name) bin \(bin)")
                #expect(
                    agrees(b[bin] / Double(example.b.count), expected.hist_b[bin], tolerance: 1e-14),
                    "\(example.name) bin \(bin)")
            }
            let pairs: [(String, Double, Double)] = [
                ("Jensen-Shannon", try Divergence.jensenShannonDistance(a, b), expected.jensenshannon_distance_base2),
                (
                    "Kullback-Leibler", try Divergence.kullbackLeibler(reference: a, current: b), expected.kl_a_b_eps
                ),
                ("Hellinger", try Divergence.hellingerDistance(a, b), expected.hellinger),
                ("total variation", try Divergence.totalVariation(a, b), expected.total_variation),
                (
                    "PSI of equal widths", try Divergence.populationStabilityIndex(reference: a, current: b),
                    expected.psi_equal_width_10
                ),
            ]
            for (name, computed, value) in pairs {
                #expect(agrees(computed, value, tolerance: 1e-12), "\(example.name): \(name) is \(computed)")
            }
        }
    }

    @Test("PSI over the deciles of the reference agrees to 1e-12, and so do the deciles")
    func decilePSI() throws {
        for example in try cases() {
            let edges = try BinEdges.quantiles(of: SortedSample(example.a), count: 10)
            let expected = example.expected.psi_edges.map(\.value)
            try #require(edges.cuts.count == expected.count - 2, "\(example.name)")
            #expect(edges.range == nil)
            for (cut, value) in zip(edges.cuts, expected.dropFirst()) {
                #expect(agrees(cut, value, tolerance: 1e-14), "\(example.name)")
            }
            let index = try Divergence.populationStabilityIndex(
                reference: counts(example.a, edges), current: counts(example.b, edges))
            #expect(agrees(index, example.expected.psi_deciles_of_a, tolerance: 1e-12), "\(example.name): \(index)")
        }
    }

    private func counts(_ values: [Double], _ edges: BinEdges) -> [Double] {
        var histogram = FixedHistogram(edges: edges)
        for value in values { histogram.add(value) }
        return histogram.counts.map { Double($0) }
    }
}
