import MLCore
import MLStatistics
import Testing

@Suite("Distributions")
struct DistributionTests {
    @Test("Special values")
    func specialValues() throws {
        #expect(NormalDistribution.cumulative(0) == 0.5)
        #expect(NormalDistribution.cumulative(.infinity) == 1 && NormalDistribution.cumulative(-.infinity) == 0)
        #expect(NormalDistribution.cumulative(.nan).isNaN)
        #expect(KolmogorovDistribution.survival(0) == 1 && KolmogorovDistribution.survival(.infinity) == 0)
        #expect(KolmogorovDistribution.survival(.nan).isNaN)
        #expect(try ChiSquareDistribution.survival(0, degreesOfFreedom: 3) == 1)
        #expect(try ChiSquareDistribution.survival(.infinity, degreesOfFreedom: 3) == 0)
        #expect(try ChiSquareDistribution.survival(.nan, degreesOfFreedom: 3).isNaN)
        #expect(throws: StatisticsError.self) { try ChiSquareDistribution.survival(1, degreesOfFreedom: 0) }
        #expect(throws: StatisticsError.self) { try KolmogorovSmirnovDistribution.survival(0.5, count: 0) }
    }

    @Test("The parts of each function meet without a step")
    func seams() throws {
        for seam in [1.0, 3.0] {
            let root = 2.0.squareRoot()
            let below = NormalDistribution.survival((seam * root).nextDown)
            let above = NormalDistribution.survival((seam * root).nextUp)
            #expect(abs(below - above) < 1e-14 * below)
        }
        #expect(
            agreesRelatively(
                KolmogorovDistribution.survival(0.82), KolmogorovDistribution.survival(0.82.nextDown),
                tolerance: 1e-14))
    }

    /// Values of `scipy.stats.kstwo.sf` 1.17.1, from each branch of its choice of methods.
    @Test(
        "The law of the one-sample distance agrees with SciPy",
        arguments: [
            (1, 0.7, 0.6000000000000001),
            (2, 0.3, 0.98),
            (5, 0.09, 1.0),
            (5, 0.15, 0.9988),
            (5, 0.3, 0.664),
            (5, 0.45714285714285713, 0.1803003986434223),
            (5, 0.85, 0.0001518750000000001),
            (10, 0.6, 0.0005681672000000003),
            (47, 0.08, 0.900844905104673),
            (47, 0.2, 0.04005439642373709),
            (47, 0.31, 0.00016475873727511098),
            (140, 0.05, 0.8576480297656114),
            (140, 0.1, 0.11353657290090946),
            (140, 0.2, 2.1981563302200222e-05),
            (500, 0.02, 0.9859871786857471),
            (500, 0.05, 0.15866260223815387),
            (500, 0.08, 0.0031305058199356268),
            (667, 0.05833333333333335, 0.02050665370391862),
            (900, 0.04, 0.10926229955663425),
            (5000, 0.008, 0.9035907876780276),
            (5000, 0.015, 0.20846142096186204),
            (5000, 0.03, 0.00024159234422666817),
            (100000, 0.002, 0.8178408363081542),
            (100000, 0.004, 0.08130148920222469),
            (100000, 0.009, 1.8312285318893505e-07),
        ] as [(Int, Double, Double)])
    func kolmogorovSmirnov(count: Int, distance: Double, expected: Double) throws {
        let value = try KolmogorovSmirnovDistribution.survival(distance, count: count)
        #expect(agreesRelatively(value, expected, tolerance: 2e-9), "\(count) \(distance): \(value)")
    }

    @Test("Survival functions fall", arguments: [1, 2, 10, 141, 700, 5000])
    func falling(count: Int) throws {
        var previous = 1.0
        for step in 0...200 {
            let value = try KolmogorovSmirnovDistribution.survival(Double(step) / 200, count: count)
            #expect(value <= previous + 1e-6 && value >= 0, "\(count), step \(step)")
            previous = value
        }
    }
}
