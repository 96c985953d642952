import MLCore
import Testing

@Suite("SeededGenerator distributions")
struct SeededGeneratorDistributionTests {
    @Test("Normal deviates have the moments and the tails of the standard normal")
    func normalMoments() {
        var generator = SeededGenerator(seed: 2)
        let count = 100_000
        var sums = [0.0, 0.0, 0.0, 0.0]
        var beyondTwo = 0
        for _ in 0..<count {
            let value = generator.nextNormal()
            sums[0] += value
            sums[1] += value * value
            sums[2] += value * value * value
            sums[3] += value * value * value * value
            if abs(value) > 2 { beyondTwo += 1 }
        }
        let n = Double(count)
        // Moments 0, 1, 0, 3; variances of their estimates 1, 2, 15, 96 over n: five standard deviations.
        #expect(abs(sums[0] / n) < 5 * (1 / n).squareRoot())
        #expect(abs(sums[1] / n - 1) < 5 * (2 / n).squareRoot())
        #expect(abs(sums[2] / n) < 5 * (15 / n).squareRoot())
        #expect(abs(sums[3] / n - 3) < 5 * (96 / n).squareRoot())
        #expect(abs(Double(beyondTwo) / n - 0.0455) < 0.0035)
    }

    @Test("A normal deviate takes one draw and increases with it")
    func normalDraw() {
        var generator = SeededGenerator(seed: 6)
        var reference = generator
        var pairs: [(draw: UInt64, value: Double)] = []
        for _ in 0..<2000 { pairs.append((reference.next(), generator.nextNormal())) }
        #expect(generator == reference)
        pairs.sort { $0.draw < $1.draw }
        for index in 1..<pairs.count { #expect(pairs[index - 1].value < pairs[index].value) }
    }

    @Test("Normal quantiles match high-precision values in the centre and in both tails")
    func normalQuantiles() {
        // mpmath: sqrt(2) · erfinv(2p − 1) at 60 digits.
        let expected: [(Double, Double)] = [
            (1.1102230246251565e-16, -8.2095361516013868556), (1e-15, -7.9413453261709967713),
            (1e-12, -7.0344838253011319326),
            (1.3e-11, -6.6676114565107408347), (1e-06, -4.7534243088228989573), (0.001, -3.0902323061678135354),
            (0.0228, -1.9990772149717698452), (0.05, -1.644853626951472688), (0.074, -1.4466320671589785099),
            (0.076, -1.4325027208258116188), (0.25, -0.6744897501960817432), (0.4, -0.25334710313579974132),
            (0.4999, -0.00025066283008800749239), (0.75, 0.6744897501960817432), (0.925, 1.4395314709384562291),
            (0.96875, 1.8627318674216514555),
        ]
        for (probability, quantile) in expected {
            let value = NormalQuantile.value(at: probability)
            #expect(abs(value - quantile) <= 4e-16 * abs(quantile), "\(probability): \(value)")
            // 1 − p is exact for the larger probabilities only.
            if probability > 0.01, probability < 0.5 {
                #expect(abs(NormalQuantile.value(at: 1 - probability) + quantile) <= 4e-15)
            }
        }
        #expect(NormalQuantile.value(at: 0.5) == 0)
        #expect(NormalQuantile.value(at: 0) == -.infinity)
        #expect(NormalQuantile.value(at: 1) == .infinity)
        #expect(NormalQuantile.value(at: -0.1).isNaN)
        #expect(NormalQuantile.value(at: 1.1).isNaN)
        #expect(NormalQuantile.value(at: .nan).isNaN)
    }

    @Test("Bootstrap weights have the probabilities of a Poisson count of mean 1")
    func bootstrapWeights() {
        var generator = SeededGenerator(seed: 21)
        var counts = [Int](repeating: 0, count: 32)
        let total = 200_000
        for _ in 0..<total { counts[generator.nextBootstrapWeight()] += 1 }
        var probability = Elementary.exp(-1.0)
        for count in 0...6 {
            let expected = Double(total) * probability
            #expect(abs(Double(counts[count]) - expected) < 5 * expected.squareRoot() + 1)
            probability /= Double(count + 1)
        }
    }

    @Test("Bootstrap weights agree with the general method draw by draw")
    func bootstrapAgreement() throws {
        var weights = SeededGenerator(seed: 22)
        var general = weights
        for _ in 0..<20_000 {
            let weight = weights.nextBootstrapWeight()
            let count = try general.nextPoisson(mean: 1)
            #expect(weight == count)
        }
    }

    @Test("Poisson counts have the mean and the variance asked for", arguments: [0.1, 2.5, 9.99, 10, 30, 1000, 1e6])
    func poissonMoments(mean: Double) throws {
        var generator = SeededGenerator(seed: 23)
        let total = 20_000.0
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<Int(total) {
            let difference = Double(try generator.nextPoisson(mean: mean)) - mean
            sum += difference
            squares += difference * difference
        }
        #expect(abs(sum / total) < 5 * (mean / total).squareRoot())
        // The variance of the squared difference is μ + 2μ².
        #expect(abs(squares / total - mean) < 5 * ((mean + 2 * mean * mean) / total).squareRoot())
    }

    @Test("A Poisson mean outside of its range is refused; a mean of 0 gives 0")
    func poissonRange() throws {
        var generator = SeededGenerator(seed: 23)
        let none = try generator.nextPoisson(mean: 0)
        #expect(none == 0)
        let many = try generator.nextPoisson(mean: 1e9)
        #expect(many > 999_000_000)
        for mean in [-1, Double.nan, .infinity, 1.1e9] {
            #expect { try generator.nextPoisson(mean: mean) } throws: {
                ($0 as? CoreError)?.code == .invalidArgument
            }
        }
    }
}
