import Foundation
import MLCore
import MLStatistics
import Testing

@Suite("ExactSum")
struct ExactSumTests {
    private func sum(_ numbers: [Double]) -> ExactSum {
        var sum = ExactSum()
        for number in numbers { sum.add(number) }
        return sum
    }

    @Test("The sum is rounded once, to nearest, ties to even")
    func rounding() {
        let one = 1.0
        #expect(sum([]).value == 0)
        #expect(sum([0.1, 0.2, 0.3]).value == 0.6)
        #expect(sum([Double](repeating: 0.1, count: 10)).value == 1)
        #expect(sum([1e308, 1, -1e308]).value == 1)
        #expect(sum([1, 0x1p-53]).value == 1)
        #expect(sum([1, 0x1p-53, 0x1p-1074]).value == one.nextUp)
        #expect(sum([one.nextUp, 0x1p-53]).value == one.nextUp.nextUp)
        #expect(sum([-1, -0x1p-53, -0x1p-1074]).value == -(one.nextUp))
        #expect(sum([one.nextDown, 0x1p-54]).value == 1)
        #expect(sum([.leastNonzeroMagnitude, .leastNonzeroMagnitude]).value == 2 * .leastNonzeroMagnitude)
        #expect(sum([.leastNormalMagnitude, -.leastNonzeroMagnitude]).value == Double.leastNormalMagnitude.nextDown)
    }

    @Test("Beyond the range the sum is infinite, but only at the end")
    func overflow() {
        let most = Double.greatestFiniteMagnitude
        #expect(sum([most, most]).value == .infinity)
        #expect(sum([-most, -most]).value == -.infinity)
        #expect(sum([most, most, -most]).value == most)
    }

    @Test("Infinities and NaN decide the value")
    func special() {
        #expect(sum([1, .infinity]).value == .infinity)
        #expect(sum([.infinity, -.infinity]).value.isNaN)
        #expect(sum([.nan, 1]).value.isNaN)
    }

    @Test("Random numbers of all sizes: any order and any split give the same sum, and the opposite numbers cancel it")
    func randomOrders() throws {
        var generator = SeededGenerator(seed: 77)
        for _ in 0..<50 {
            let numbers = (0..<200).map { _ -> Double in
                let number = Double(bitPattern: generator.next())
                return number.isFinite ? number : 1
            }
            let whole = sum(numbers)
            let shuffled = generator.shuffled(numbers)
            let split = generator.next(below: 200)
            var parts = sum(Array(shuffled[..<split]))
            parts.merge(sum(Array(shuffled[split...])))
            #expect(parts == whole)
            #expect(parts.value == whole.value)
            var cancelled = whole
            for number in shuffled.reversed() { cancelled.add(-number) }
            #expect(cancelled == ExactSum())
            let decoded = try JSONDecoder().decode(ExactSum.self, from: JSONEncoder().encode(whole))
            #expect(decoded == whole)
        }
    }

    @Test("Small whole numbers agree with integer arithmetic")
    func integers() {
        var generator = SeededGenerator(seed: 78)
        var sum = ExactSum()
        var expected = 0
        for _ in 0..<1000 {
            let number = generator.next(below: 2_000_001) - 1_000_000
            sum.add(Double(number))
            expected += number
            #expect(sum.value == Double(expected))
        }
    }

    @Test("Stored digits are checked")
    func hostileDigits() {
        for text in [
            #"{"first":-1,"digits":[1]}"#, #"{"first":67,"digits":[1,1]}"#, #"{"first":0,"digits":[-1]}"#,
            #"{"first":0,"digits":[4294967296]}"#, #"{"first":9223372036854775807,"digits":[1]}"#,
        ] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(ExactSum.self, from: Data(text.utf8))
            }
        }
    }
}
