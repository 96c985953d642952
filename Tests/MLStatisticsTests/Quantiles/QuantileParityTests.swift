import MLCore
import MLStatistics
import Testing

@Suite("Quantiles: parity with NumPy")
struct QuantileParityTests {
    struct Fixture: Decodable {
        struct Quantiles: Decodable {
            var x: [Double]
            var q: [Double]
            var methods: [String: [Double]]
        }
        var quantiles: Quantiles
    }

    @Test("Every definition of the fixture agrees to 1e-12")
    func definitions() throws {
        let fixture: Fixture = try ReferenceFixture.read("tests-and-distributions.json")
        let sample = try SortedSample(fixture.quantiles.x)
        try #require(fixture.quantiles.methods.count == QuantileDefinition.allCases.count)
        for (name, expected) in fixture.quantiles.methods {
            let definition = try #require(QuantileDefinition(rawValue: name), "\(name)")
            let computed = try sample.quantiles(fixture.quantiles.q, definition: definition)
            for (position, value) in expected.enumerated() {
                #expect(
                    agrees(computed[position], value, tolerance: 1e-12), "\(name) at \(fixture.quantiles.q[position])")
            }
        }
    }

    @Test("Quantiles rise with the probability and stay within the sample", arguments: QuantileDefinition.allCases)
    func monotony(definition: QuantileDefinition) throws {
        var generator = SeededGenerator(seed: 31)
        for count in [1, 2, 3, 10, 57] {
            let sample = try SortedSample((0..<count).map { _ in (generator.nextUniform() * 9).rounded() })
            let quantiles = try sample.quantiles((0...100).map { Double($0) / 100 }, definition: definition)
            #expect(quantiles == quantiles.sorted())
            #expect(quantiles.first == sample.values.first && quantiles.last == sample.values.last)
        }
    }

    @Test("Empty samples, values that are not finite and probabilities outside of 0 to 1 are refused")
    func refusals() throws {
        #expect(throws: StatisticsError.self) { try SortedSample([]) }
        #expect(throws: StatisticsError.self) { try SortedSample([1, .nan]) }
        #expect(throws: StatisticsError.self) { try SortedSample([1, .infinity]) }
        let sample = try SortedSample([-1e308, 1e308])
        #expect(try sample.quantile(0.5) == 0)
        #expect(throws: StatisticsError.self) { try sample.quantile(1.5) }
        #expect(throws: StatisticsError.self) { try sample.quantile(.nan) }
    }
}
