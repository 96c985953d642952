import MLCore
import MLStatistics
import Testing

@Suite("Distributions and tests: parity with SciPy")
struct DistributionParityTests {
    struct Fixture: Decodable {
        struct Contingency: Decodable {
            struct Expected: Decodable {
                var chi2, p: Double
                var dof: Int
            }
            var table: [[Double]]
            var expected: Expected
        }
        struct Multiple: Decodable {
            var pvalues, bh, bonferroni, holm: [Double]
        }
        struct Distributions: Decodable {
            var norm_ppf, norm_cdf, norm_sf, chi2_sf, kstwobign_sf, erf: [[Double]]
        }
        var contingency: [Contingency]
        var multiple_testing: Multiple
        var distributions: Distributions
    }

    private func fixture() throws -> Fixture { try ReferenceFixture.read("tests-and-distributions.json") }

    @Test("Distribution functions agree to 1e-12 of the value, also far in the tail")
    func functions() throws {
        let tables = try fixture().distributions
        try #require(tables.norm_cdf.count >= 9 && tables.chi2_sf.count >= 12 && tables.kstwobign_sf.count >= 4)
        for entry in tables.norm_ppf {
            #expect(agrees(NormalDistribution.quantile(entry[0]), entry[1], tolerance: 1e-13), "norm_ppf \(entry)")
        }
        for entry in tables.norm_cdf {
            #expect(
                agreesRelatively(NormalDistribution.cumulative(entry[0]), entry[1], tolerance: 1e-12),
                "norm_cdf \(entry)")
        }
        for entry in tables.norm_sf {
            #expect(
                agreesRelatively(NormalDistribution.survival(entry[0]), entry[1], tolerance: 1e-12), "norm_sf \(entry)")
        }
        for entry in tables.erf {
            let value = 1 - 2 * NormalDistribution.survival(entry[0] * 2.0.squareRoot())
            #expect(agrees(value, entry[1], tolerance: 1e-14), "erf \(entry)")
        }
        for entry in tables.chi2_sf {
            let value = try ChiSquareDistribution.survival(entry[0], degreesOfFreedom: Int(entry[1]))
            #expect(agreesRelatively(value, entry[2], tolerance: 1e-12), "chi2_sf \(entry): \(value)")
        }
        for entry in tables.kstwobign_sf {
            #expect(
                agreesRelatively(KolmogorovDistribution.survival(entry[0]), entry[1], tolerance: 1e-12),
                "kstwobign_sf \(entry)")
        }
    }

    @Test("Chi-square tests of contingency tables agree to 1e-12")
    func contingency() throws {
        let cases = try fixture().contingency
        try #require(cases.count >= 4)
        for (number, example) in cases.enumerated() {
            let result = try ChiSquareTest.homogeneity(example.table)
            #expect(agreesRelatively(result.statistic, example.expected.chi2, tolerance: 1e-12), "table \(number)")
            #expect(agreesRelatively(result.pValue, example.expected.p, tolerance: 1e-11), "table \(number)")
            #expect(result.degreesOfFreedom == example.expected.dof, "table \(number)")
        }
    }

    @Test("Corrections for multiple testing agree to 1e-15")
    func multipleTesting() throws {
        let fixture = try fixture().multiple_testing
        let pairs: [(MultipleTesting, [Double])] = [
            (.bonferroni, fixture.bonferroni), (.holm, fixture.holm), (.benjaminiHochberg, fixture.bh),
            (.none, fixture.pvalues),
        ]
        for (correction, expected) in pairs {
            let adjusted = correction.adjusted(fixture.pvalues)
            for (computed, value) in zip(adjusted, expected) {
                #expect(agrees(computed, value, tolerance: 1e-15), "\(correction)")
            }
        }
        #expect(MultipleTesting.allCases.allSatisfy { $0.adjusted([]).isEmpty })
    }
}
