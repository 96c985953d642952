import MLCore
import Testing

@Suite("SeededGenerator draws")
struct SeededGeneratorDrawTests {
    @Test("Uniform numbers are the upper 53 bits")
    func uniform() {
        var generator = SeededGenerator(seed: 42)
        let values = (0..<4).map { _ in generator.nextUniform() }
        #expect(values == [0x1.5780b2e0c2ec0p-4, 0x1.84136619b444ep-2, 0x1.5c2ea66473c93p-1, 0x1.d9715a8e0766cp-1])
        for _ in 0..<10_000 {
            let value = generator.nextUniform()
            #expect(value >= 0 && value < 1)
        }
    }

    @Test("Bounded integers give their golden values, with and without rejection")
    func bounded() {
        var generator = SeededGenerator(seed: 42)
        let small = (0..<20).map { _ in generator.next(below: 10) }
        #expect(small == [0, 3, 6, 9, 9, 7, 7, 8, 7, 5, 6, 2, 8, 3, 7, 8, 6, 8, 7, 7])
        generator = SeededGenerator(seed: 42)
        let bound: UInt64 = 0xC000_0000_0000_0000
        let large = (0..<4).map { _ in generator.next(below: bound) }
        #expect(
            large == [0x101a_0862_8923_1550, 0x48c3_a324_d1cc_ebde, 0x8291_7e65_ab6b_7338, 0xb18a_81f5_42c6_8878])
    }

    @Test("Bounds without choice give 0 and still take one draw")
    func degenerateBounds() {
        for bound in [1, 0, -1, Int.min] {
            var generator = SeededGenerator(seed: 5)
            var reference = generator
            let value = generator.next(below: bound)
            #expect(value == 0)
            _ = reference.next()
            #expect(generator == reference)
        }
        var generator = SeededGenerator(seed: 5)
        let zero = generator.next(below: UInt64(0))
        let signed = generator.next(below: Int.max)
        let unsigned = generator.next(below: UInt64.max)
        #expect(zero == 0)
        #expect(signed < Int.max)
        #expect(unsigned < UInt64.max)
    }

    @Test("Bounded integers are uniform", arguments: [2, 3, 7, 10, 64])
    func boundedUniformity(bound: Int) {
        var generator = SeededGenerator(seed: 17, stream: UInt64(bound))
        var counts = [Int](repeating: 0, count: bound)
        let draws = 2000 * bound
        for _ in 0..<draws { counts[generator.next(below: bound)] += 1 }
        let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 2000) * ($1 - 2000)) / 2000 }
        // Mean b − 1, variance 2(b − 1): six standard deviations.
        #expect(chiSquare < Double(bound - 1) + 6 * (2 * Double(bound - 1)).squareRoot())
    }

    @Test("Shuffles and samples give their golden orders")
    func shuffles() throws {
        var generator = SeededGenerator(seed: 42)
        let order = generator.shuffled(Array(0..<10))
        #expect(order == [9, 1, 4, 2, 8, 7, 6, 5, 3, 0])
        generator = SeededGenerator(seed: 42)
        let drawn = try generator.sample(8, from: 100)
        #expect(drawn == [8, 38, 68, 92, 99, 78, 73, 86])
    }

    @Test("A sample is distinct, in range, and the same whether memory is sparse or dense")
    func samples() throws {
        for (count, total) in [(0, 0), (0, 5), (5, 5), (1, 1_000_000_000), (99, 800), (100, 800), (101, 800)] {
            var generator = SeededGenerator(seed: 8)
            var reference = generator
            let drawn = try generator.sample(count, from: total)
            #expect(drawn.count == count)
            #expect(Set(drawn).count == count)
            #expect(drawn.allSatisfy { $0 >= 0 && $0 < total })
            guard total <= 1000 else { continue }
            var items = Array(0..<total)
            for position in 0..<count { items.swapAt(position, position + reference.next(below: total - position)) }
            #expect(drawn == Array(items.prefix(count)))
        }
    }

    @Test("A sample larger than its population is refused")
    func oversizedSample() {
        let generator = SeededGenerator(seed: 8)
        for (count, total) in [(6, 5), (-1, 5), (0, -1), (1, 0)] {
            #expect {
                var generator = generator
                return try generator.sample(count, from: total)
            } throws: {
                ($0 as? CoreError)?.code == .invalidArgument
            }
        }
    }

    @Test("Every order of three items is equally likely")
    func shuffleUniformity() {
        var generator = SeededGenerator(seed: 4)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 { counts[generator.shuffled([0, 1, 2]), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { abs($0 - 1000) < 6 * 29 })
    }

    @Test("True comes with the given probability")
    func booleans() {
        var generator = SeededGenerator(seed: 4)
        let count = (0..<10_000).count { _ in generator.nextBool(probability: 0.2) }
        #expect(abs(count - 2000) < 5 * 40)
        let certain = [0, Double.nan, 1].map { generator.nextBool(probability: $0) }
        #expect(certain == [false, false, true])
    }
}
